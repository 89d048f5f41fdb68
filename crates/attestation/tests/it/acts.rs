//! Acts: from decisions of a closed session to a draft, an issued act, records of the register, an extract.

use std::io::Read;

use attestation::accounts::{Organization, Role};
use attestation::applications::{Application, Category};
use attestation::platform::engine::DbError;
use attestation::platform::ids::Id;
use attestation::values;
use axum::http::StatusCode;

use crate::app::{Answer, TestApp, Visitor, words_of};
use crate::commission::world;
use crate::on_both;
use crate::people::PASSWORD;
use crate::signatures::SIGNATURE;

on_both!(
    from_a_decision_to_a_checked_extract,
    from_votes_to_a_public_page,
    a_draft_gathers_cases_and_lets_them_go,
    what_is_typed_is_checked_and_given_back,
    a_number_is_given_once_a_year,
    two_hands_issue_one_act,
    a_record_known_already_is_not_made_twice,
    what_was_shown_is_what_is_issued,
    an_extract_follows_the_record_of_its_case,
    a_post_renamed_later_rewrites_nothing,
    there_is_no_order_without_cases,
    an_act_names_who_issues_it,
    the_authority_sees_what_waits_for_it,
    what_an_act_states_is_told_at_once,
);

pub const PDF: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");

/// Fields of an act as they are typed.
pub const SIGNED: [(&str, &str); 7] = [
    ("number", "214-р"),
    ("dated-day", "23"),
    ("dated-month", "11"),
    ("dated-year", "2026"),
    ("signer-name", "Грачёв П. С."),
    ("signer-post", "начальник департамента"),
    ("current-password", PASSWORD),
];

impl TestApp {
    /// A closed session of a commission: `t.sitting("2026-11-20", "14")`.
    pub async fn sitting(&self, held_on: &'static str, protocol: &'static str) -> String {
        self.made(move |act| {
            let (id, commission) = (Id::<Visitor>::new(), Id::<Visitor>::new());
            act.run(
                "insert into commissions (id, name, order_number, order_date, valid_from, valid_to, added_by, added_at)
                 values ($1, 'Аттестационная комиссия', '1-р', '2026-01-10', '2026-01-10', '9999-12-31', '', 0)",
                values![commission],
            )?;
            act.run(
                "insert into sittings (id, commission_id, held_on, begins, place, stage, protocol_number, protocol_date, file_key, file_size, added_by, added_at)
                 values ($1, $2, $3, '10:00', 'Томск', 'closed', $4, $3, '', 0, '', 0)",
                values![id, commission, held_on, protocol],
            )?;
            Ok(id.to_string())
        })
        .await
    }

    /// A case decided at a session: granted without a reason, refused with one.
    pub async fn decided(&self, sitting: &str, case: &Application, reason: &'static str) {
        let (sitting, case) = (sitting.to_owned(), case.id);
        let outcome = if reason.is_empty() { "granted" } else { "refused" };
        let (yes, no) = if reason.is_empty() { (7_i64, 0_i64) } else { (0, 7) };
        self.made(move |act| {
            act.run(
                "insert into agenda_items (id, sitting_id, application_id, place, added_by, added_at, outcome, reason, in_favour, against, abstained, present, decided_by, decided_at)
                 values ($1, $2, $3, 1, '', 0, $4, $5, $6, $7, 0, 7, '', 1)",
                values![Id::<Visitor>::new(), sitting, case, outcome, reason, yes, no],
            )?;
            act.run("update applications set stage = $2 where id = $1", values![case, outcome])?;
            Ok(())
        })
        .await;
    }

    /// One text out of the database.
    pub async fn text(&self, sql: &'static str) -> String {
        let found: Result<_, DbError> =
            self.app.db.read(move |reader| reader.row(sql, &[], |row| row.get::<String>(0))).await;
        found.unwrap().unwrap()
    }
}

/// A school with Орлова, who was granted the first category, and Белов, who was refused the highest one.
pub struct Two {
    pub orlova: Application,
    pub belov: Application,
    pub sitting: String,
}

pub const REASON: &str = "Результаты работы не подтверждены документами.";

pub async fn two(t: &TestApp) -> Two {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let orlova = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let belov = t.application(school, "Белов Пётр Ильич", Category::Highest).await;
    let sitting = t.sitting("2026-11-20", "14").await;
    t.decided(&sitting, &orlova, "").await;
    t.decided(&sitting, &belov, REASON).await;
    Two { orlova, belov, sitting }
}

/// A draft made of sessions; its address.
pub async fn draft(by: &Visitor, sittings: &[&str]) -> String {
    let fields: Vec<(&str, &str)> = sittings.iter().map(|id| ("sitting", *id)).collect();
    by.post("/acts/board/new", &fields).await.to().to_owned()
}

/// The mark of the composition an act's form of issuing shows; empty when it shows none.
pub async fn mark(by: &Visitor, home: &str) -> String {
    let page = by.get(&format!("{home}/issue")).await.text();
    let rest = page.split("name=\"composition\" value=\"").nth(1);
    rest.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

/// An act issued out of a draft under a number.
pub async fn issued(by: &Visitor, home: &str, number: &str) -> Answer {
    let (mut fields, shown) = (SIGNED.to_vec(), mark(by, home).await);
    fields[0].1 = number;
    fields.push(("composition", &shown));
    // A browser sends a field without a file, too: without a name and without a sign.
    let files: [(&str, &str, &[u8]); 2] = [("file", "Приказ.pdf", PDF), ("signature", "", b"")];
    by.upload(&format!("{home}/issue"), &fields, &files).await
}

/// A draft of one case and a published act of another; their ids.
pub async fn drafted_and_published(t: &TestApp, by: &Visitor, school: Id<Organization>) -> (String, String) {
    let mut homes = Vec::new();
    for (name, protocol) in [("Юрина Юлия Олеговна", "14"), ("Абаева Анна Львовна", "15")]
    {
        let sitting = t.sitting("2026-11-20", protocol).await;
        let case = t.application(school, name, Category::Mentor).await;
        t.decided(&sitting, &case, "").await;
        homes.push(draft(by, &[&sitting]).await);
    }
    assert_eq!(issued(by, &homes[1], "214-р").await.to(), homes[1]);
    assert_eq!(by.post(&format!("{}/publication", homes[1]), &[("file", "yes")]).await.to(), homes[1]);
    let id = |home: &str| home.rsplit('/').next().unwrap().to_owned();
    (id(&homes[0]), id(&homes[1]))
}

/// What the journal tells of acts, letters and new records.
pub async fn of_acts(t: &TestApp) -> Vec<String> {
    let told = t.journal().await.into_iter();
    told.filter(|row| ["act.", "register.added", "letter."].iter().any(|kind| row.starts_with(kind)))
        .map(|row| row.replace('\u{a0}', " "))
        .collect()
}

/// The paragraphs of a Word file that say something.
fn paper(bytes: &[u8]) -> Vec<String> {
    let mut file = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    file.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let text = |part: &str| words_of(&format!("<main>{part}</main>"));
    xml.split("</w:p>").map(text).filter(|text| !text.is_empty()).collect()
}

async fn from_a_decision_to_a_checked_extract(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    let board = zoya.get("/acts/board").await;
    assert!(board.words().contains("2 решения ждут акта"), "{}", board.words());
    let offered = zoya.get("/acts/board/new").await.words();
    assert!(offered.contains("Заседание 20 ноября 2026, протокол № 14"), "{offered}");
    assert!(offered.contains("категория установлена: 1 педагог, отказ: 1 педагог"), "{offered}");
    let home = draft(&zoya, &[&two.sitting]).await;
    let page = zoya.get(&home).await.words();
    assert!(page.contains("Категория установлена 1 Отказ 1 День решения 20 ноября 2026"), "{page}");
    let order = paper(&zoya.get(&format!("{home}/draft")).await.bytes);
    assert_eq!(
        order,
        [
            "ПРОЕКТ",
            "ПРИКАЗ",
            "от _______________ № _______________",
            "О квалификационных категориях педагогических работников",
            "В соответствии с порядком аттестации педагогических работников, утверждённым приказом Минпросвещения России от 24.03.2023 № 196, и на основании решений аттестационной комиссии (протокол № 14 от 20.11.2026)",
            "ПРИКАЗЫВАЮ:",
            "1. Установить квалификационные категории педагогическим работникам по списку (приложение 1). Категория действует со дня решения аттестационной комиссии.",
            "2. Отказать в установлении квалификационных категорий педагогическим работникам по списку (приложение 2).",
            "3. Ознакомить педагогических работников с этим приказом и опубликовать его на сайте.",
            "________________",
            "________________",
            "________________",
            "Приложение 1 к приказу от _______________ № _______________",
            "Педагогические работники, которым установлены квалификационные категории",
            "Первая квалификационная категория",
            "№",
            "Фамилия, имя, отчество",
            "Должность",
            "Организация",
            "Действует с",
            "Город Томск",
            "1",
            "Орлова Ольга Андреевна",
            "Учитель",
            "МБОУ «СОШ № 66»",
            "20.11.2026",
            "Приложение 2 к приказу от _______________ № _______________",
            "Педагогические работники, которым отказано в установлении квалификационных категорий",
            "№",
            "Фамилия, имя, отчество",
            "Должность, организация",
            "Категория",
            "1",
            "Белов Пётр Ильич",
            "Учитель, МБОУ «СОШ № 66», Город Томск",
            "высшая",
            &format!("Причина: {REASON}"),
        ]
    );
    assert_eq!(issued(&zoya, &home, "214-р").await.to(), home);
    assert!(zoya.get(&home).await.text().contains("В реестр внесено: 1\u{a0}запись."));
    let facts = "select surname || ' ' || category || ' ' || granted_on || ' ' || coalesce(valid_to, 'бессрочно') || ' ' || act_number || ' ' || act_date from register_records";
    assert_eq!(t.text(facts).await, "Орлова first 2026-11-20 бессрочно 214-р 2026-11-23");
    assert_eq!(t.text("select source from register_records").await, format!("application:{}", two.orlova.id));
    assert_eq!(zoya.post(&format!("{home}/publication"), &[]).await.to(), home);
    assert_eq!(t.fresh(&two.orlova).await.stage.code(), "published");
    assert_eq!(t.fresh(&two.belov).await.stage.code(), "published");
    assert_eq!(
        of_acts(&t).await,
        [
            "act.begun: начат проект акта: 1 заседание",
            "act.opened: открыт проект акта",
            "act.drawn: скачан приказ с приложениями: проект акта",
            "act.entered: издан акт № 214-р от 23.11.2026: установить первую квалификационную категорию по должности «учитель»",
            "act.entered: издан акт № 214-р от 23.11.2026: отказать в установлении высшей квалификационной категории по должности «учитель»",
            "register.added: Орлова Ольга Андреевна: первая с 20 ноября 2026, акт № 214-р",
            "act.issued: издан акт № 214-р от 23.11.2026",
            "act.opened: открыт акт № 214-р от 23.11.2026",
            "act.shown: опубликован акт № 214-р от 23.11.2026",
            "act.shown: опубликован акт № 214-р от 23.11.2026",
            "act.published: опубликован акт № 214-р от 23.11.2026",
        ]
    );
    the_extract(&t, &zoya, &two).await;
}

/// The extract of Орлова's case, its Word file, and the code in it checked by a stranger.
async fn the_extract(t: &TestApp, zoya: &Visitor, two: &Two) {
    let path = format!("/applications/{}/act", two.orlova.id);
    assert!(zoya.get(&format!("/applications/{}", two.orlova.id)).await.text().contains(&format!("href=\"{path}\"")));
    let code = t.text("select code from register_records").await;
    let groups = format!("{}-{}-{}", &code[..4], &code[4..8], &code[8..]);
    let page = zoya.get(&path).await.words();
    assert!(
        page.starts_with(&format!("Выписка из акта Акт № 214-р от 23.11.2026 Кто подписал Грачёв П. С., начальник департамента Педагог Орлова Ольга Андреевна Должность Учитель Организация МБОУ «СОШ № 66» Муниципалитет Город Томск Решение установить первую квалификационную категорию по должности «учитель» День решения 20 ноября 2026 Основание протокол № 14 от 20.11.2026 Код проверки {groups}")),
        "{page}"
    );
    let words = paper(&zoya.get(&format!("{path}/extract")).await.bytes);
    assert_eq!(words[1], "из акта № 214-р от 23.11.2026");
    assert_eq!(words[3], "установить первую квалификационную категорию по должности «учитель»");
    assert!(words.iter().any(|line| line.starts_with(&format!("Код проверки: {groups}. Проверить запись реестра: "))));
    let checked = t.visitor().get(&format!("/check/{code}")).await.words();
    assert!(checked.starts_with("Запись есть в реестре Фамилия, имя, отчество Орлова Ольга Андреевна"), "{checked}");
    let refused = paper(&zoya.get(&format!("/applications/{}/act/extract", two.belov.id)).await.bytes);
    assert!(refused.contains(&format!("Причина отказа: {REASON}")), "{refused:?}");
    assert!(!refused.iter().any(|line| line.starts_with("Код проверки")), "{refused:?}");
    // The code for a phone stands in the Word file of what was granted.
    let pictures = async |case| {
        let file = zoya.get(&format!("/applications/{case}/act/extract")).await.bytes;
        let file = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
        file.file_names().filter_map(Result::ok).filter(|name| name.starts_with("word/media/")).count()
    };
    assert_eq!((pictures(two.orlova.id).await, pictures(two.belov.id).await), (1, 0));
}

async fn from_votes_to_a_public_page(t: TestApp) {
    let w = world(t).await;
    let granted = w.concluded("Орлова Ольга Андреевна", Category::Methodist).await;
    let refused = w.concluded("Белов Сергей Николаевич", Category::First).await;
    let sitting = w.open(6, &[&granted, &refused]).await;
    let decisions = [("for", "6.0.0", ""), ("against", "0.6.0", REASON)];
    for (home, (choice, votes, reason)) in w.homes(&sitting).await.iter().zip(decisions) {
        for one in w.members.iter().take(6) {
            let voted = one.visitor.post(&format!("{home}/votes"), &[("choice", choice)]).await;
            assert_eq!(voted.status, StatusCode::SEE_OTHER);
        }
        let decision = [("do", "decide"), ("votes", votes), ("reason", reason)];
        assert_eq!(w.zoya.post(&format!("{home}/decision"), &decision).await.status, StatusCode::SEE_OTHER);
    }
    assert!(w.zoya.get("/acts/board").await.words().contains("0 решений ждут акта"), "the protocol is not signed");
    let waiting =
        "select count(*) from case_clocks where code in ('D11', 'D13') and began_on = '2026-11-23' and met_at is null";
    assert_eq!(w.t.count(waiting).await, 4, "two decisions, each with its act and its publication ahead");
    let signed = [("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    assert_eq!(
        w.zoya.post(&format!("/sittings/{}/protocol", sitting.id), &signed).await.to(),
        format!("/sittings/{}/protocol", sitting.id)
    );
    assert!(w.zoya.get("/acts/board").await.words().contains("2 решения ждут акта"));
    let home = draft(&w.zoya, &[&sitting.id.to_string()]).await;
    assert_eq!(issued(&w.zoya, &home, "214-р").await.to(), home);
    assert_eq!(w.zoya.post(&format!("{home}/publication"), &[]).await.to(), home);
    let public = w.t.visitor().get(&home.replace("/board", "")).await.words();
    assert!(
        public.ends_with("Орлова Ольга Андреевна Учитель МБОУ «СОШ № 66» Город Томск педагог-методист 23.11.2026"),
        "{public}"
    );
    for case in [&granted, &refused] {
        assert_eq!(w.t.fresh(case).await.stage.code(), "published");
    }
    assert_eq!(w.t.count(waiting).await, 0);
    let extract = w.zoya.get(&format!("/applications/{}/act", refused.id)).await.words();
    assert!(extract.contains("Основание протокол № 7 от 23.11.2026"), "{extract}");
    assert!(extract.contains(&format!("Причина отказа {REASON}")), "{extract}");
}

async fn a_draft_gathers_cases_and_lets_them_go(t: TestApp) {
    let two = two(&t).await;
    let (zoya, other) = (t.zoya().await, t.sitting("2026-11-21", "15").await);
    let school = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let late = t.application(school, "Юрина Юлия Олеговна", Category::Mentor).await;
    t.decided(&other, &late, "").await;
    let none = zoya.post("/acts/board/new", &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(none.faults(), ["Отметьте хотя бы одно заседание."]);
    let home = draft(&zoya, &[&two.sitting]).await;
    let again = zoya.post("/acts/board/new", &[("sitting", &two.sitting)]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.words().contains("эти решения вошли в другой акт"), "{}", again.words());
    let offered = zoya.get(&format!("{home}/cases")).await.words();
    assert!(offered.contains("Юрина Юлия Олеговна") && !offered.contains("Орлова"), "{offered}");
    let nothing = zoya.post(&format!("{home}/cases"), &[]).await;
    assert_eq!(nothing.faults(), ["Отметьте хотя бы одно дело."]);
    let (id, orlova) = (late.id.to_string(), two.orlova.id.to_string());
    assert_eq!(zoya.post(&format!("{home}/cases"), &[("case", &id)]).await.to(), home);
    assert!(zoya.get(&home).await.words().contains("Готово: в проекте 3 дела."));
    assert_eq!(zoya.post(&format!("{home}/cases/removal"), &[("case", &orlova)]).await.to(), home);
    assert!(zoya.get(&format!("{home}/cases")).await.words().contains("Орлова Ольга Андреевна"));
    let gone = zoya.post(&format!("{home}/cases/removal"), &[("case", &orlova)]).await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    assert_eq!(zoya.post(&format!("{home}/removal"), &[]).await.to(), "/acts/board");
    assert_eq!(zoya.get(&home).await.status, StatusCode::NOT_FOUND);
    assert!(zoya.get("/acts/board").await.words().contains("3 решения ждут акта"));
    assert_eq!(t.count("select count(*) from act_cases").await, 0);
    let told: Vec<String> = of_acts(&t).await.into_iter().filter(|row| !row.starts_with("act.opened")).collect();
    assert_eq!(
        told,
        [
            "act.begun: начат проект акта: 1 заседание",
            "act.gathered: в проекте акта 3 дела",
            "act.gathered: из проекта акта убрано: 1 дело",
            "act.dropped: проект акта удалён, его дела ждут другого акта",
        ]
    );
}

async fn what_is_typed_is_checked_and_given_back(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    let home = draft(&zoya, &[&two.sitting]).await;
    let issue = format!("{home}/issue");
    let empty = zoya.upload(&issue, &[], &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        empty.faults(),
        [
            "Введите номер акта, например 214-р.",
            "Введите дату акта.",
            "Введите, кто подписал акт: фамилию и инициалы.",
            "Введите должность того, кто подписал акт.",
            "Приложите подписанный акт: скан или файл PDF.",
            "Введите пароль от своего кабинета.",
        ]
    );
    let mut fields = SIGNED.to_vec();
    fields[1].1 = "19";
    let files: [(&str, &str, &[u8]); 2] =
        [("file", "Приказ.pdf", b"not a PDF at all"), ("signature", "Приказ.txt", b"s")];
    let early = zoya.upload(&issue, &fields, &files).await;
    assert_eq!(
        early.faults(),
        [
            "Акт не может быть раньше решения, а оно принято 20 ноября 2026. Проверьте дату.",
            "Этот файл не подходит: нужен PDF. Сохраните документ в таком виде и выберите снова.",
            "Файл подписи оканчивается на .sig, .p7s или .sgn. Выберите такой файл или уберите его.",
        ]
    );
    assert!(early.text().contains("value=\"214-р\"") && early.text().contains("value=\"Грачёв П. С.\""));
    fields[1].1 = "24";
    let ahead = zoya.upload(&issue, &fields, &[("file", "Приказ.pdf", PDF)]).await;
    assert_eq!(ahead.faults(), ["Эта дата ещё не наступила. Введите дату подписанного акта."]);
    assert_eq!((t.files_on_disk(), t.count("select count(*) from register_records").await), (0, 0));
    let signed: [(&str, &str, &[u8]); 2] = [("file", "Приказ.pdf", PDF), ("signature", "Приказ.pdf.sig", SIGNATURE)];
    let mut stranger = SIGNED.to_vec();
    stranger[6].1 = "чужой пароль";
    let wrong = zoya.upload(&issue, &stranger, &signed).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.faults(), ["Пароль не подошёл. Проверьте раскладку (РУС/LAT) и Caps Lock."]);
    assert!(wrong.text().contains("value=\"начальник департамента\""), "what was typed is given back");
    assert!(!wrong.text().contains("чужой пароль"), "and the password is not");
    assert_eq!(t.count("select count(*) from acts where issued_at is not null").await, 0);
    let shown = mark(&zoya, &home).await;
    let whole = [&SIGNED[..], &[("composition", &shown)]].concat();
    assert_eq!(zoya.upload(&issue, &whole, &signed).await.to(), home);
    let page = zoya.get(&home).await.words();
    assert!(
        page.contains("Электронная подпись Приказ.pdf.sig, 37 Б к файлу акта не проверялась Приложена по ошибке"),
        "{page}"
    );
    assert_eq!(zoya.get(&format!("{home}/signature")).await.bytes, SIGNATURE);
    assert_eq!(zoya.get(&format!("{home}/file")).await.bytes, PDF);
    for path in ["/cases", "/issue"] {
        let over = zoya.get(&format!("{home}{path}")).await;
        assert_eq!(over.status, StatusCode::CONFLICT);
        assert!(over.words().contains("Акт уже издан, состав дел в нём не меняется."), "{}", over.words());
    }
}

async fn a_number_is_given_once_a_year(t: TestApp) {
    let two = two(&t).await;
    let (zoya, other) = (t.zoya().await, t.sitting("2026-11-21", "15").await);
    let school = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let late = t.application(school, "Юрина Юлия Олеговна", Category::Mentor).await;
    t.decided(&other, &late, "").await;
    let (first, second) = (draft(&zoya, &[&two.sitting]).await, draft(&zoya, &[&other]).await);
    assert_eq!(issued(&zoya, &first, "214-р").await.to(), first);
    assert_eq!(issued(&zoya, &first, "214-р").await.to(), first, "pressed twice");
    let taken = issued(&zoya, &second, " № 214-Р").await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(taken.faults(), ["Акт с таким номером за 2026 год уже есть. Проверьте номер и дату."]);
    assert_eq!(issued(&zoya, &second, "215-р").await.to(), second);
    assert_eq!(t.count("select count(*) from acts where stage = 'issued'").await, 2);
}

async fn two_hands_issue_one_act(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    t.person("denis", "Гусев Денис Юрьевич", Role::Authority, None, "").await;
    let denis = t.enter("denis").await;
    let home = draft(&zoya, &[&two.sitting]).await;
    assert!(denis.get(&home).await.words().contains("Издать акт"));
    let (one, other) = tokio::join!(issued(&zoya, &home, "214-р"), issued(&denis, &home, "215-р"));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    assert_eq!(t.count("select count(*) from register_records").await, 1);
    assert_eq!(t.count("select count(*) from act_numbers").await, 1);
    assert_eq!(t.count("select count(*) from journal where act = 'act.issued'").await, 1);
    let page = denis.get(&home).await.text();
    for paper in ["draft", "draft/pdf"] {
        assert!(page.contains(&format!("href=\"{home}/{paper}\"")), "the authority takes the issued act too: {page}");
    }
    assert!(!page.contains("/letters") && !page.contains("/publication"), "{page}");
}

async fn a_record_known_already_is_not_made_twice(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    let known = t.holder(Some(two.orlova.school), "Орлова Ольга Андреевна", Category::First, "2026-11-20", None).await;
    let home = draft(&zoya, &[&two.sitting]).await;
    assert_eq!(issued(&zoya, &home, "214-р").await.to(), home);
    assert!(zoya.get(&home).await.text().contains("В реестр внесено: 0\u{a0}записей."));
    assert_eq!(t.count("select count(*) from register_records").await, 1);
    let page = zoya.get(&format!("/applications/{}/act", two.orlova.id)).await.text();
    assert!(page.contains(&format!("/register/{known}")));
}

async fn what_was_shown_is_what_is_issued(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    let home = draft(&zoya, &[&two.sitting]).await;
    let shown = mark(&zoya, &home).await;
    assert_eq!(shown.len(), 16);
    let belov = two.belov.id.to_string();
    assert_eq!(zoya.post(&format!("{home}/cases/removal"), &[("case", &belov)]).await.to(), home);
    let sent = async |shown: &str| {
        let mut fields: Vec<(&str, &str)> = SIGNED.to_vec();
        fields.push(("composition", shown));
        zoya.upload(&format!("{home}/issue"), &fields, &[("file", "Приказ.pdf", PDF)]).await
    };
    let said = "Пока вы заполняли форму, состав акта изменился. Откройте проект, сверьте список с подписанным приказом и издайте акт снова: файлы и пароль нужно указать ещё раз.";
    for old in [shown.as_str(), ""] {
        let late = sent(old).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(late.faults(), [said]);
        assert!(late.text().contains("value=\"214-р\"") && late.text().contains("value=\"Грачёв П. С.\""));
        assert!(late.words().contains("Категория установлена: 1. Отказ: 0."), "{}", late.words());
        assert!(late.text().contains(&format!("value=\"{}\"", mark(&zoya, &home).await)), "the mark is that of today");
    }
    assert_eq!(t.count("select count(*) from acts where issued_at is not null").await, 0);
    assert_eq!(t.count("select count(*) from register_records").await, 0);
    assert_eq!(sent(&mark(&zoya, &home).await).await.to(), home);
    assert_eq!(t.fresh(&two.belov).await.stage.code(), "refused", "it waits for another act");
}

async fn an_extract_follows_the_record_of_its_case(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    let home = draft(&zoya, &[&two.sitting]).await;
    issued(&zoya, &home, "214-р").await;
    let path = format!("/applications/{}/act", two.orlova.id);
    let code = t.text("select code from register_records").await;
    let groups = |code: &str| format!("Код проверки {}-{}-{}", &code[..4], &code[4..8], &code[8..]);
    t.made(|act| Ok(act.run("update teachers set born = '1979-03-05', surname = 'Арлова'", &[])?)).await;
    let page = zoya.get(&path).await.words();
    assert!(page.contains(&groups(&code)) && page.contains("Педагог Орлова Ольга Андреевна"), "{page}");
    let id = t.text("select id from register_records").await;
    let typed = [
        ("surname", "Орлова-Белова"),
        ("given", "Ольга"),
        ("patronymic", "Андреевна"),
        ("born-day", "5"),
        ("born-month", "3"),
        ("born-year", "1979"),
        ("organization", "МБОУ «СОШ № 66»"),
        ("post", "P27"),
        ("category", "first"),
        ("granted-day", "20"),
        ("granted-month", "11"),
        ("granted-year", "2026"),
        ("act", "214-р"),
        ("acted-day", "23"),
        ("acted-month", "11"),
        ("acted-year", "2026"),
        ("reason", "Опечатка в фамилии."),
        ("confirmed", "yes"),
        ("current-password", PASSWORD),
    ];
    let corrected = zoya.post(&format!("/register/{id}/correction"), &typed).await;
    assert_eq!(corrected.status, StatusCode::SEE_OTHER, "{:?}", corrected.faults());
    let code = t.text("select code from register_records where replaced_at is null").await;
    let page = zoya.get(&path).await.words();
    assert!(page.contains(&groups(&code)) && page.contains("Педагог Орлова Ольга Андреевна"), "{page}");
    let register = "В реестре категорий запись исправлена 23 ноября 2026, там: фамилия, имя, отчество — Орлова-Белова Ольга Андреевна.";
    assert!(page.contains(register), "{page}");
    let checked = t.visitor().get(&format!("/check/{code}")).await.words();
    assert!(checked.contains("Орлова-Белова Ольга Андреевна"), "{checked}");
}

async fn a_post_renamed_later_rewrites_nothing(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    let home = draft(&zoya, &[&two.sitting]).await;
    issued(&zoya, &home, "214-р").await;
    let new = crate::posts::confirmed("Педагог", "01.11.2026", "постановление № 1");
    assert_eq!(zoya.post("/settings/posts/P27", &new).await.to(), "/settings/posts/P27");
    let code = t.text("select code from register_records").await;
    let id = t.text("select id from register_records").await;
    let decision = format!("/applications/{}/decision", two.orlova.id);
    for (path, said) in [
        (format!("/register/{id}"), "Должность Учитель "),
        (format!("/check/{code}"), "Должность Учитель "),
        ("/register?post=P27".to_owned(), "Орлова Ольга Андреевна Учитель "),
        (decision, "установить первую квалификационную категорию по должности «учитель»"),
    ] {
        let page = zoya.get(&path).await.words();
        assert!(page.contains(said), "{path}: {page}");
    }
    assert_eq!(t.fresh(&two.orlova).await.post, "Педагог", "a case goes on by the name of today");
}

async fn there_is_no_order_without_cases(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    let home = draft(&zoya, &[&two.sitting]).await;
    let (orlova, belov) = (two.orlova.id.to_string(), two.belov.id.to_string());
    zoya.post(&format!("{home}/cases/removal"), &[("case", &orlova), ("case", &belov)]).await;
    assert!(!zoya.get(&home).await.text().contains(&format!("{home}/draft")));
    for paper in ["draft", "draft/pdf"] {
        let none = zoya.get(&format!("{home}/{paper}")).await;
        assert_eq!(none.status, StatusCode::CONFLICT);
        assert!(none.words().contains("В акте нет ни одного дела."), "{}", none.words());
    }
    zoya.post(&format!("{home}/cases"), &[("case", &orlova)]).await;
    issued(&zoya, &home, "214-р").await;
    let mut fields = SIGNED.to_vec();
    fields[0].1 = "220-р";
    fields.extend([("words", "Читать иначе"), ("reason", "Описка"), ("case", &orlova)]);
    let made = zoya.upload(&format!("{home}/correction"), &fields, &[("file", "Приказ.pdf", PDF)]).await;
    let none = zoya.get(&format!("{}/draft", made.to())).await;
    assert_eq!(none.status, StatusCode::CONFLICT);
    assert!(none.words().contains("приказа с приложениями у него нет"), "{}", none.words());
}

async fn an_act_names_who_issues_it(t: TestApp) {
    const BODY: &str = "Департамент образования Томской области";
    let two = two(&t).await;
    let zoya = t.zoya().await;
    let home = draft(&zoya, &[&two.sitting]).await;
    assert!(zoya.get("/settings").await.text().contains("href=\"/settings/acts\""));
    let unnamed = "Не указано, какой орган издаёт акт. В изданном приказе и в выписках из него названия уже не будет. Указать орган";
    let issue = format!("{home}/issue");
    for path in [&home, &issue] {
        assert!(zoya.get(path).await.words().contains(unnamed), "{path}");
    }
    assert_eq!(zoya.post("/settings/acts", &[("body", BODY)]).await.to(), "/settings/acts");
    for path in [&home, &issue] {
        assert!(!zoya.get(path).await.words().contains("Не указано"), "{path}");
    }
    assert!(zoya.get("/settings/acts").await.text().contains(&format!("value=\"{BODY}\"")));
    assert_eq!(paper(&zoya.get(&format!("{home}/draft")).await.bytes)[1], BODY);
    issued(&zoya, &home, "214-р").await;
    zoya.post("/settings/acts", &[("body", "Министерство")]).await;
    let order = paper(&zoya.get(&format!("{home}/draft")).await.bytes);
    assert_eq!(order[0], BODY, "an issued act keeps the name of its day");
    assert!(order.contains(&"Приложение 2 к приказу от 23.11.2026 № 214-р".to_owned()), "{order:?}");
    let extract = paper(&zoya.get(&format!("/applications/{}/act/extract", two.orlova.id)).await.bytes);
    assert_eq!(extract[0], BODY);
}

async fn the_authority_sees_what_waits_for_it(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    t.person("denis", "Гусев Денис Юрьевич", Role::Authority, None, "").await;
    let denis = t.enter("denis").await;
    let page = denis.get("/cabinet").await.words();
    assert!(page.contains("Проектов, которые ждут издания, сейчас нет."), "{page}");
    assert!(page.contains("2 решения комиссии ждут акта"), "{page}");
    let home = draft(&zoya, &[&two.sitting]).await;
    let page = denis.get("/cabinet").await;
    assert!(page.text().contains(&format!("href=\"{home}\"")), "{}", page.text());
    assert!(
        page.words().contains("Проекты актов ждут издания Проект акта 2 дела, начат 23.11.2026"),
        "{}",
        page.words()
    );
    assert!(page.words().contains("0 решений комиссии ждут акта"), "{}", page.words());
    assert_eq!(issued(&denis, &home, "214-р").await.to(), home);
    assert!(denis.get("/cabinet").await.words().contains("Проектов, которые ждут издания, сейчас нет."));
}

async fn what_an_act_states_is_told_at_once(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    let belov = crate::complaints::teacher_of(&t, &two.belov).await;
    let path = format!("/applications/{}", two.belov.id);
    let home = draft(&zoya, &[&two.sitting]).await;
    for page in [belov.get("/cabinet").await, belov.get(&path).await] {
        assert!(!page.words().contains("в категории отказано"), "{}", page.words());
    }
    issued(&zoya, &home, "214-р").await.to();
    assert!(
        belov.get("/cabinet").await.words().contains("2026-0002 2 ноября 2026 в категории отказано"),
        "{}",
        belov.get("/cabinet").await.words()
    );
    assert!(belov.get(&path).await.words().contains("акт издан в категории отказано"));
    let granted = zoya.get(&format!("/applications/{}", two.orlova.id)).await.words();
    assert!(granted.contains("акт издан категория установлена"), "{granted}");
}
