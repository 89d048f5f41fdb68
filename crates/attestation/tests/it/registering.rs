//! S9: one application typed by the centre.

use axum::http::StatusCode;

use crate::app::{Answer, TestApp, Visitor};
use crate::on_both;

on_both!(
    an_application_is_typed_by_hand,
    whoever_is_registered_by_hand_is_written_to,
    every_fault_stands_at_its_field,
    a_number_of_somebody_else_changes_nobody,
    somebody_of_the_same_name_is_asked_about,
    a_school_is_found_by_a_part_of_its_name,
    the_same_application_is_not_made_twice,
    what_a_rule_forbids_needs_a_reason,
    a_late_registration_needs_a_reason,
    what_systems_write_down_is_not_chosen_by_hand,
    a_post_excluded_since_is_taken_for_what_came_before,
);

/// What the centre types about Белова.
const BELOVA: [(&str, &str); 21] = [
    ("received-day", "2"),
    ("received-month", "11"),
    ("received-year", "2026"),
    ("surname", "БЕЛОВА "),
    ("given", "анна"),
    ("patronymic", "Ильинична"),
    ("born-day", "4"),
    ("born-month", "02"),
    ("born-year", "1978"),
    ("snils", "112-233-445 95"),
    ("email", "belova@school.ru"),
    ("phone", "8 913 123-45-67"),
    ("school-search", "сош 1"),
    ("post", "P27"),
    ("subject", "физика"),
    ("experience", "15"),
    ("current", "first"),
    ("category", "highest"),
    ("late", "пришло почтой"),
    ("original", "yes"),
    ("consent", "yes"),
];

pub async fn typed(zoya: &Visitor, other: &[(&str, &str)]) -> Answer {
    let mut fields: Vec<(&str, &str)> = BELOVA.to_vec();
    fields.retain(|(name, _)| !other.iter().any(|(changed, _)| changed == name));
    fields.extend(other);
    zoya.post("/applications/new", &fields).await
}

async fn an_application_is_typed_by_hand(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let form = zoya.get("/applications/new").await;
    assert!(form.text().contains("name=\"received-day\" type=\"text\" inputmode=\"numeric\" value=\"23\""));
    let done = typed(&zoya, &[]).await;
    let to = done.to().to_owned();
    assert!(to.starts_with("/applications/"), "{to}");
    let page = zoya.get(&to).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.words().starts_with("Заявление внесено, номер дела 2026-0001."), "{}", page.words());
    let kept = "select count(*) from applications a join teachers t on t.id = a.teacher_id
                where t.surname = 'Белова' and t.given = 'Анна' and t.born = '1978-02-04' and t.snils = '11223344595' and a.subject = 'физика'
                  and a.experience = 15 and a.current_category = 'first' and a.category = 'highest' and a.received_on = '2026-11-02' and a.due_on = '2027-01-01'";
    assert_eq!(t.count(kept).await, 1);
    let registered: Vec<String> = t.journal().await;
    assert!(registered.contains(&"application.registered: заявление внесено: Белова Анна Ильинична".to_owned()));
}

async fn whoever_is_registered_by_hand_is_written_to(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let letter = async || {
        let letter = t.letter_to("belova@school.ru").await;
        (letter.subject, letter.text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let home = typed(&zoya, &[]).await.to().to_owned();
    let (subject, text) = letter().await;
    assert_eq!(subject, "Заявление зарегистрировано, дело 2026-0001");
    let told = "Ваше заявление зарегистрировано 23 ноября 2026: дело 2026-0001, учитель, заявленная категория: высшая. До 2 декабря 2026 Центр назначит срок, место и форму аттестации и сообщит вам. Решение комиссии будет принято до 1 февраля 2027. Если что-то непонятно, позвоните в Центр и назовите номер дела. Кабинета в системе у вас пока нет, а в нём видно всё ваше дело. Чтобы его завести, попросите приглашение у координатора своей школы или в Центре. --";
    assert!(text.contains(told), "{text}");

    // Once teachers register by themselves, each letter brings the way there.
    zoya.post("/settings/registration", &[("open", "yes")]).await.to();
    let withdrawn = [("ground", "Заявление об отзыве от 23.11.2026")];
    zoya.post(&format!("{home}/withdrawal"), &withdrawn).await.to();
    let (subject, text) = letter().await;
    assert_eq!(subject, "Заявление отозвано, дело 2026-0001");
    let told = "Если что-то непонятно, позвоните в Центр и назовите номер дела. Кабинета в системе у вас пока нет, а в нём видно всё ваше дело. Заведите его по ссылке и укажите адрес, на который пришло это письмо. Завести кабинет: http://127.0.0.1:8080/registration --";
    assert!(text.contains(told), "{text}");

    // What waits to be registered is told of when it is; without an address there is nobody to write to.
    let before = t.letters().await.len();
    typed(&zoya, &[("category", "first"), ("current", ""), ("later", "yes")]).await.to();
    typed(&zoya, &[("snils", "112-233-446 96"), ("surname", "Седова"), ("email", "")]).await.to();
    assert_eq!(t.letters().await.len(), before);
}

async fn every_fault_stands_at_its_field(t: TestApp) {
    let zoya = t.zoya().await;
    let answer = zoya.post("/applications/new", &[("experience", "год"), ("email", "x")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.faults(),
        [
            "Укажите фамилию.",
            "Укажите имя.",
            "Укажите дату рождения.",
            "СНИЛС состоит из 11 цифр, например 112-233-445 95.",
            "Адрес записан с ошибкой. Нужен адрес вида name@school.ru, без пробелов и русских букв.",
            "Введите часть названия школы, нажмите «Найти организацию» и выберите из списка.",
            "Выберите должность из списка.",
            "Стаж записан с ошибкой. Нужно целое число лет, например 15.",
            "Выберите категорию, на которую подано заявление.",
            "Укажите день, когда получено заявление.",
        ]
    );
    assert!(answer.text().contains("value=\"год\""));
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    for (field, value, said) in [
        ("born-month", "13", "Такой даты нет. Нужны день, месяц и год, год — четырьмя цифрами."),
        ("born-year", "2020", "Дата рождения не подходит: проверьте год."),
        ("snils", "112-233-445 96", "В СНИЛС ошибка: контрольное число не сходится. Сверьте цифры с документом."),
        ("received-year", "2027", "Этот день ещё не наступил. Проверьте дату получения."),
        ("received-year", "2020", "На 2 ноября 2020 не задан срок рассмотрения. Проверьте дату получения заявления."),
    ] {
        assert_eq!(typed(&zoya, &[(field, value)]).await.faults(), [said]);
    }
    assert_eq!(t.count("select count(*) from teachers").await, 0);
}

async fn a_number_of_somebody_else_changes_nobody(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    typed(&zoya, &[]).await.to();
    let on_file = "Этот СНИЛС в системе записан так: Белова Анна Ильинична, дата рождения 04.02.1978. Сверьте имя и дату с документами. Если верны документы, сначала исправьте данные на странице педагога: она открывается из любого его дела.";
    for (field, value) in [("surname", "Седова"), ("born-day", "5")] {
        let again = typed(&zoya, &[(field, value), ("category", "first"), ("current", "")]).await;
        assert_eq!(again.faults(), [on_file], "{field}");
    }
    // What is left out of another application stays as it is known.
    typed(&zoya, &[("category", "first"), ("current", ""), ("email", ""), ("phone", "")]).await.to();
    let kept = "select count(*) from teachers where surname = 'Белова' and born = '1978-02-04' and email = 'belova@school.ru' and phone <> ''";
    assert_eq!(t.count(kept).await, 1);
}

async fn somebody_of_the_same_name_is_asked_about(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    typed(&zoya, &[]).await.to();
    // One figure of the number was misread: the same person, or another one.
    let other = [("snils", "087-654-303 00"), ("category", "first"), ("current", "")];
    let asked = typed(&zoya, &other).await;
    assert_eq!(
        asked.faults(),
        [
            "В системе уже есть Белова Анна Ильинична, дата рождения 04.02.1978, МБОУ «СОШ № 1», СНИЛС 112-233-445 95. Если это один человек, укажите его СНИЛС. Если другой, отметьте это."
        ]
    );
    assert!(asked.text().contains("value=\"087-654-303 00\""), "nothing typed is lost");
    assert_eq!(t.count("select count(*) from teachers").await, 1);
    typed(&zoya, &[other.as_slice(), &[("another", "yes")]].concat()).await.to();
    assert_eq!(t.count("select count(*) from teachers where surname = 'Белова'").await, 2);
    // Born on another day, nobody is asked about.
    typed(&zoya, &[("snils", "112-233-446 96"), ("born-day", "5")]).await.to();
}

async fn a_school_is_found_by_a_part_of_its_name(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let other = t.school("МАОУ «СОШ № 11»", "7000000011").await.to_string();
    let found = typed(&zoya, &[("find", "yes")]).await;
    assert_eq!(found.status, StatusCode::OK);
    assert!(
        found
            .words()
            .contains("МАОУ «СОШ № 11» Город Томск, ИНН 7000000011 МБОУ «СОШ № 1» Город Томск, ИНН 7000000001"),
        "{}",
        found.words()
    );
    assert!(found.text().contains("value=\"БЕЛОВА \""));
    assert_eq!(typed(&zoya, &[]).await.faults(), ["Выберите организацию из списка."]);
    let none = typed(&zoya, &[("find", "yes"), ("school-search", "лицей")]).await;
    assert!(none.words().contains("Такой организации в списке нет."));
    typed(&zoya, &[("school", &other)]).await.to();
    let kept = "select count(*) from applications a join organizations o on o.id = a.organization_id where o.inn = '7000000011'";
    assert_eq!(t.count(kept).await, 1);
}

async fn the_same_application_is_not_made_twice(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    typed(&zoya, &[]).await.to();
    let again = typed(&zoya, &[]).await;
    assert_eq!(
        again.faults(),
        [
            "Заявление этого педагога на эту должность и категорию уже есть: дело 2026-0001. Откройте его и сверьте с заявлением."
        ]
    );
    let there = format!("href=\"/applications/{}\"", t.text("select id from applications").await);
    assert!(again.text().contains(&there), "{}", again.text());
    assert_eq!(t.count("select count(*) from teachers where surname = 'Белова'").await, 1);
    typed(&zoya, &[("category", "mentor"), ("despite", "высшая есть в другом регионе")]).await.to();
    assert_eq!(t.count("select count(*) from applications").await, 2);
}

async fn what_a_rule_forbids_needs_a_reason(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let said = "Нужна действующая высшая категория по любой должности: ни в реестре, ни в заявлении её нет (приказ Минпросвещения России от 24.03.2023 № 196, п. 45";
    let no = typed(&zoya, &[("category", "methodist")]).await;
    assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY);
    let faults = no.faults();
    assert_eq!(faults.len(), 1);
    assert!(faults[0].starts_with(said), "{faults:?}");
    assert!(faults[0].ends_with("Проверьте документы. Если заявление всё же вносите, напишите почему."), "{faults:?}");
    assert!(no.words().contains("Почему заявление всё же вносится") && no.text().contains("value=\"физика\""));
    let never = typed(&zoya, &[("current", "")]).await.faults();
    assert_eq!(never.len(), 1);
    assert!(never[0].starts_with("Для высшей категории нужна первая или высшая, действующая или прежняя: ни в реестре, ни в заявлении её нет (приказ Минпросвещения России"), "{never:?}");
    assert_eq!(t.count("select count(*) from applications").await, 0);
    let why = [("category", "methodist"), ("despite", "высшая получена в Омске, копия приказа есть")];
    let to = typed(&zoya, &why).await.to().to_owned();
    let journal = t.journal().await;
    let told = journal.iter().find_map(|row| row.strip_prefix("application.despite: ")).unwrap();
    assert!(told.starts_with("внесено вопреки правилу. Нужна действующая высшая категория"), "{told}");
    assert!(told.ends_with("Почему внесено: высшая получена в Омске, копия приказа есть"), "{told}");
    assert!(zoya.get(&to).await.words().contains("внесено вопреки правилу"), "the Centre reads it in the case");
    typed(&zoya, &[("current", "highest"), ("category", "mentor")]).await.to();
    let asked = journal.iter().filter(|row| row.starts_with("application.despite")).count();
    assert_eq!(asked, 1, "what the application names itself is believed");
}

async fn a_late_registration_needs_a_reason(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let late = typed(&zoya, &[("late", "")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        late.faults(),
        ["Зарегистрировать нужно было до 2 ноября 2026. Проверьте день или напишите, почему он позже."]
    );
    assert!(late.words().contains("Почему регистрируется позже"));
    assert_eq!(t.count("select count(*) from applications").await, 0);
    typed(&zoya, &[]).await.to();
    let journal = t.journal().await;
    assert!(journal.contains(&"intake.late: зарегистрировано позже срока: пришло почтой".to_owned()), "{journal:?}");
    let today = [("received-day", "23"), ("late", ""), ("category", "first")];
    typed(&zoya, &today).await.to();
    assert_eq!(
        t.count("select count(*) from journal where act = 'intake.late'").await,
        1,
        "nothing is asked of today's"
    );
}

async fn a_post_excluded_since_is_taken_for_what_came_before(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let sure = [("ended_on", "03.11.2026"), ("ended_ref", "п. 4"), ("confirmed", "yes")];
    zoya.post("/settings/posts/P26/end", &sure).await.to();
    assert!(zoya.get("/applications/new").await.words().contains("Тьютор (исключена с 03.11.2026)"));
    let late = typed(&zoya, &[("post", "P26"), ("received-day", "3")]).await;
    assert_eq!(
        late.faults(),
        [
            "Должность «Тьютор» исключена с 03.11.2026, заявление получено 03.11.2026. Проверьте должность и день получения."
        ]
    );
    let home = typed(&zoya, &[("post", "P26")]).await.to().to_owned();
    assert!(zoya.get(&home).await.words().contains("Тьютор"));
    let entry = zoya.get(&format!("{home}/entry")).await.text();
    assert!(entry.contains("value=\"P26\" selected"), "{entry}");
}

async fn what_systems_write_down_is_not_chosen_by_hand(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let form = zoya.get("/applications/new").await.words();
    assert!(!form.contains("через эту систему") && !form.contains("через соседнюю систему"), "{form}");
    for channel in ["system", "neighbour"] {
        let no = typed(&zoya, &[("channel", channel)]).await;
        assert_eq!(no.faults(), ["Это система записывает сама. Выберите, как заявление пришло в Центр."], "{channel}");
    }
    let home = typed(&zoya, &[("channel", "in_person")]).await.to().to_owned();
    let no = zoya.post(&format!("{home}/filing"), &[("channel", "system")]).await;
    assert_eq!(no.faults(), ["Это система записывает сама. Выберите, как заявление пришло в Центр."]);
    zoya.post(&format!("{home}/filing"), &[("channel", "post")]).await.to();
}
