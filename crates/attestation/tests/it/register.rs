//! The register of categories: searched by the centre, seen by a school, checked by anybody; put right by new records only.

use attestation::accounts::{Organization, Role};
use attestation::applications::Category;
use attestation::platform::clock::Day;
use attestation::platform::ids::Id;
use attestation::platform::names::FullName;
use attestation::register::{self, NewRecord, Record};
use axum::http::StatusCode;

use crate::app::{Answer, TestApp, Visitor, words_of};
use crate::on_both;
use crate::people::PASSWORD;

on_both!(
    a_record_is_typed_checked_and_written_down,
    a_record_is_put_right_by_a_new_one,
    a_record_that_stays_the_same_is_not_written_anew,
    a_record_is_put_right_by_whoever_proves_who_they_are,
    a_record_is_taken_back,
    what_was_taken_back_by_mistake_is_written_down_again,
    two_hands_put_right_one_record,
    the_register_is_searched,
    the_centre_finds_records_by_snils,
    every_list_is_paged_in_its_order,
    a_search_by_name_is_answered_in_the_order_of_names,
    what_many_have_is_met_on_the_way,
    lists_ask_the_same_number_of_questions,
    the_register_is_taken_away_as_a_sheet,
    a_school_sees_its_own_people,
    anybody_checks_an_extract,
    guessing_is_slowed_down,
);

impl TestApp {
    /// A record of the school: `t.holder(school, "Орлова Ольга Андреевна", Category::First, "2021-12-24", Some("2026-12-24"))`.
    pub async fn holder(
        &self,
        school: Option<Id<Organization>>,
        name: &str,
        category: Category,
        granted: &str,
        until: Option<&str>,
    ) -> Id<Record> {
        let new = NewRecord {
            name: FullName::split(name).unwrap(),
            born: "1978-02-04".parse().unwrap(),
            snils: None,
            organization: "МБОУ «СОШ № 66»".to_owned(),
            municipality: if school.is_some() { "Город Томск" } else { "Асиновский район" }.to_owned(),
            school,
            post_code: "P27".to_owned(),
            post_written: String::new(),
            category,
            granted_on: granted.parse().unwrap(),
            valid_to: until.map(|day| day.parse().unwrap()),
            act_number: "214-р".to_owned(),
            act_date: None,
        };
        self.made(move |act| Ok(register::add_all(act, &[&new], "command")?[0].0)).await
    }

    /// The check code of a record, as it stands in an address.
    async fn code(&self, id: Id<Record>) -> String {
        let sql = "select code from register_records where id = $1";
        let found =
            self.app.db.read(move |reader| reader.row(sql, attestation::values![id], |row| row.get::<String>(0)));
        let found: Result<_, attestation::platform::failure::Failure> = found.await.map_err(Into::into);
        found.unwrap().unwrap()
    }
}

/// The coordinator of a school, signed in.
pub async fn coordinator(t: &TestApp, login: &str, school: Id<Organization>) -> Visitor {
    t.person(login, "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 66»").await;
    t.enter(login).await
}

/// The rows of the list a page shows, in words.
fn rows(page: &Answer) -> Vec<String> {
    let text = page.text();
    let Some(body) = text.split("<tbody>").nth(1) else { return Vec::new() };
    body.split("</tbody>").next().unwrap().split("<tr>").skip(1).map(words_of).collect()
}

/// The pairs of a summary list, one a line.
fn facts(page: &Answer) -> Vec<String> {
    let text = page.text();
    let rows = text.split("govuk-summary-list__row\">").skip(1);
    rows.map(|row| words_of(row.split("</div>").next().unwrap())).collect()
}

/// What the journal tells of the register.
async fn journal(t: &TestApp) -> Vec<String> {
    t.journal().await.into_iter().filter(|line| line.starts_with("register.")).collect()
}

const TYPED: [(&str, &str); 17] = [
    ("surname", "ОРЛОВА"),
    ("given", "Ольга"),
    ("patronymic", "Андреевна"),
    ("born-day", "4"),
    ("born-month", "02"),
    ("born-year", "1978"),
    ("snils", "112-233-445 95"),
    ("organization", "мбоу сош № 66"),
    ("municipality", ""),
    ("post", "P27"),
    ("post-written", "Учитель математики"),
    ("category", "highest"),
    ("granted-day", "24"),
    ("granted-month", "12"),
    ("granted-year", "2021"),
    ("act", "214-р"),
    ("reason", "Опечатка в фамилии: паспорт."),
];

/// The form of a record with one field typed otherwise and one added.
fn typed<'f>(other: (&'f str, &'f str), more: &'f str) -> Vec<(&'f str, &'f str)> {
    let mut all: Vec<_> = TYPED.into_iter().filter(|(name, _)| *name != other.0).collect();
    all.push(other);
    all.push((more, "yes"));
    all
}

async fn a_record_is_typed_checked_and_written_down(t: TestApp) {
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let zoya = t.zoya().await;
    let empty = zoya.post("/register/new", &[("snils", "1"), ("granted-day", "40")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        empty.faults(),
        [
            "Укажите фамилию.",
            "Укажите имя.",
            "Укажите дату рождения.",
            "СНИЛС состоит из 11 цифр, например 112-233-445 95.",
            "Укажите организацию так, как она названа в акте.",
            "Выберите должность из списка.",
            "Выберите категорию.",
            "Такой даты нет. Нужны день, месяц и год, год — четырьмя цифрами.",
            "Укажите номер акта.",
        ]
    );
    let later = zoya.post("/register/new", &typed(("granted-year", "2026"), "x")).await;
    assert_eq!(later.faults(), ["Этот день ещё не наступил. Проверьте дату решения."]);
    let child = zoya.post("/register/new", &typed(("granted-year", "1990"), "x")).await;
    assert_eq!(
        child.faults(),
        ["В этот день человеку не было и шестнадцати лет. Проверьте дату решения и дату рождения."]
    );

    let form: Vec<_> = typed(("act", "214-р"), "x").into_iter().filter(|(name, _)| *name != "reason").collect();
    let check = zoya.post("/register/new", &form).await;
    assert_eq!(check.status, StatusCode::OK, "{}", check.words());
    assert_eq!(
        facts(&check),
        [
            "Педагог Орлова Ольга Андреевна",
            "Дата рождения 4 февраля 1978",
            "СНИЛС 112-233-445 95",
            "Организация мбоу сош № 66",
            "Муниципалитет Город Томск",
            "Должность Учитель математики",
            "Категория высшая",
            "Дата решения 24 декабря 2021",
            "Срок до 24 декабря 2026",
            "Номер акта 214-р",
            "Дата акта Не указано",
        ]
    );
    assert_eq!(t.count("select count(*) from register_records").await, 0);
    let back = zoya.post("/register/new", &[form.clone(), vec![("back", "yes")]].concat()).await;
    assert!(back.text().contains("value=\"ОРЛОВА\""));

    let sure = [form, vec![("confirmed", "yes")]].concat();
    let done = zoya.post("/register/new", &sure).await;
    let page = zoya.get(done.to()).await;
    assert!(page.words().starts_with("Запись внесена в реестр. Запись реестра категорий Орлова Ольга Андреевна Состояние заканчивается через 31 день"), "{}", page.words());
    assert_eq!(
        facts(&page)[1..10],
        [
            "Категория высшая",
            "Должность Учитель математики",
            "Организация мбоу сош № 66",
            "Муниципалитет Город Томск",
            "Дата решения 24 декабря 2021",
            "Срок до 24 декабря 2026",
            "Акт № 214-р",
            "Дата рождения 4 февраля 1978",
            "СНИЛС 112-233-445 95",
        ]
    );
    let again = zoya.post("/register/new", &sure).await;
    assert_eq!(
        again.faults(),
        ["Такая запись уже есть: тот же человек, должность, категория и дата решения. Найдите её в реестре."]
    );
    assert_eq!(
        journal(&t).await,
        [
            "register.added: Орлова Ольга Андреевна: высшая с 24\u{a0}декабря 2021, акт № 214-р",
            "register.opened: Орлова Ольга Андреевна",
        ]
    );
}

async fn a_record_is_put_right_by_a_new_one(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let zoya = t.zoya().await;
    let old =
        t.holder(Some(school), "Арлова Ольга Андреевна", Category::Highest, "2021-12-24", Some("2026-12-24")).await;
    let home = format!("/register/{old}");
    let form = zoya.get(&format!("{home}/correction")).await;
    assert!(form.text().contains("value=\"Арлова\""));
    let silent = zoya.post(&format!("{home}/correction"), &typed(("reason", ""), "confirmed")).await;
    assert_eq!(silent.faults(), ["Напишите, что исправлено и на каком основании."]);
    let check = zoya.post(&format!("{home}/correction"), &typed(("act", "214-р"), "x")).await;
    assert_eq!(
        rows(&check),
        [
            "Фамилия Арлова Орлова",
            "СНИЛС не указано 112-233-445 95",
            "Организация МБОУ «СОШ № 66» мбоу сош № 66",
            "Должность, как в акте не указано Учитель математики",
        ]
    );
    assert_eq!(facts(&check).last().unwrap(), "Причина исправления Опечатка в фамилии: паспорт.");
    let mut sure = typed(("act", "214-р"), "confirmed");
    let unproved = zoya.post(&format!("{home}/correction"), &sure).await;
    assert_eq!(unproved.faults(), ["Введите пароль от своего кабинета."]);
    assert_eq!((unproved.status, rows(&unproved).len()), (StatusCode::UNPROCESSABLE_ENTITY, 4));
    assert!(unproved.text().contains("name=\"surname\" value=\"ОРЛОВА\""), "{}", unproved.text());
    sure.push(("current-password", PASSWORD));
    let done = zoya.post(&format!("{home}/correction"), &sure).await;
    let page = zoya.get(done.to()).await;
    assert!(page.words().starts_with("Запись исправлена. Запись реестра категорий Орлова Ольга Андреевна"));
    let story = page.words();
    let (_, story) = story.split_once("История записи ").unwrap();
    assert_eq!(
        story,
        "Запись исправлена : Опечатка в фамилии: паспорт. Орлова Ольга Андреевна, Учитель математики, высшая с 24.12.2021 до 24 декабря 2026, акт № 214-р 23 ноября 2026, 14:00 (Томск), Ильина Зоя Павловна Запись внесена ( открыть ) Арлова Ольга Андреевна, Учитель, высшая с 24.12.2021 до 24 декабря 2026, акт № 214-р 23 ноября 2026, 14:00 (Томск), система"
            .replace(" : Опечатка", ": Опечатка")
    );
    let before = zoya.get(&home).await;
    assert!(
        before.words().contains("Эта запись заменена. Открыть действующую запись Состояние заменена"),
        "{}",
        before.words()
    );
    assert!(!before.text().contains("/correction"));
    assert_eq!(zoya.get(&format!("{home}/extract")).await.status, StatusCode::CONFLICT);
    assert_eq!(zoya.get(&format!("{home}/correction")).await.status, StatusCode::CONFLICT);
    assert_eq!(rows(&zoya.get("/register?name=арлова").await), Vec::<String>::new());
    assert_eq!(rows(&zoya.get("/register?name=орлова").await).len(), 1);
    assert_eq!(journal(&t).await[0], "register.corrected: Арлова Ольга Андреевна: Опечатка в фамилии: паспорт.");
    let public = t.visitor().get(&format!("/check/{}", t.code(old).await)).await;
    assert_eq!(
        public.words().split(" Код проверки").next().unwrap(),
        "Выписка устарела Запись исправлена 23 ноября 2026, и код у новой выписки другой. Категория этим не отменена: попросите новую выписку и проверьте её."
    );
}

async fn a_record_that_stays_the_same_is_not_written_anew(t: TestApp) {
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let zoya = t.zoya().await;
    let made = zoya.post("/register/new", &typed(("act", "214-р"), "confirmed")).await.to().to_owned();
    for more in ["x", "confirmed"] {
        let mut same = typed(("act", "214-р"), more);
        same.push(("current-password", PASSWORD));
        let page = zoya.post(&format!("{made}/correction"), &same).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.words().contains("Ничего не изменилось: в записи уже стоит то же самое"), "{}", page.words());
        assert!(!page.text().contains("name=\"confirmed\""), "there is nothing to confirm");
        assert!(page.text().contains("name=\"back\"") && rows(&page).is_empty());
    }
    assert_eq!(t.count("select count(*) from register_records").await, 1);
    let mut back = typed(("act", "215-р"), "back");
    back.push(("current-password", PASSWORD));
    let form = zoya.post(&format!("{made}/correction"), &back).await.text();
    assert!(form.contains("value=\"215-р\"") && !form.contains(PASSWORD), "{form}");
    // The organisation got into the list only afterwards: the record is worth writing anew.
    let old = t.holder(None, "Белов Пётр Ильич", Category::First, "2021-12-24", Some("2026-12-24")).await;
    let form = zoya.get(&format!("/register/{old}/correction")).await.text();
    assert!(form.contains("value=\"Асиновский район\""), "{form}");
    crate::reports::school(&t, "Асиновский район", "МБОУ «СОШ № 66»", "7000000067").await;
    let typed = typed(("surname", "Белов"), "x");
    let stands = [
        ("given", "Пётр"),
        ("patronymic", "Ильич"),
        ("snils", ""),
        ("organization", "МБОУ «СОШ № 66»"),
        ("municipality", "Асиновский район"),
        ("post-written", ""),
        ("category", "first"),
    ];
    let kept = typed.into_iter().filter(|(name, _)| !stands.iter().any(|(other, _)| other == name));
    let page = zoya.post(&format!("/register/{old}/correction"), &kept.chain(stands).collect::<Vec<_>>()).await;
    assert_eq!(rows(&page), ["Организация в списке её не было есть, координатор увидит запись"], "{}", page.words());
}

async fn a_record_is_put_right_by_whoever_proves_who_they_are(t: TestApp) {
    const CODE: &str = "one-time-password";
    let zoya = t.zoya().await;
    let old = t.holder(None, "Арлова Ольга Андреевна", Category::Highest, "2021-12-24", Some("2026-12-24")).await;
    let phone = crate::second_step::set_up(&t, &zoya).await;
    let path = format!("/register/{old}/correction");
    let mut sure = typed(("act", "214-р"), "confirmed");
    assert!(zoya.post(&path, &typed(("act", "214-р"), "x")).await.text().contains(&format!("name=\"{CODE}\"")));
    sure.push(("current-password", PASSWORD));
    let no_code = zoya.post(&path, &sure).await;
    assert_eq!((no_code.status, no_code.faults().len()), (StatusCode::UNPROCESSABLE_ENTITY, 1), "{}", no_code.words());
    let code = phone.fresh(&t);
    sure.push((CODE, &code));
    let made = zoya.post(&path, &sure).await.to().to_owned();
    let path = format!("{made}/revocation");
    let mut sure = vec![("reason", "Решение суда."), ("current-password", PASSWORD)];
    assert_eq!(zoya.post(&path, &sure).await.status, StatusCode::UNPROCESSABLE_ENTITY, "a code is for one time");
    let code = phone.fresh(&t);
    sure.push((CODE, &code));
    assert_eq!(zoya.post(&path, &sure).await.status, StatusCode::SEE_OTHER);
}

async fn a_record_is_taken_back(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let (zoya, kira) = (t.zoya().await, coordinator(&t, "kira", school).await);
    let old = t.holder(Some(school), "Орлова Ольга Андреевна", Category::Highest, "2024-12-24", None).await;
    let path = format!("/register/{old}/revocation");
    assert_eq!(
        zoya.post(&path, &[]).await.faults(),
        ["Напишите, почему запись отменяется и на каком основании.", "Введите пароль от своего кабинета."]
    );
    let wrong = zoya.post(&path, &[("reason", "Решение суда."), ("current-password", "не тот")]).await;
    assert_eq!(wrong.faults(), ["Пароль не подошёл. Проверьте раскладку (РУС/LAT) и Caps Lock."]);
    assert!(wrong.text().contains("Решение суда.</textarea>") && !wrong.text().contains("не тот"), "{}", wrong.text());
    let done = zoya.post(&path, &[("reason", "Решение суда."), ("current-password", PASSWORD)]).await;
    let page = zoya.get(done.to()).await;
    assert!(page.words().contains("Состояние отменена"), "{}", page.words());
    assert!(page.words().contains("Запись отменена: Решение суда."), "{}", page.words());
    assert_eq!(rows(&kira.get("/school/categories").await), Vec::<String>::new());
    assert_eq!(rows(&zoya.get("/register?on=23.11.2026").await), Vec::<String>::new());
    assert_eq!(
        rows(&zoya.get("/register").await),
        ["Орлова Ольга Андреевна Учитель МБОУ «СОШ № 66» Город Томск высшая 24.12.2024 бессрочно отменена"]
    );
    let public = t.visitor().get(&format!("/check/{}", t.code(old).await)).await;
    assert_eq!(
        public.words().split(" Код проверки").next().unwrap(),
        "Запись не действует Запись отменена 23 ноября 2026."
    );
    assert_eq!(journal(&t).await[0], "register.revoked: Орлова Ольга Андреевна: Решение суда.");
}

async fn what_was_taken_back_by_mistake_is_written_down_again(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let typed = typed(("confirmed", "yes"), "again");
    let first = zoya.post("/register/new", &typed).await.to().to_owned();
    zoya.post(&format!("{first}/revocation"), &[("reason", "Ошибка."), ("current-password", PASSWORD)]).await.to();
    let second = zoya.post("/register/new", &typed).await.to().to_owned();
    assert_ne!(first, second);
    assert!(!zoya.get(&second).await.words().contains("отменена"));
    assert_eq!(rows(&zoya.get("/register?on=23.11.2026").await).len(), 1, "one of the two stands");
    assert_eq!(zoya.post("/register/new", &typed).await.status, StatusCode::UNPROCESSABLE_ENTITY, "it stands again");
}

async fn two_hands_put_right_one_record(t: TestApp) {
    let zoya = t.zoya().await;
    let old = t.holder(None, "Орлова Ольга Андреевна", Category::Highest, "2024-12-24", None).await;
    let path = format!("/register/{old}/revocation");
    let reason = [("reason", "Решение суда."), ("current-password", PASSWORD)];
    let (one, other) = tokio::join!(zoya.post(&path, &reason), zoya.post(&path, &reason));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    assert_eq!(t.count("select count(*) from register_records").await, 2);
}

/// A register of four people.
async fn four(t: &TestApp) -> (Visitor, Id<Organization>) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    t.holder(Some(school), "Белов Пётр Ильич", Category::First, "2021-12-24", Some("2026-12-24")).await;
    t.holder(Some(school), "Орлова Ольга Андреевна", Category::Highest, "2025-01-10", None).await;
    t.holder(None, "Яшина Анна Петровна", Category::First, "2022-02-01", Some("2027-02-01")).await;
    t.holder(None, "Орлов Пётр Петрович", Category::First, "2019-02-01", Some("2024-02-01")).await;
    (t.zoya().await, school)
}

async fn the_register_is_searched(t: TestApp) {
    let (zoya, _) = four(&t).await;
    let names = async |query: &str| -> Vec<String> {
        let page = zoya.get(&format!("/register?{query}")).await;
        rows(&page).iter().map(|row| row.split(' ').next().unwrap().to_owned()).collect()
    };
    assert_eq!(names("").await, ["Орлова", "Яшина", "Белов", "Орлов"]);
    assert_eq!(names("name=ОРЛ").await, ["Орлов", "Орлова"]);
    assert_eq!(names("name=петр+бел").await, ["Белов"]);
    assert_eq!(names("organization=66").await.len(), 4);
    assert_eq!(names("organization=67").await.len(), 0);
    assert_eq!(names("municipality=асин").await, ["Яшина", "Орлов"]);
    assert_eq!(names("category=highest").await, ["Орлова"]);
    assert_eq!(names("post=P01").await, Vec::<String>::new());
    assert_eq!(names("on=24.12.2026").await, ["Орлова", "Яшина", "Белов"]);
    assert_eq!(names("on=25.12.2026").await, ["Орлова", "Яшина"]);
    assert_eq!(names("on=01.02.2022&name=орл").await, ["Орлов"]);
    assert_eq!(names("ends=1").await, Vec::<String>::new());
    assert_eq!(names("ends=3").await, ["Белов", "Яшина"]);
    let wrong = zoya.get("/register?on=вчера").await;
    assert_eq!(
        (wrong.status, wrong.faults()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["Дата записана с ошибкой. Пример: 23.11.2026.".to_owned()])
    );
    let page = zoya.get("/register").await;
    assert!(page.words().contains("Найдено: 4 записи"));
    assert_eq!(
        rows(&page),
        [
            "Орлова Ольга Андреевна Учитель МБОУ «СОШ № 66» Город Томск высшая 10.01.2025 бессрочно действует",
            "Яшина Анна Петровна Учитель МБОУ «СОШ № 66» Асиновский район первая 01.02.2022 до 1 февраля 2027 заканчивается через 2 месяца",
            "Белов Пётр Ильич Учитель МБОУ «СОШ № 66» Город Томск первая 24.12.2021 до 24 декабря 2026 заканчивается через 31 день",
            "Орлов Пётр Петрович Учитель МБОУ «СОШ № 66» Асиновский район первая 01.02.2019 до 1 февраля 2024 срок закончился",
        ]
    );
}

async fn the_centre_finds_records_by_snils(t: TestApp) {
    let (zoya, _) = four(&t).await;
    let masha = crate::inviting::somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await;
    zoya.post("/register/new", &typed(("surname", "Юдина"), "confirmed")).await.to();
    for text in ["112-233-445+95", "11223344595"] {
        let found = rows(&zoya.get(&format!("/register?name={text}")).await);
        assert!(found.len() == 1 && found[0].starts_with("Юдина Ольга Андреевна"), "{text}: {found:?}");
        assert!(
            rows(&masha.get(&format!("/register?name={text}")).await).is_empty(),
            "who reads no СНИЛС finds by none"
        );
        let sheet = zoya.get(&format!("/register/export?name={text}")).await;
        assert_eq!(sheet.sheet(&["ФИО"]), [["Юдина Ольга Андреевна"]]);
    }
    assert!(rows(&zoya.get("/register?name=112-233-445+95&category=first").await).is_empty());
    assert!(rows(&zoya.get("/register?name=000-000-001+00").await).is_empty());
    assert!(zoya.get("/register").await.words().contains("Фамилия, имя или СНИЛС"));
    assert!(masha.get("/register").await.words().contains("Начало фамилии или имени"));
}

async fn every_list_is_paged_in_its_order(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let letters = "абвгдежзиклмнопрстуфхцчшэ";
    for (at, letter) in letters.chars().enumerate() {
        let (granted, until) = (format!("2021-11-{:02}", at / 2 + 1), format!("2026-12-{:02}", 28 - at));
        t.holder(Some(school), &format!("{letter}дин Илья"), Category::First, &granted, Some(&until)).await;
    }
    let (zoya, kira) = (t.zoya().await, coordinator(&t, "kira", school).await);
    for (by, query, first) in [
        (&zoya, "/register", "Эдин"),
        (&zoya, "/register?name=илья&organization=66", "Адин"),
        (&zoya, "/register?ends=3", "Эдин"),
        (&kira, "/school/categories", "Адин"),
    ] {
        let one = by.get(query).await;
        assert!(rows(&one)[0].starts_with(first), "{}", rows(&one)[0]);
        let text = one.text();
        let next = text.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap();
        let next = next.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
        let two = by.get(&next).await;
        let mut all = [rows(&one), rows(&two)].concat();
        all.sort();
        all.dedup();
        assert_eq!((rows(&one).len(), all.len()), (20, 25), "{next}");
    }
    let page = zoya.get("/register").await;
    assert!(page.words().contains("На странице: 20 записей. Новые решения сверху."));
    assert!(zoya.get("/register?name=илья").await.words().contains("На странице: 20 записей. По алфавиту."));
}

/// Whoever types a surname meets it before the patronymics that begin so, and nobody twice.
async fn a_search_by_name_is_answered_in_the_order_of_names(t: TestApp) {
    for (at, name) in [
        "Петров Иван Иванович",
        "Иванова Анна Петровна",
        "Иванов Иван Иванович",
        "Иванов Глеб Петрович",
        "Сидоров Пётр Ильич",
    ]
    .iter()
    .enumerate()
    {
        t.holder(None, name, Category::First, &format!("2024-01-1{at}"), None).await;
    }
    let zoya = t.zoya().await;
    let found = async |name: &str| {
        let names = rows(&zoya.get(&format!("/register?name={name}")).await);
        names.iter().map(|row| row.split(' ').take(3).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(
        found("иванов").await,
        ["Иванов Глеб Петрович", "Иванов Иван Иванович", "Иванова Анна Петровна", "Петров Иван Иванович"]
    );
    assert_eq!(found("иванов+г").await, ["Иванов Глеб Петрович"]);
    assert_eq!(found("г+ИВАНОВ").await, ["Иванов Глеб Петрович"], "in whatever order and case");
    assert_eq!(found("иван+петров").await, ["Петров Иван Иванович", "Иванов Глеб Петрович", "Иванова Анна Петровна"]);
    assert_eq!(found("петр+ил").await, ["Сидоров Пётр Ильич"]);
    assert_eq!(found("и").await.len(), 5, "one letter only narrows");
}

async fn what_many_have_is_met_on_the_way(t: TestApp) {
    let first: Day = "1960-01-01".parse().unwrap();
    let all: Vec<NewRecord> = (0..2_040)
        .map(|at| NewRecord {
            name: FullName::split(if at == 77 { "Петрова Зинаида" } else { "Петрова Анна" }).unwrap(),
            born: first.plus(at),
            snils: None,
            organization: format!("Школа № {}", at % 60),
            municipality: String::new(),
            school: None,
            post_code: "P27".to_owned(),
            post_written: String::new(),
            category: Category::First,
            granted_on: "2024-01-10".parse().unwrap(),
            valid_to: None,
            act_number: "1-р".to_owned(),
            act_date: None,
        })
        .collect();
    t.made(move |act| Ok(register::add_all(act, &all.iter().collect::<Vec<_>>(), "command")?.len())).await;
    let zoya = t.zoya().await;
    let count = async |query: &str| rows(&zoya.get(&format!("/register?{query}")).await).len();
    assert_eq!(count("name=петрова").await, 20);
    assert_eq!(count("name=петрова&organization=школа").await, 20);
    assert_eq!(count("name=петрова+зин&organization=школа").await, 1);
    assert_eq!(count("name=сидорова&organization=школа").await, 0);
    let file = zoya.get("/register/export?name=петрова&organization=школа+17").await;
    assert_eq!(file.sheet(&["ФИО"]).len(), 34);
}

async fn lists_ask_the_same_number_of_questions(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let (zoya, kira) = (t.zoya().await, coordinator(&t, "kira", school).await);
    let mut asked = Vec::new();
    for names in [&["Один Илья"][..], &["Два Илья", "Три Илья"]] {
        for name in names {
            t.holder(Some(school), name, Category::First, "2021-12-24", Some("2026-12-24")).await;
        }
        for (by, path) in [(&zoya, "/register?name=ил"), (&zoya, "/register?ends=3"), (&kira, "/school/categories")] {
            // Organisations met for the first time are one question more.
            by.get(path).await;
            let before = t.app.db.asked().count();
            by.get(path).await;
            asked.push(t.app.db.asked().count() - before);
        }
    }
    assert_eq!(asked[..3], asked[3..]);
}

async fn the_register_is_taken_away_as_a_sheet(t: TestApp) {
    let (zoya, _) = four(&t).await;
    let file = zoya.get("/register/export?name=орл").await;
    assert_eq!(
        file.sheet(&["ФИО", "Организация", "Категория", "Дата решения", "Действует до", "Состояние"]),
        [
            ["Орлов Пётр Петрович", "МБОУ «СОШ № 66»", "первая", "01.02.2019", "01.02.2024", "срок закончился"],
            ["Орлова Ольга Андреевна", "МБОУ «СОШ № 66»", "высшая", "10.01.2025", "", "действует"],
        ]
    );
    assert_eq!(journal(&t).await, ["register.exported: выгружен реестр категорий, строк: 2"]);
    let whole = zoya.get("/register/export").await;
    let done = attestation::exchange::import_file(&t.app, attestation::exchange::Kind::Register, whole.bytes, true);
    let done = done.await.unwrap();
    assert_eq!((done.created, done.known, done.faults), (0, 4, vec![]), "what is taken away can be brought back");
}

async fn a_school_sees_its_own_people(t: TestApp) {
    let (zoya, school) = four(&t).await;
    let other = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let kira = coordinator(&t, "kira", school).await;
    let rita = coordinator(&t, "rita", other).await;
    assert_eq!(
        rows(&kira.get("/school/categories").await),
        [
            "Белов Пётр Ильич Учитель первая 24.12.2021 до 24 декабря 2026 заканчивается через 31 день",
            "Орлова Ольга Андреевна Учитель высшая 10.01.2025 бессрочно действует",
        ]
    );
    assert_eq!(rows(&kira.get("/school/categories?ends=3").await).len(), 1);
    assert_eq!(
        rita.get("/school/categories").await.words().split("Показать ").nth(1).unwrap(),
        "В реестре пока нет категорий педагогов вашей школы. Записи вносит Центр: они появятся здесь."
    );
    let list = zoya.get("/register?name=белов").await.text();
    let one =
        list.split("href=\"/register/").skip(1).map(|rest| rest.split('"').next().unwrap()).find(|id| id.len() == 36);
    let one = format!("/register/{}", one.unwrap());
    for path in ["/register", "/register/new", &one, &format!("{one}/extract"), &format!("{one}/correction")] {
        assert_eq!(kira.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(zoya.get("/school/categories").await.status, StatusCode::NOT_FOUND);
}

async fn anybody_checks_an_extract(t: TestApp) {
    let zoya = t.zoya().await;
    let id = t.holder(None, "Белов Пётр Ильич", Category::First, "2021-12-24", Some("2026-12-24")).await;
    let code = t.code(id).await;
    let groups = format!("{}-{}-{}", &code[..4], &code[4..8], &code[8..]);
    let paper = zoya.get(&format!("/register/{id}/extract")).await;
    assert!(paper.words().contains(&format!("Код проверки: {groups}")), "{}", paper.words());
    assert!(paper.text().contains(&format!("/check/{code}\"")));
    assert_eq!(paper.text().matches("<svg class=\"att-needed\" role=\"img\"").count(), 1);
    assert!(!paper.text().contains(" style="));
    assert_eq!(journal(&t).await, ["register.extracted: Белов Пётр Ильич"]);

    let anna = t.visitor();
    let asked = anna.get(&format!("/check?code={}", groups.to_lowercase())).await;
    assert_eq!(asked.to(), format!("/check/{code}"));
    let page = anna.get(asked.to()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.headers["x-robots-tag"], "noindex, nofollow");
    assert_eq!(
        page.words(),
        "Запись есть в реестре Фамилия, имя, отчество Белов Пётр Ильич Должность Учитель Организация МБОУ «СОШ № 66» Категория первая Установлена 24 декабря 2021 Срок действия до 24 декабря 2026 Акт № 214-р Сравните с выпиской: данные должны совпадать. Проверить другую выписку"
    );
    t.later(jiff::SignedDuration::from_hours(24 * 40));
    let late = anna.get(&format!("/check/{code}")).await;
    assert!(
        late.words().starts_with("Запись есть в реестре ! Внимание Срок действия категории закончился."),
        "{}",
        late.words()
    );
    // The address that an extract shows is as good as its code.
    let pasted = format!("/check?code=https%3A%2F%2Fcentre.example%2Fcheck%2F{code}");
    assert_eq!(anna.get(&pasted).await.to(), format!("/check/{code}"));
    assert_eq!(
        anna.get("/check?code=").await.faults(),
        ["Введите код из выписки. В нём 12 знаков: цифры и латинские буквы, например 7K2M-Q9XD-4HWT."]
    );
    assert_eq!(anna.get("/check").await.status, StatusCode::OK);
    let wrong = anna.get("/check?code=Ж").await;
    assert_eq!(
        wrong.faults(),
        ["Код записан с ошибкой. В нём 12 знаков: цифры и латинские буквы, например 7K2M-Q9XD-4HWT."]
    );
    let missing = anna.get("/check/000000000000").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(
        missing.words().starts_with("Такой записи нет Проверьте код: он мог быть переписан с ошибкой. Код проверки"),
        "{}",
        missing.words()
    );
    assert_eq!(missing.headers["x-robots-tag"], "noindex, nofollow");
}

async fn guessing_is_slowed_down(t: TestApp) {
    let id = t.holder(None, "Белов Пётр Ильич", Category::First, "2021-12-24", Some("2026-12-24")).await;
    let right = format!("/check/{}", t.code(id).await);
    let anna = t.visitor();
    for at in 0..300 {
        let guess = anna.get(&format!("/check/{at:012}")).await;
        assert_eq!(guess.status, StatusCode::NOT_FOUND, "{at}");
    }
    let slowed = anna.get(&right).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(slowed.faults(), ["Слишком много неверных кодов. Повторите через 10 минут."]);
    assert_eq!(slowed.headers["retry-after"], "600");
    t.later(jiff::SignedDuration::from_mins(11));
    assert_eq!(anna.get(&right).await.status, StatusCode::OK);
}
