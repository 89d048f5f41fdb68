//! Texts people agree to, each with its version. A changed text gets a new version, and is agreed to anew.

/// A text to agree to.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    /// As stored with the consent.
    pub document: &'static str,
    /// The day of the edition.
    pub version: &'static str,
    /// The heading.
    pub title: &'static str,
    /// The paragraphs.
    pub paragraphs: &'static [&'static str],
    /// What is said by agreeing.
    pub words: &'static str,
}

/// The text of a document in an edition; none when the program does not keep that edition.
pub(super) fn edition(document: &str, version: &str) -> Option<&'static Text> {
    [&CONSENT, &EARLIER_CONSENT, &AGREEMENT]
        .into_iter()
        .find(|text| text.document == document && text.version == version)
}

const DATA: &str = "Я даю согласие на обработку моих персональных данных для аттестации: фамилии, имени, отчества, даты рождения, СНИЛС, адреса электронной почты, телефона, сведений о месте работы, должности, образовании, повышении квалификации, категориях, наградах и результатах работы, а также приложенных документов.";
const UNTIL: &str = "Согласие действует, пока рассматривают заявление и хранят дело. Его можно отозвать: напишите в Центр. Отзыв согласия прекращает рассмотрение заявления.";
const AGREED: &str = "Я прочитал(а) текст и даю согласие";

/// Consent to the processing of personal data for an application: a document of its own (152-ФЗ, ст. 9).
pub static CONSENT: Text = Text {
    document: "application-data",
    version: "2026-11-30",
    title: "Согласие на обработку персональных данных",
    paragraphs: &[
        DATA,
        "Данные собирают, записывают, хранят, уточняют и используют сотрудники Центра, координатор моей школы, муниципальный координатор, то есть сотрудник муниципального органа управления образованием, который видит дела школ своего муниципалитета, назначенные специалисты, члены аттестационной комиссии и орган, издающий акт. Другим лицам данные передают только в случаях, указанных в законе.",
        "Если категорию установят, акт об этом публикуют: мои фамилию, имя, отчество, место работы, должность и категорию сможет прочитать каждый.",
        UNTIL,
    ],
    words: AGREED,
};

/// The edition that stood before it: what was agreed to is read as it was.
static EARLIER_CONSENT: Text = Text {
    document: "application-data",
    version: "2026-11-01",
    title: "Согласие на обработку персональных данных",
    paragraphs: &[
        DATA,
        "Данные собирают, записывают, хранят, уточняют и используют сотрудники Центра, координатор моей школы, назначенный специалист, члены аттестационной комиссии и орган, издающий акт. Другим лицам данные передают только в случаях, указанных в законе.",
        UNTIL,
    ],
    words: AGREED,
};

/// Agreement on the simple electronic signature (63-ФЗ, ст. 6 и 9).
pub static AGREEMENT: Text = Text {
    document: "simple-signature",
    version: "2026-11-01",
    title: "Соглашение о простой электронной подписи",
    paragraphs: &[
        "Ключ простой электронной подписи в этой системе — ваши логин и пароль. Заявление, которое вы отправили, введя логин и пароль, подписано вами и равносильно бумажному заявлению с собственноручной подписью.",
        "Кто подписал заявление, определяют по учётной записи, из которой оно отправлено. Вместе с заявлением хранятся его текст, контрольная сумма, время и эта редакция соглашения.",
        "Храните пароль в тайне и никому его не сообщайте. Если пароль узнал кто-то другой, сразу смените его в профиле и позвоните в Центр.",
    ],
    words: "Я принимаю соглашение",
};
