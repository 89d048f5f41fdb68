//! What goes by its term by itself, every day: letters, invitations, sheets, closed cabinets.

use attestation::accounts::Role;
use attestation::applications::{self, Category};
use attestation::platform::daily::OfDay;
use attestation::platform::outbox::Letter;
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{Engine, TestApp, Visitor};
use crate::deadlines::rows;
use crate::forgotten::broken;
use crate::on_both;
use crate::seals::checked;
use crate::sheets::{TEACHERS, shown, with_schools};

on_both!(
    letters_go_and_those_that_were_not_sent_stay,
    a_term_of_the_day_it_was_written_is_what_counts,
    a_new_term_says_first_what_it_takes,
    many_letters_go_in_bites_and_are_told_of_once,
    a_second_run_goes_on_where_the_first_one_stopped,
    what_an_older_copy_brings_back_goes_again,
    a_clock_that_jumped_takes_nothing_on_its_first_day,
    a_sheet_goes_with_its_file,
    invitations_go_with_their_links,
    sign_ins_go_a_year_later,
    closed_cabinets_are_emptied,
    a_cabinet_is_needed_as_long_as_its_case,
    the_page_tells_how_each_term_acts,
);

const RETENTION: &str = "/retention";

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

/// The rounds of a day.
async fn round(t: &TestApp) {
    attestation::app::once_round(&t.app, &attestation::app::jobs()).await.unwrap();
}

/// So many days later, with a day before on which the house was in use.
async fn after(t: &TestApp, more: i64) {
    t.later(days(more - 1));
    round(t).await;
    t.later(days(1));
    round(t).await;
}

/// What the journal tells of terms that acted by themselves.
async fn told_of_all(t: &TestApp) -> Vec<String> {
    let all = t.journal().await.into_iter().filter(|line| line.starts_with("retention.lapsed"));
    all.map(|line| line.replace('\u{a0}', " ")).collect()
}

/// The same without sign-ins: people of every test have signed in, and `sign_ins_go_a_year_later` is about that.
async fn told(t: &TestApp) -> Vec<String> {
    const BEGINS: &str = "retention.lapsed: удалено по сроку хранения: ";
    let rest = |line: String| {
        let parts = line.strip_prefix(BEGINS).unwrap().split("; ");
        let parts: Vec<&str> = parts.filter(|part| !part.starts_with("Входы: ")).collect();
        (!parts.is_empty()).then(|| format!("{BEGINS}{}", parts.join("; ")))
    };
    told_of_all(t).await.into_iter().filter_map(rest).collect()
}

fn letter(subject: &str) -> Letter {
    Letter {
        kind: "test.letter",
        to_email: "olga@example.org".to_owned(),
        subject: subject.to_owned(),
        text: "Текст".to_owned(),
        ..Letter::default()
    }
}

/// A letter that tells of a case is sent; others wait as a draft, were discarded, or failed.
async fn letters(t: &TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    t.made(move |act| {
        act.post(&letter("Отправленное").about([case.id]))?;
        Ok(())
    })
    .await;
    t.letters().await;
    t.made(|act| {
        act.draft(&letter("Черновик"), "batch")?;
        act.draft(&letter("Убранное"), "batch")?;
        act.post(&letter("Не доставленное"))?;
        act.run("update letters set state = 'discarded' where subject = 'Убранное'", &[])?;
        Ok(act.run("update letters set state = 'failed' where subject = 'Не доставленное'", &[])?)
    })
    .await;
}

async fn subjects(t: &TestApp) -> Vec<String> {
    let read = t.app.db.read(|reader| {
        reader.rows("select subject from letters where kind = 'test.letter' order by id", &[], |row| row.get(0))
    });
    read.await.map_err(|error: attestation::platform::engine::DbError| error.to_string()).unwrap()
}

async fn letters_go_and_those_that_were_not_sent_stay(t: TestApp) {
    t.zoya().await;
    letters(&t).await;
    after(&t, 1096).await;
    assert_eq!(
        subjects(&t).await,
        ["Отправленное", "Черновик", "Убранное", "Не доставленное"],
        "the last day is a day of keeping"
    );
    let zoya = t.enter("zoya").await;
    let page = zoya.get("/outbox").await.words();
    assert!(page.contains("Отправленные письма, у которых прошёл срок хранения, удаляются сами."), "{page}");
    assert!(!page.contains("Последний раз"), "{page}");
    t.later(days(1));
    round(&t).await;
    assert_eq!(subjects(&t).await, ["Черновик", "Не доставленное"]);
    assert_eq!(
        t.count("select count(*) from letter_cases c left join letters l on l.id = c.letter_id where l.id is null")
            .await,
        0
    );
    assert_eq!(
        told(&t).await,
        ["retention.lapsed: удалено по сроку хранения: Переписка по аттестации: 2, срок 3 года"]
    );
    let zoya = t.enter("zoya").await;
    let page = zoya.get("/outbox").await.words();
    assert!(page.contains("удаляются сами. Последний раз это было 24 ноября 2029."), "{page}");
    t.later(days(1));
    round(&t).await;
    assert_eq!(told(&t).await.len(), 1, "a day that takes nothing tells nothing");
}

async fn a_term_of_the_day_it_was_written_is_what_counts(t: TestApp) {
    let zoya = t.zoya().await;
    letters(&t).await;
    let longer = [("record", "letters"), ("years", "10"), ("from", "01.01.2027"), ("legal_ref", "приказ № 1")];
    assert_eq!(zoya.post("/settings/retention", &longer).await.to(), "/settings/retention");
    t.later(days(60));
    t.made(|act| Ok(act.post(&letter("Позже"))?)).await;
    t.letters().await;
    after(&t, 1800).await;
    assert_eq!(subjects(&t).await, ["Черновик", "Не доставленное", "Позже"]);
}

async fn a_new_term_says_first_what_it_takes(t: TestApp) {
    t.zoya().await;
    many(&t, 12).await;
    t.later(days(800));
    let zoya = t.enter("zoya").await;
    let check = "/settings/retention/check";
    assert!(zoya.get("/settings/retention").await.text().contains(&format!("action=\"{check}\"")));
    let shorter = [("record", "letters"), ("years", "1"), ("from", "01.01.2026"), ("legal_ref", "приказ № 1")];
    let page = zoya.post(check, &shorter).await;
    let words = page.words();
    assert!(
        words.contains("Срок начинается в прошлом: он сразу подействует на всё, что было с 1 января 2026 по сегодня."),
        "{words}"
    );
    assert!(words.contains("Удалится само в ближайшие дни: 12. По прежнему сроку было бы: 0."), "{words}");
    assert!(page.text().contains("value=\"01.01.2026\""), "{}", page.text());
    assert_eq!(
        t.count("select count(*) from retention_terms where record = 'letters'").await,
        1,
        "nothing is written yet"
    );
    let ahead = [("record", "letters"), ("years", "1"), ("from", "01.01.2030"), ("legal_ref", "приказ № 1")];
    let words = zoya.post(check, &ahead).await.words();
    assert!(words.contains("Удалится само в ближайшие дни: 0.") && !words.contains("в прошлом"), "{words}");
    let told = [("record", "orders"), ("years", "60"), ("from", "01.01.2030"), ("legal_ref", "приказ № 1")];
    let words = zoya.post(check, &told).await.words();
    assert!(words.contains("Система по этому сроку ничего не удаляет."), "{words}");
    let back = zoya.post(check, &[shorter.as_slice(), &[("back", "yes")]].concat()).await;
    assert!(back.text().contains("value=\"приказ № 1\""), "{}", back.text());
    let wrong = zoya.post(check, &[("record", "letters"), ("years", "0")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(zoya.post("/settings/retention", &shorter).await.to(), "/settings/retention");
    round(&t).await;
    t.later(days(1));
    round(&t).await;
    assert_eq!(t.count("select count(*) from letters where kind = 'test.letter'").await, 0);
}

/// So many letters sent at the start.
async fn many(t: &TestApp, count: i64) {
    t.made(move |act| {
        let now = act.at();
        Ok(act.run(
            "with recursive n (i) as (select cast(1 as bigint) union all select i + 1 from n where i < $1)
             insert into letters (id, kind, to_email, to_name, account_id, subject, body_text, body_html, secret, state, attempts, next_at, last_error, created_at, sent_at, batch)
             select 'letter-' || i, 'test.letter', 'a', 'b', null, 'c', 'd', 'e', 0, 'sent', 1, $2, '', $2, $2, null from n",
            values![count, now],
        )?)
    })
    .await;
}

async fn many_letters_go_in_bites_and_are_told_of_once(t: TestApp) {
    many(&t, 1203).await;
    after(&t, 1100).await;
    assert_eq!(t.count("select count(*) from letters").await, 0);
    assert_eq!(
        told(&t).await,
        ["retention.lapsed: удалено по сроку хранения: Переписка по аттестации: 1203, срок 3 года"]
    );
    assert_eq!(t.count("select many from lapses where record = 'letters'").await, 1203);
}

async fn a_second_run_goes_on_where_the_first_one_stopped(t: TestApp) {
    many(&t, 3).await;
    t.later(days(1099));
    round(&t).await;
    t.later(days(1));
    // A bite was counted, then the machine stopped.
    t.made(|act| {
        act.run("delete from letters where id = 'letter-1'", &[])?;
        Ok(act.run("insert into lapses (record, day, many, told) values ('letters', '2029-11-27', 1, 0)", &[])?)
    })
    .await;
    round(&t).await;
    assert_eq!(
        told(&t).await,
        ["retention.lapsed: удалено по сроку хранения: Переписка по аттестации: 3, срок 3 года"]
    );
    let again = OfDay::<attestation::retention::Lapses>::new("2029-11-27".parse().unwrap());
    t.made(move |act| Ok(act.enqueue::<attestation::context::App, _>(&again)?)).await;
    round(&t).await;
    assert_eq!(told(&t).await.len(), 1, "the same day a second time tells nothing anew");
}

async fn what_an_older_copy_brings_back_goes_again(t: TestApp) {
    many(&t, 2).await;
    after(&t, 1100).await;
    assert_eq!(t.count("select count(*) from letters").await, 0);
    // A copy of last week is put back: its letters, and days and counts as they were then.
    t.made(|act| {
        act.run("delete from lapses", &[])?;
        act.run("delete from settings where name in ('reminders.asked', 'letters.lapsed')", &[])?;
        act.run(
            "insert into letters (id, kind, to_email, to_name, account_id, subject, body_text, body_html, secret, state, attempts, next_at, last_error, created_at, sent_at, batch)
             values ('letter-1', 'test.letter', 'a', 'b', null, 'c', 'd', 'e', 0, 'sent', 1, $1, '', $1, $1, null)",
            values![crate::app::START],
        )?;
        Ok(())
    })
    .await;
    round(&t).await;
    assert_eq!(t.count("select count(*) from letters").await, 0, "the same day");
    assert_eq!(
        told(&t).await.last().unwrap(),
        "retention.lapsed: удалено по сроку хранения: Переписка по аттестации: 1, срок 3 года"
    );
}

async fn a_clock_that_jumped_takes_nothing_on_its_first_day(t: TestApp) {
    many(&t, 2).await;
    t.later(days(2000));
    round(&t).await;
    assert_eq!(t.count("select count(*) from letters").await, 2);
    t.later(days(-2000));
    round(&t).await;
    assert_eq!(t.count("select count(*) from letters").await, 2, "put right in time");
    assert_eq!(told(&t).await, Vec::<String>::new());
}

async fn a_sheet_goes_with_its_file(t: TestApp) {
    let zoya = with_schools(&t).await;
    let (at, _) = shown(&zoya, "teachers", TEACHERS).await;
    let files = t.files_on_disk();
    after(&t, 367).await;
    round(&t).await;
    assert_eq!(
        t.count("select count(*) from imports where kind = 'teachers' and file_key = '' and file_name = ''").await,
        1
    );
    assert_eq!(t.files_on_disk(), files - 1);
    assert_eq!(told(&t).await, ["retention.lapsed: удалено по сроку хранения: Загруженные таблицы: 1, срок 1 год"]);
    let zoya = t.enter("zoya").await;
    let sheet = zoya.get(&at).await;
    assert_eq!(sheet.status, StatusCode::CONFLICT);
    assert!(sheet.words().contains("Файла этой таблицы больше нет: прошёл срок хранения"), "{}", sheet.words());
    let page = zoya.get("/imports").await;
    assert!(
        rows(&page, "Загруженные таблицы")[0].starts_with("Заявления педагогов | файла больше нет |"),
        "{}",
        page.words()
    );
}

async fn invitations_go_with_their_links(t: TestApp) {
    let zoya = t.zoya().await;
    let typed = "role=specialist&surname=Смирнова&given=Олеся&email=olesya@example.org";
    let link = crate::invitations::invite(&t, &zoya, typed).await;
    assert_eq!(t.count("select count(*) from invitation_links").await, 1);
    after(&t, 366).await;
    assert_eq!(
        t.count("select count(*) from invitations").await,
        1,
        "the term is counted from the last day of the link"
    );
    after(&t, 20).await;
    for sql in [
        "select count(*) from invitations",
        "select count(*) from invitation_links",
        "select count(*) from invitation_posts",
    ] {
        assert_eq!(t.count(sql).await, 0, "{sql}");
    }
    assert_eq!(told(&t).await, ["retention.lapsed: удалено по сроку хранения: Приглашения: 1, срок 1 год"]);
    assert_eq!(t.visitor().follow(&link).await.status, StatusCode::NOT_FOUND);
    let zoya = t.enter("zoya").await;
    assert_eq!(zoya.get("/invitations").await.status, StatusCode::OK);
}

async fn sign_ins_go_a_year_later(t: TestApp) {
    let zoya = t.zoya().await;
    t.person("vera", "Котова Вера Ильинична", Role::Specialist, None, "").await;
    let vera = t.enter("vera").await;
    t.visitor().post("/recovery", &[("login", "vera")]).await;
    zoya.post("/login", &[("login", "vera"), ("password", "не тот")]).await;
    vera.post("/logout", &[]).await;
    let left = async || {
        let mut left = Vec::new();
        for sql in ["select count(*) from sessions", "select count(*) from keys", "select count(*) from throttle"] {
            left.push(t.count(sql).await);
        }
        left
    };
    let before = left().await;
    assert_eq!(before[..2], [2, 1], "one session was ended, one was left open");
    after(&t, 365).await;
    assert_eq!(left().await, before, "the last day is a day of keeping");
    t.later(days(1));
    round(&t).await;
    assert_eq!(left().await, [0, 0, 0]);
    let many: i64 = before.iter().sum();
    let words = "Входы: сеансы, ссылки для пароля и почты, неудачные попытки";
    assert_eq!(
        told_of_all(&t).await,
        [format!("retention.lapsed: удалено по сроку хранения: {words}: {many}, срок 1 год")]
    );
    assert!(zoya.get("/cabinet").await.to().starts_with("/login"));
    let zoya = t.enter("zoya").await;
    assert_eq!(zoya.get("/cabinet").await.status, StatusCode::OK, "a session of today stays");
}

/// Closes a cabinet now.
async fn closed(t: &TestApp, login: &'static str) {
    t.made(move |act| {
        let id =
            act.row("select id from accounts where login = $1", values![login], |row| row.get::<String>(0))?.unwrap();
        Ok(attestation::accounts::close_account(act, id.parse().unwrap(), "уволилась")?)
    })
    .await;
}

async fn closed_cabinets_are_emptied(t: TestApp) {
    t.zoya().await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    t.person("vera", "Котова Вера Ильинична", Role::Teacher, Some(school), "МБОУ «СОШ № 66»").await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 66»").await;
    t.person("open", "Юрина Юлия Олеговна", Role::Teacher, Some(school), "МБОУ «СОШ № 66»").await;
    t.enter("vera").await;
    closed(&t, "vera").await;
    closed(&t, "kira").await;
    after(&t, 1096).await;
    assert_eq!(t.count("select count(*) from accounts where login like 'erased:%'").await, 0);
    let open = "select count(*) from journal where address_salt <> '' and account_id in (select id from accounts where login = 'vera')";
    assert!(t.count(open).await > 0, "sealed with the address it was entered from");
    after(&t, 1).await;
    assert_eq!(checked(&t, None).await.faults, [], "what a term takes leaves the seals whole");
    assert_eq!(broken(&t).await, Vec::<&str>::new());
    assert_eq!(
        t.count("select count(*) from forgotten where kind = 'person'").await,
        1,
        "noted like whoever asked for it"
    );
    assert_eq!(told(&t).await, ["retention.lapsed: удалено по сроку хранения: Закрытые кабинеты: 2, срок 3 года"]);
    let gone = "персональные данные уничтожены по сроку хранения";
    assert_eq!(t.text("select min(surname) from accounts where login like 'erased:%' and given = ''").await, gone);
    assert_eq!(t.count("select count(*) from accounts where surname = 'Котова'").await, 0);
    let kira = "select count(*) from accounts where surname = 'Лебедева' and phone = '' and password_hash = '' and email like 'erased:%'";
    assert_eq!(t.count(kira).await, 1, "whoever acted keeps the name");
    assert_eq!(
        t.count("select count(*) from sessions s join accounts a on a.id = s.account_id where a.login like 'erased:%'")
            .await,
        0
    );
    assert_eq!(t.count("select count(*) from accounts where login = 'open' and password_hash <> ''").await, 1);
    let zoya = t.enter("zoya").await;
    let id = t.text("select id from accounts where surname = 'Лебедева'").await;
    let page = zoya.get(&format!("/people/{id}")).await.words();
    assert!(page.contains("Логин удалено по сроку хранения"), "{page}");
    let again = zoya.get(&format!("/people/{id}/reopening")).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.words().contains("Пригласите человека заново."), "{}", again.words());
    after(&t, 1).await;
    assert_eq!(told(&t).await.len(), 1, "once");
}

async fn a_cabinet_is_needed_as_long_as_its_case(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    t.person("olga", "Орлова Ольга Андреевна", Role::Teacher, Some(school), "МБОУ «СОШ № 66»").await;
    let teacher = case.teacher;
    t.made(move |act| {
        let sql = "update teachers set account_id = (select id from accounts where login = 'olga') where id = $1";
        Ok(act.run(sql, values![teacher])?)
    })
    .await;
    closed(&t, "olga").await;
    after(&t, 1097).await;
    assert_eq!(t.count("select count(*) from accounts where surname = 'Орлова' and email like 'erased:%'").await, 1);
    assert_eq!(t.count("select count(*) from teachers where surname = 'Орлова'").await, 1);
    assert_eq!(t.fresh(&case).await.stage, case.stage);
    let name: Option<applications::Application> = t
        .app
        .db
        .read(move |reader| applications::by_id(reader, case.id))
        .await
        .map_err(|error: attestation::platform::engine::DbError| error.to_string())
        .unwrap();
    assert_eq!(name.unwrap().name.full(), "Орлова Ольга Андреевна");
}

/// The lines of the page that tell how terms act.
async fn ways(zoya: &Visitor) -> Vec<String> {
    rows(&zoya.get(RETENTION).await, "Как действуют сроки хранения")
}

async fn the_page_tells_how_each_term_acts(t: TestApp) {
    let zoya = t.zoya().await;
    many(&t, 12).await;
    let shown = ways(&zoya).await;
    assert_eq!(shown.len(), 17);
    assert_eq!(
        shown[0],
        "Дела: заявления, копии документов, заключения | 5 лет | по акту об уничтожении | ещё не было"
    );
    assert_eq!(shown[4], "Переписка по аттестации | 3 года | сам, каждый день | ещё не было");
    assert_eq!(
        shown[5],
        "Распорядительные акты и выписки из них | 50 лет | записан для справки, система ничего не удаляет"
    );
    let asked = async |zoya: &Visitor| {
        let before = t.app.db.asked().count();
        ways(zoya).await;
        t.app.db.asked().count() - before
    };
    let before = asked(&zoya).await;
    after(&t, 1100).await;
    let zoya = t.enter("zoya").await;
    let shown = ways(&zoya).await;
    assert_eq!(shown[4], "Переписка по аттестации | 3 года | сам, каждый день | 27 ноября 2029, 12");
    assert_eq!(asked(&zoya).await, before);
}

#[tokio::test]
async fn what_goes_is_found_by_an_index() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    many(&t, 2).await;
    t.later(days(2000));
    round(&t).await;
    t.later(days(1));
    t.app.db.asked().listen();
    round(&t).await;
    let heard = t.app.db.asked().heard();
    let begins = ["select id from", "select hash from", "select name from"];
    let looks = |sql: &String| begins.iter().any(|begin| sql.starts_with(begin)) && sql.contains("limit $3");
    let looked: Vec<String> = heard.into_iter().filter(looks).collect();
    assert_eq!(looked.len(), 7, "letters, invitations, sheets, sessions, links, counts, cabinets: {looked:?}");
    let plans = t.app.db.read(move |reader| {
        let mut plans = Vec::new();
        for sql in looked {
            plans.extend(reader.plan(&sql)?);
        }
        Ok::<_, attestation::platform::engine::DbError>(plans)
    });
    assert_eq!(
        plans.await.unwrap(),
        [
            "SEARCH letters USING COVERING INDEX letters_state (state=? AND created_at>? AND created_at<?)",
            "SEARCH invitations USING COVERING INDEX invitations_kept (expires_at>? AND expires_at<?)",
            "SEARCH imports USING INDEX imports_kept (added_at>? AND added_at<?)",
            "SEARCH sessions USING COVERING INDEX sessions_kept (opened_at>? AND opened_at<?)",
            "SEARCH keys USING COVERING INDEX keys_kept (expires_at>? AND expires_at<?)",
            "SEARCH throttle USING COVERING INDEX throttle_kept (last_at>? AND last_at<?)",
            "SEARCH accounts USING INDEX accounts_kept (closed_at>? AND closed_at<?)",
        ]
    );
}
