//! The centre's own words in letters.

use attestation::accounts::Role;
use axum::http::StatusCode;

use crate::app::TestApp;
use crate::on_both;

on_both!(
    own_words_stand_around_what_the_program_writes,
    a_letter_is_looked_at_before_it_is_kept,
    what_is_wrong_stands_at_its_field,
    two_hands_at_one_text,
    every_kind_of_letter_is_listed,
    the_subject_looked_at_is_that_of_the_letter,
    the_list_asks_the_same_number_of_questions,
);
on_both!(&[("centre_phone", "")]; an_insert_that_stands_for_nothing_is_told);

const LIST: &str = "/settings/letters";
const RECOVERY: &str = "/settings/letters/account.recovery";

/// The text of the letter with a link for a new password, its link left out.
async fn recovery(t: &TestApp) -> (String, Vec<String>) {
    // Links for a new password are not sent one upon another.
    t.later(jiff::SignedDuration::from_mins(3));
    t.visitor().post("/recovery", &[("login", "olesya")]).await;
    let letter = t.letter_to("olesya@example.org").await;
    let told = letter.text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("http"));
    (letter.subject.clone(), told.map(str::to_owned).collect())
}

async fn own_words_stand_around_what_the_program_writes(t: TestApp) {
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let zoya = t.zoya().await;
    let (subject, plain) = recovery(&t).await;
    assert_eq!(subject, "Новый пароль для системы «Аттестация»");
    let fields = [
        ("version", "0"),
        ("subject", "{{ центр }}: {{тема}}"),
        ("opening", "{{ имя }}, это письмо\r\nо пароле.\r\n\r\nСпешить не нужно."),
        ("closing", "Вопросы — <по телефону>."),
        ("do", "keep"),
    ];
    assert_eq!(zoya.post(RECOVERY, &fields).await.to(), RECOVERY);
    let (subject, worded) = recovery(&t).await;
    let centre = &t.app.config.centre_name;
    assert_eq!(subject, format!("{centre}: Новый пароль для системы «Аттестация»"));
    let greeting = plain[0].trim_start_matches("Здравствуйте, ").trim_end_matches('!');
    let mut awaited = plain.clone();
    awaited.splice(1..1, [format!("{greeting}, это письмо о пароле."), "Спешить не нужно.".to_owned()]);
    let sign = awaited.iter().position(|line| line == "--").unwrap();
    awaited.insert(sign, "Вопросы — <по телефону>.".to_owned());
    assert_eq!(worded, awaited);
    let html = t.letter_to("olesya@example.org").await.html;
    assert!(html.contains("Вопросы — &#60;по телефону&#62;.</p>"), "{html}");
    let journal = t.journal().await;
    let told: Vec<_> = journal.iter().filter(|row| row.starts_with("wording.")).collect();
    assert_eq!(told, ["wording.changed: свои слова в письме «Новый пароль» изменены"]);

    let empty = [("version", "1"), ("subject", ""), ("opening", " "), ("closing", ""), ("do", "keep")];
    assert_eq!(zoya.post(RECOVERY, &empty).await.to(), RECOVERY);
    assert_eq!(recovery(&t).await, ("Новый пароль для системы «Аттестация»".to_owned(), plain));
    assert_eq!(t.journal().await.iter().filter(|row| row.ends_with("«Новый пароль» убраны")).count(), 1);
}

async fn a_letter_is_looked_at_before_it_is_kept(t: TestApp) {
    let zoya = t.zoya().await;
    let fields =
        [("version", "0"), ("subject", ""), ("opening", "Добрый день, {{ имя }}."), ("closing", ""), ("do", "look")];
    let page = zoya.post(RECOVERY, &fields).await;
    assert_eq!(page.status, StatusCode::OK);
    let words = page.words();
    let shown = words.split("Как выглядит письмо ").nth(1).unwrap();
    let awaited = "Тема: Новый пароль для системы «Аттестация» Здравствуйте, Анна Сергеевна! Добрый день, Анна Сергеевна. \
                   [Здесь программа напишет: логин, одноразовая ссылка, сколько она действует.] -- ";
    assert!(shown.starts_with(awaited), "{shown}");
    assert!(page.text().contains("Добрый день, {{ имя }}.</textarea>"), "what was typed is there");
    assert_eq!(t.count("select count(*) from letter_wordings").await, 0);
}

async fn what_is_wrong_stands_at_its_field(t: TestApp) {
    let zoya = t.zoya().await;
    let long = "я".repeat(2001);
    let fields = [
        ("version", "0"),
        ("subject", "{{ тема"),
        ("opening", "Уважаемый {{ отчество }}!"),
        ("closing", long.as_str()),
        ("do", "keep"),
    ];
    let answer = zoya.post(RECOVERY, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.faults(),
        [
            "Скобки {{ открыты, но не закрыты. Закройте их: }}.",
            "Вставки {{ отчество }} нет. Есть: {{ имя }}, {{ тема }}, {{ центр }}, {{ телефон }}.",
            "Здесь больше 2000 знаков. Сократите.",
        ]
    );
    assert!(answer.text().contains("Уважаемый {{ отчество }}!</textarea>"));
    assert_eq!(zoya.get("/settings/letters/account.unknown").await.status, StatusCode::NOT_FOUND);
}

async fn two_hands_at_one_text(t: TestApp) {
    let zoya = t.zoya().await;
    let kept = |version: &'static str, opening: &'static str| {
        [("version", version), ("subject", ""), ("opening", opening), ("closing", ""), ("do", "keep")]
    };
    assert_eq!(zoya.post(RECOVERY, &kept("0", "Первый текст.")).await.to(), RECOVERY);
    let late = zoya.post(RECOVERY, &kept("0", "Второй текст.")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let page = late.text();
    assert!(page.contains("Первый текст.</dd>") && page.contains("Второй текст.</textarea>"), "{page}");
    assert!(page.contains("name=\"version\" value=\"1\""), "the next press keeps the joined text");
    assert_eq!(zoya.post(RECOVERY, &kept("1", "Первый и второй.")).await.to(), RECOVERY);
    assert!(zoya.get(RECOVERY).await.text().contains("Первый и второй.</textarea>"));
    // The same words sent twice by the same hand are kept once; by another hand they are shown side by side.
    t.person("vera", "Котова Вера Ильинична", Role::Centre, None, "").await;
    let vera = t.enter("vera").await;
    let told = t.journal().await.len();
    assert_eq!(zoya.post(RECOVERY, &kept("1", "Первый и второй.")).await.to(), RECOVERY);
    assert_eq!((t.journal().await.len(), t.count("select version from letter_wordings").await), (told, 2));
    assert_eq!(vera.post(RECOVERY, &kept("1", "Первый и второй.")).await.status, StatusCode::CONFLICT);
    let (first, second) = (kept("2", "Третий."), kept("2", "Третий."));
    let (first, second) = tokio::join!(zoya.post(RECOVERY, &first), zoya.post(RECOVERY, &second));
    assert_eq!((first.to(), second.to()), (RECOVERY, RECOVERY));
    assert_eq!(t.count("select version from letter_wordings").await, 3);
}

/// Codes of letters the sources name, `compose("noun.verb", …)`, each with the text of its source.
fn composed(folder: &std::path::Path, found: &mut Vec<(String, std::rc::Rc<str>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            composed(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text: std::rc::Rc<str> = std::fs::read_to_string(&path).unwrap().into();
            for rest in text.split("compose(").skip(1) {
                if let Some(named) = rest.trim_start().strip_prefix('"') {
                    found.push((named.split('"').next().unwrap().to_owned(), text.clone()));
                }
            }
        }
    }
}

/// Every letter the sources write.
fn written() -> Vec<(String, std::rc::Rc<str>)> {
    let mut written = Vec::new();
    composed(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut written);
    written
}

/// Whether a text is a subject in which «…» stands for what is put in.
fn is_subject(text: &str, subject: &str) -> bool {
    let pieces: Vec<&str> = subject.split('…').collect();
    let Some(mut rest) = text.strip_prefix(pieces[0]) else { return false };
    if pieces.len() == 1 {
        return rest.is_empty();
    }
    for piece in &pieces[1..pieces.len() - 1] {
        let Some((_, after)) = rest.split_once(piece) else { return false };
        rest = after;
    }
    rest.ends_with(pieces[pieces.len() - 1])
}

async fn the_subject_looked_at_is_that_of_the_letter(t: TestApp) {
    let zoya = t.zoya().await;
    let mut wrong = Vec::new();
    for (kind, source) in written() {
        let page = zoya.get(&format!("{LIST}/{kind}")).await.text();
        let subject = page.split("<strong>Тема: ").nth(1).unwrap().split('<').next().unwrap().to_owned();
        if !source.split('"').any(|text| is_subject(&text.replace("\\u{a0}", "\u{a0}"), &subject)) {
            wrong.push(format!("{kind}: {subject}"));
        }
    }
    assert!(wrong.is_empty(), "no such letter is written: {wrong:#?}");
}

async fn an_insert_that_stands_for_nothing_is_told(t: TestApp) {
    let zoya = t.zoya().await;
    let told = "Телефон Центра не указан: на месте вставки {{ телефон }} в письме сейчас ничего не будет. Уберите её из текста или скажите тому, кто ведёт сервер: нужна настройка centre_phone.";
    assert_eq!(t.app.config.centre_phone, "");
    let with = |closing: &'static str, version: &'static str, todo: &'static str| {
        [("version", version), ("subject", ""), ("opening", ""), ("closing", closing), ("do", todo)]
    };
    let looked = zoya.post(RECOVERY, &with("Звоните: {{телефон}}.", "0", "look")).await;
    assert!(looked.words().contains(told), "{}", looked.words());
    assert_eq!(zoya.post(RECOVERY, &with("Звоните: {{ телефон }}.", "0", "keep")).await.to(), RECOVERY);
    let kept = zoya.get(RECOVERY).await.words();
    assert!(
        kept.starts_with(&format!("Текст сохранён. Письма, которые уже в очереди, не изменятся. {told}")),
        "{kept}"
    );
    assert!(zoya.get(RECOVERY).await.words().contains(told), "and each time the text is opened");
    assert_eq!(zoya.post(RECOVERY, &with("Звоните в {{ центр }}.", "1", "keep")).await.to(), RECOVERY);
    let without = zoya.get(RECOVERY).await.words();
    assert!(without.starts_with("Текст сохранён. Письма, которые уже в очереди, не изменятся. "), "{without}");
    assert!(!without.contains("Телефон Центра не указан"), "{without}");
}

async fn every_kind_of_letter_is_listed(t: TestApp) {
    let page = t.zoya().await.get(LIST).await.text();
    let mut listed: Vec<String> = page
        .split("href=\"/settings/letters/")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    let mut written: Vec<String> = written().into_iter().map(|(kind, _)| kind).collect();
    listed.sort();
    written.sort();
    written.dedup();
    assert_eq!(listed, written);
}

async fn the_list_asks_the_same_number_of_questions(t: TestApp) {
    let zoya = t.zoya().await;
    let mut asked = Vec::new();
    for kind in ["account.created", "act.teacher", "result.recorded"] {
        let fields = [("version", "0"), ("subject", ""), ("opening", "Слова."), ("closing", ""), ("do", "keep")];
        let home = format!("{LIST}/{kind}");
        assert_eq!(zoya.post(&home, &fields).await.to(), home);
        let before = t.app.db.asked().count();
        assert_eq!(zoya.get(LIST).await.text().matches(">есть<").count(), asked.len() + 1);
        asked.push(t.app.db.asked().count() - before);
    }
    assert_eq!(asked[0], asked[2]);
}
