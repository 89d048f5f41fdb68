//! The register read by those who do not keep it: the authority reads all of it, a municipality its own, a member the list alone.

use attestation::accounts::Role;
use attestation::applications::Category;
use attestation::platform::engine::DbError;
use attestation::platform::ids::Id;
use attestation::register::Record;
use attestation::values;
use axum::http::StatusCode;

use crate::app::{Answer, TestApp};
use crate::deadlines::rows;
use crate::invitations::says;
use crate::inviting::somebody;
use crate::on_both;

on_both!(
    the_register_is_read_and_not_kept,
    a_record_is_read_without_what_its_keeper_has,
    a_municipality_reads_its_own_records,
    a_municipality_opens_its_own_records,
    a_record_that_went_to_another_municipality_says_nothing_of_it,
    a_record_opened_costs_what_it_did_however_often_it_was_put_right,
);

const SHEET: [&str; 4] = ["ФИО", "Дата рождения", "Муниципалитет", "Код проверки"];

/// The pairs of a summary list.
fn facts(page: &Answer) -> Vec<String> {
    let text = page.text();
    let rows = text.split("govuk-summary-list__row\">").skip(1);
    rows.map(|row| crate::app::words_of(row.split("</div>").next().unwrap())).collect()
}

/// The rows of the history, without when.
fn history(page: &Answer) -> Vec<String> {
    let text = page.text();
    let rows = text.split("<li class=\"att-event\">").skip(1);
    rows.map(|row| crate::app::words_of(row.split("</li>").next().unwrap())).collect()
}

/// A СНИЛС for a record that came without one.
async fn numbered(t: &TestApp, record: Id<Record>) {
    let sql = "update register_records set snils = '11223344595' where id = $1";
    t.made(move |act| Ok(act.run(sql, values![record])?)).await;
}

/// A record of a chain put right by another.
async fn put_right(t: &TestApp, chain: Id<Record>, old: Id<Record>, new: Id<Record>) {
    t.made(move |act| {
        let sql = "update register_records set chain_id = $1, replaces_id = $2, entry = 'corrected', reason = 'Другая школа.', added_at = added_at + 1 where id = $3";
        act.run(sql, values![chain, old, new])?;
        Ok(act.run("update register_records set replaced_at = 1 where id = $1", values![old])?)
    })
    .await;
}

/// What the journal tells of one subject: the act and its outcome.
async fn told(t: &TestApp, record: Id<Record>) -> Vec<String> {
    let subject = format!("register:{record}");
    let sql = "select act, outcome, words from journal where subject = $1 order by id";
    let read = t.app.db.read(move |reader| {
        reader.rows(sql, values![subject], |row| {
            Ok(format!("{} ({}): {}", row.get::<String>(0)?, row.get::<String>(1)?, row.get::<String>(2)?))
        })
    });
    read.await.map_err(|error: DbError| error.to_string()).unwrap()
}

async fn the_register_is_read_and_not_kept(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let denis = somebody(&t, "denis", Role::Authority, (None, "")).await;
    says(&denis.get("/register").await.words(), "Записей пока нет: их вносит Центр.");
    let record = t.holder(Some(school), "Орлова Ольга Андреевна", Category::First, "2024-12-24", None).await;
    t.holder(None, "Котова Вера Ильинична", Category::Highest, "2024-11-24", None).await;
    let list = denis.get("/register").await;
    says(&list.words(), "Найдено: 2 записи.");
    says(&list.words(), "Орлова Ольга Андреевна");
    says(&list.text(), "href=\"/register\" aria-current");
    let home = format!("/register/{record}");
    for read in ["/register/export", &home] {
        assert!(list.text().contains(&format!("href=\"{read}\"")), "{read}");
        assert_eq!(denis.get(read).await.status, StatusCode::OK, "{read}");
    }
    let kept = [format!("{home}/correction"), format!("{home}/revocation")];
    for kept in ["/register/new", "/imports", &kept[0], &kept[1]] {
        assert!(!list.text().contains(&format!("href=\"{kept}\"")), "{kept}");
        assert_eq!(denis.get(kept).await.status, StatusCode::NOT_FOUND, "{kept}");
    }
    let boris = somebody(&t, "boris", Role::Member, (None, "")).await;
    let list = boris.get("/register").await;
    says(&list.words(), "Найдено: 2 записи.");
    for kept in ["/register/export", &home, &format!("{home}/extract"), &format!("{home}/extract/pdf")] {
        assert!(!list.text().contains(&format!("href=\"{kept}\"")), "{kept}");
        assert_eq!(boris.get(kept).await.status, StatusCode::NOT_FOUND, "{kept}");
    }
    for (login, role) in [("vera", Role::Teacher), ("alla", Role::Admin), ("olesya", Role::Specialist)] {
        let by = somebody(&t, login, role, (None, "")).await;
        for path in ["/register", "/register/export", &home] {
            assert_eq!(by.get(path).await.status, StatusCode::NOT_FOUND, "{login} {path}");
        }
    }
}

async fn a_record_is_read_without_what_its_keeper_has(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let record = t.holder(Some(school), "Орлова Ольга Андреевна", Category::First, "2024-12-24", None).await;
    numbered(&t, record).await;
    let home = format!("/register/{record}");
    let (zoya, denis) = (t.zoya().await, somebody(&t, "denis", Role::Authority, (None, "")).await);
    let (whole, read) = (zoya.get(&home).await, denis.get(&home).await);
    let of_keeper = facts(&whole);
    assert_eq!(of_keeper[9], "СНИЛС 112-233-445 95");
    let without: Vec<String> = of_keeper.into_iter().filter(|fact| !fact.starts_with("СНИЛС")).collect();
    assert_eq!(facts(&read), without);
    says(&whole.words(), "Исправить запись Отменить запись");
    says(&read.words(), "Открыть выписку История записи");
    let extract = denis.get(&format!("{home}/extract")).await;
    says(&extract.words(), "Орлова Ольга Андреевна");
    assert_eq!(denis.get(&format!("{home}/extract/pdf")).await.status, StatusCode::OK);
    assert_eq!(
        told(&t, record).await,
        [
            "register.opened (done): Орлова Ольга Андреевна",
            "register.opened (done): Орлова Ольга Андреевна",
            "register.extracted (done): Орлова Ольга Андреевна",
            "register.extracted (done): Орлова Ольга Андреевна",
        ]
    );
    let touched =
        rows(&zoya.get("/journal/exposure/people?who=%D0%BF%D0%B0%D0%BD%D0%BE%D0%B2").await, "Кого затронуло");
    assert_eq!(touched, ["Орлова Ольга Андреевна | 3 раза | 23.11.2026 14:00 | 23.11.2026 14:00"]);
    // What the centre takes away can be brought back; what is only read has no СНИЛС.
    let taken = zoya.get("/register/export").await;
    assert_eq!(taken.sheet(&["ФИО", "СНИЛС"]), [["Орлова Ольга Андреевна", "11223344595"]]);
    let taken = denis.get("/register/export").await;
    assert_eq!(taken.sheet(&SHEET)[0][..3], ["Орлова Ольга Андреевна", "04.02.1978", "Город Томск"]);
    let snils = [officedocs::sheet::Column { name: "СНИЛС", also: &[], required: true }];
    assert!(officedocs::sheet::read(&taken.bytes, &snils).is_err(), "no such column");
    assert_eq!(t.journal().await.last().unwrap(), "register.exported: выгружен реестр категорий, строк: 1");
}

async fn a_municipality_reads_its_own_records(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let masha = somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await;
    let mut asked = Vec::new();
    for names in [vec!["Орлова Ольга Андреевна"], vec!["Седова Анна Львовна", "Юдина Яна Олеговна"]]
    {
        for name in names {
            t.holder(Some(school), name, Category::First, "2024-12-24", None).await;
            t.holder(None, &name.replace("Анна", "Инна"), Category::Highest, "2024-11-24", None).await;
        }
        // Organisations met for the first time are one question more.
        masha.get("/register").await;
        let before = t.app.db.asked().count();
        masha.get("/register").await;
        asked.push(t.app.db.asked().count() - before);
    }
    assert_eq!(asked[0], asked[1]);
    let list = masha.get("/register").await.words();
    says(&list, "Реестр категорий Город Томск");
    says(&list, "Найдено: 3 записи.");
    assert!(!list.contains("Асиновский район"));
    says(&masha.get("/register?municipality=%D0%90%D1%81%D0%B8%D0%BD%D0%BE").await.words(), "Ничего не нашлось.");
}

async fn a_municipality_opens_its_own_records(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let own = t.holder(Some(school), "Орлова Ольга Андреевна", Category::First, "2024-12-24", None).await;
    let foreign = t.holder(None, "Котова Вера Ильинична", Category::Highest, "2024-11-24", None).await;
    let masha = somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await;
    let home = format!("/register/{own}");
    says(&masha.get("/register").await.text(), &format!("href=\"{home}\""));
    for path in [home.clone(), format!("{home}/extract"), format!("{home}/extract/pdf")] {
        assert_eq!(masha.get(&path).await.status, StatusCode::OK, "{path}");
    }
    let home = format!("/register/{foreign}");
    for path in [home.clone(), format!("{home}/extract"), format!("{home}/extract/pdf")] {
        assert_eq!(masha.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let refused = "access.refused (refused): запрошено то, что этому человеку не открыто";
    assert_eq!(told(&t, foreign).await, [refused; 3]);
    assert_eq!(masha.get(&format!("/register/{}", Id::<Record>::new())).await.status, StatusCode::NOT_FOUND);
    // Whatever municipality is asked for, the own one is taken away.
    for asked in ["", "?municipality=%D0%90%D1%81%D0%B8%D0%BD%D0%BE"] {
        let taken = masha.get(&format!("/register/export{asked}")).await;
        let found = taken.sheet(&SHEET);
        let names: Vec<&str> = found.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(names, if asked.is_empty() { vec!["Орлова Ольга Андреевна"] } else { Vec::new() });
    }
    assert_eq!(
        t.journal().await.last().unwrap(),
        "register.exported: выгружен реестр категорий (Город Томск), строк: 0"
    );
}

async fn a_record_that_went_to_another_municipality_says_nothing_of_it(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let old = t.holder(Some(school), "Орлова Ольга Андреевна", Category::First, "2024-12-24", None).await;
    let new = t.holder(None, "Арлова Ольга Андреевна", Category::First, "2024-12-24", None).await;
    put_right(&t, old, old, new).await;
    let (zoya, masha) = (t.zoya().await, somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await);
    assert_eq!(history(&zoya.get(&format!("/register/{old}")).await).len(), 2);
    let page = masha.get(&format!("/register/{old}")).await;
    assert_eq!(
        history(&page),
        [
            "Запись внесена Орлова Ольга Андреевна, Учитель, первая с 24.12.2024 бессрочно, акт № 214-р 23 ноября 2026, 14:00 (Томск), система"
        ]
    );
    says(&page.words(), "Состояние заменена");
    assert!(!page.text().contains(&new.to_string()), "{}", page.words());
    assert_eq!(masha.get(&format!("/register/{new}")).await.status, StatusCode::NOT_FOUND);
}

async fn a_record_opened_costs_what_it_did_however_often_it_was_put_right(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let first = t.holder(Some(school), "Орлова Ольга Андреевна", Category::First, "2024-12-24", None).await;
    let masha = somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await;
    let (mut asked, mut last) = (Vec::new(), first);
    for (name, day) in [("Арлова Ольга Андреевна", "2024-12-25"), ("Урлова Ольга Андреевна", "2024-12-26")]
    {
        let before = t.app.db.asked().count();
        assert_eq!(masha.get(&format!("/register/{first}")).await.status, StatusCode::OK);
        asked.push(t.app.db.asked().count() - before);
        let next = t.holder(Some(school), name, Category::First, day, None).await;
        put_right(&t, first, last, next).await;
        last = next;
    }
    let before = t.app.db.asked().count();
    assert_eq!(history(&masha.get(&format!("/register/{first}")).await).len(), 3);
    asked.push(t.app.db.asked().count() - before);
    assert_eq!(asked, [asked[0]; 3]);
}
