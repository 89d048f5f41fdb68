//! Lists of cases begin with those whose decision is still ahead; what is decided, ended otherwise or put away stands after them.

use attestation::accounts::{Organization, Role};
use attestation::applications::Category;
use attestation::platform::engine::DbError;
use attestation::platform::ids::Id;
use attestation::values;

use crate::app::{Engine, TestApp, Visitor};
use crate::deadlines::rows;
use crate::inviting::somebody;
use crate::on_both;

on_both!(
    what_is_ahead_comes_first,
    pages_go_on_from_one_part_into_the_other,
    what_is_narrowed_to_one_stage_keeps_its_order,
    a_list_asks_as_much_of_many_as_of_few,
    a_school_sees_the_clock_that_runs,
    a_case_is_found_by_its_number,
    the_centre_finds_cases_by_snils,
);

const CAPTION: &str = "Дела: педагог";
const OF_SCHOOL: &str = "Педагоги";

/// A case of this stage with this last day, whose teacher is called so.
async fn stands(t: &TestApp, school: Id<Organization>, (name, stage, due): (&str, &'static str, &str)) {
    let case = t.application(school, &format!("{name} Ольга Андреевна"), Category::First).await;
    let due = due.to_owned();
    t.made(move |act| {
        // Every clock of it ends on this day.
        let sql = "update applications set stage = $2, due_on = $3, consider_by = $3, decide_by = $3, decision_by = $3, places_free = 0 where id = $1";
        Ok(act.run(sql, values![case.id, stage, due])?)
    })
    .await;
}

/// Surnames of a list in its order.
async fn names(by: &Visitor, path: &str, caption: &str) -> Vec<String> {
    let page = by.get(path).await;
    let first = |row: &String| row.split(' ').next().unwrap().to_owned();
    rows(&page, caption).iter().map(first).collect()
}

/// The next page of a list.
async fn next(by: &Visitor, path: &str) -> Option<String> {
    let text = by.get(path).await.text().replace("&#38;", "&").replace("&amp;", "&");
    let href = text.split("href=\"").find(|rest| rest.split('"').next().is_some_and(|href| href.contains("after=")))?;
    Some(href.split('"').next().unwrap().to_owned())
}

/// Surnames of a list, page after page.
async fn all(by: &Visitor, path: &str) -> Vec<Vec<String>> {
    let (mut pages, mut at) = (Vec::new(), Some(path.to_owned()));
    while let Some(path) = at {
        pages.push(names(by, &path, CAPTION).await);
        at = next(by, &path).await;
    }
    pages
}

async fn what_is_ahead_comes_first(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    for case in [
        ("Уничтоженова", "erased", "2023-11-03"),
        ("Архивова", "archived", "2024-11-03"),
        ("Отозванова", "withdrawn", "2026-11-01"),
        ("Отказова", "intake_refused", "2026-11-02"),
        ("Решённова", "granted", "2026-11-04"),
        ("Опоздалова", "in_review", "2026-11-20"),
        ("Готовова", "ready", "2026-11-25"),
        ("Дальнова", "registered", "2027-01-20"),
    ] {
        stands(&t, school, case).await;
    }
    let ahead = ["Опоздалова", "Готовова", "Дальнова"];
    let behind = ["Уничтоженова", "Архивова", "Отозванова", "Отказова", "Решённова"];
    let nearest = [&ahead[..], &behind[..]].concat();
    let farthest: Vec<&str> = ahead.into_iter().rev().chain(behind.into_iter().rev()).collect();
    let zoya = t.zoya().await;
    let masha = somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await;
    let denis = somebody(&t, "denis", Role::Authority, (None, "")).await;
    for by in [&zoya, &masha, &denis] {
        assert_eq!(names(by, "/applications", CAPTION).await, nearest);
        assert_eq!(names(by, "/applications?order=late", CAPTION).await, farthest);
        let sheet = by.get("/applications/export").await;
        let taken: Vec<String> = sheet
            .sheet(&["Фамилия, имя, отчество"])
            .into_iter()
            .map(|row| row[0].split(' ').next().unwrap().to_owned())
            .collect();
        assert_eq!(taken, nearest);
    }
    let kira = somebody(&t, "kira", Role::Coordinator, (Some(school), "МБОУ «СОШ № 66»")).await;
    assert_eq!(names(&kira, "/school", OF_SCHOOL).await, nearest);
    assert_eq!(names(&kira, "/school?name=%D0%BE%D1%82", OF_SCHOOL).await, ["Отозванова", "Отказова"]);
}

async fn a_school_sees_the_clock_that_runs(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    for (name, stage) in [("Готовова", "ready"), ("Разбирова", "in_review"), ("Подавова", "submitted")]
    {
        let case = t.application(school, &format!("{name} Ольга Андреевна"), Category::First).await;
        t.made(move |act| {
            let sql = "update applications set stage = $2, places_free = 0 where id = $1";
            Ok(act.run(sql, values![case.id, stage])?)
        })
        .await;
    }
    let kira = somebody(&t, "kira", Role::Coordinator, (Some(school), "МБОУ «СОШ № 66»")).await;
    assert_eq!(names(&kira, "/school", OF_SCHOOL).await, ["Подавова", "Разбирова", "Готовова"]);
    let said: Vec<String> = rows(&kira.get("/school").await, OF_SCHOOL)
        .into_iter()
        .map(|row| row.replace('\u{a0}', " ").split(" из ").nth(1).unwrap()[2..].to_owned())
        .collect();
    assert_eq!(
        said,
        [
            "| 2 декабря 2026 осталось 9 дней: рассмотреть заявление | подано",
            "| 1 января 2027 осталось 39 дней: результат специалиста | на рассмотрении",
            "| 1 февраля 2027 осталось 70 дней: решение комиссии | готово к заседанию",
        ]
    );
    for row in ["Подавова", "Разбирова", "Готовова"] {
        let page = kira.get("/school").await.text();
        let href = page.split(&format!("\">{row}")).next().unwrap().rsplit("href=\"").next().unwrap().to_owned();
        let own = kira.get(&href).await.words();
        let day = ["2 декабря 2026", "1 января 2027", "1 февраля 2027"].into_iter().filter(|day| own.contains(day));
        assert_eq!(day.count(), 1, "the page of the case names the same day: {own}");
    }
}

/// Thirty cases ahead and thirty behind, their days mixed; surnames in the order of a list.
async fn sixty(t: &TestApp) -> Vec<String> {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let surname =
        |part: &str, at: usize| format!("{part}{}", ["ова", "ева", "ина"][at / 10].to_owned() + &"а".repeat(at % 10));
    for at in (0..30).rev() {
        let day = format!("2026-12-{:02}", at / 2 + 1);
        stands(t, school, (&surname("Близ", at), ["in_review", "ready", "submitted"][at % 3], &day)).await;
        stands(t, school, (&surname("Уж", at), ["archived", "withdrawn", "published"][at % 3], &day)).await;
    }
    let sql = "select x.surname from applications a join teachers x on x.id = a.teacher_id order by case when a.stage in ('in_review', 'ready', 'submitted') then 0 else 1 end, a.due_on, a.id";
    let read = t.app.db.read(move |reader| reader.rows(sql, &[], |row| row.get::<String>(0))).await;
    read.map_err(|error: DbError| error.to_string()).unwrap()
}

async fn pages_go_on_from_one_part_into_the_other(t: TestApp) {
    let wanted = sixty(&t).await;
    let zoya = t.zoya().await;
    let masha = somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await;
    for by in [&zoya, &masha] {
        let pages = all(by, "/applications").await;
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [20, 20, 20]);
        assert_eq!(pages.concat(), wanted);
        let pages = all(by, "/applications?order=late").await;
        let mut late: Vec<String> = wanted[..30].iter().rev().cloned().collect();
        late.extend(wanted[30..].iter().rev().cloned());
        assert_eq!(pages.concat(), late);
    }
    // A border nobody has made begins the list anew.
    assert_eq!(names(&zoya, "/applications?after=over.wrong", CAPTION).await, wanted[..20]);
}

async fn what_is_narrowed_to_one_stage_keeps_its_order(t: TestApp) {
    let wanted = sixty(&t).await;
    let zoya = t.zoya().await;
    let of = |part: &str| wanted.iter().filter(|name| name.starts_with(part)).count();
    assert_eq!((of("Близ"), of("Уж")), (30, 30));
    for (stage, part) in [("archived", "Уж"), ("in_review", "Близ")] {
        let found = all(&zoya, &format!("/applications?stage={stage}")).await.concat();
        let same: Vec<&String> = wanted.iter().filter(|name| found.contains(name)).collect();
        assert_eq!(found.len(), 10);
        assert!(found.iter().all(|name| name.starts_with(part)), "{found:?}");
        assert_eq!(found.iter().collect::<Vec<_>>(), same);
    }
}

async fn a_list_asks_as_much_of_many_as_of_few(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let masha = somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await;
    let kira = somebody(&t, "kira", Role::Coordinator, (Some(school), "МБОУ «СОШ № 66»")).await;
    let mut asked = Vec::new();
    for surnames in [["Орлова", "Котова"], ["Седова", "Юдина"]] {
        stands(&t, school, (surnames[0], "in_review", "2026-12-01")).await;
        stands(&t, school, (surnames[1], "archived", "2026-12-01")).await;
        for (by, path) in [(&masha, "/applications"), (&kira, "/school")] {
            let before = t.app.db.asked().count();
            by.get(path).await;
            asked.push(t.app.db.asked().count() - before);
        }
    }
    assert_eq!(asked[..2], asked[2..]);
}

/// Surnames a list shows; none when it says that nothing was found.
async fn sought(by: &Visitor, path: &str, caption: &str) -> Vec<String> {
    if by.get(path).await.text().contains("<table") { names(by, path, caption).await } else { Vec::new() }
}

async fn a_case_is_found_by_its_number(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let other = crate::reports::school(&t, "Асиновский район", "МБОУ «СОШ № 1»", "7000000001").await;
    let orlova = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let kotova = t.application(school, "Котова Анна Львовна", Category::First).await;
    let sedova = t.application(other, "Седова Инна Петровна", Category::First).await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    t.assigned(seat, &[&orlova]).await;
    let (zoya, olesya) = (t.zoya().await, t.enter("olesya").await);
    let masha = somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await;
    let kira = somebody(&t, "kira", Role::Coordinator, (Some(school), "МБОУ «СОШ № 66»")).await;
    let found = async |by: &Visitor, path: &str, caption: &str, text: &str| {
        sought(by, &format!("{path}?name={}", text.replace(' ', "+")), caption).await
    };
    let (number, theirs) = (orlova.number.as_str(), sedova.number.as_str());
    let short = number.replace("-0", "-").replace("-0", "-");
    for text in [number, &short, &format!("№ {number}"), &format!(" {number} ")] {
        assert_eq!(found(&zoya, "/applications", CAPTION, text).await, ["Орлова"], "{text}");
    }
    for (by, path, caption) in
        [(&masha, "/applications", CAPTION), (&kira, "/school", OF_SCHOOL), (&olesya, "/applications", CAPTION)]
    {
        assert_eq!(found(by, path, caption, number).await, ["Орлова"]);
        assert!(
            found(by, path, caption, theirs).await.is_empty(),
            "a case of others is not found by its number either"
        );
    }
    assert!(found(&olesya, "/applications", CAPTION, &kotova.number).await.is_empty(), "nor one of another specialist");
    assert_eq!(found(&olesya, "/applications", CAPTION, "рлов").await, ["Орлова"]);
    assert!(found(&zoya, "/applications", CAPTION, "2026-9999").await.is_empty());
    let page = zoya.get(&format!("/applications?name={number}&stage=ready")).await;
    assert!(page.words().contains("Фамилия, имя, номер дела или СНИЛС"), "{}", page.words());
    assert!(page.text().contains(&format!("value=\"{number}\"")), "what was typed stays");
    assert!(!page.text().contains("<table"), "other fields narrow too");
    let sheet = zoya.get(&format!("/applications/export?name={number}")).await;
    assert_eq!(sheet.sheet(&["№ заявления"]), [[number]]);
}

async fn the_centre_finds_cases_by_snils(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let orlova = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    t.assigned(seat, &[&orlova]).await;
    let snils = t.text("select snils from teachers").await;
    let printed = format!("{}-{}-{}+{}", &snils[..3], &snils[3..6], &snils[6..9], &snils[9..]);
    t.application(school, "Котова Анна Львовна", Category::First).await;
    let zoya = t.zoya().await;
    for text in [&snils, &printed] {
        assert_eq!(names(&zoya, &format!("/applications?name={text}"), CAPTION).await, ["Орлова"], "{text}");
    }
    let masha = somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await;
    let boris = somebody(&t, "boris", Role::Authority, (None, "")).await;
    let kira = somebody(&t, "kira", Role::Coordinator, (Some(school), "МБОУ «СОШ № 66»")).await;
    let olesya = t.enter("olesya").await;
    for (by, path, caption) in [
        (&masha, "/applications", CAPTION),
        (&boris, "/applications", CAPTION),
        (&kira, "/school", OF_SCHOOL),
        (&olesya, "/applications", CAPTION),
    ] {
        let path = format!("{path}?name={snils}");
        assert!(sought(by, &path, caption).await.is_empty(), "{path}");
        let page = by.get(&path).await;
        assert!(!page.words().contains("СНИЛС"), "{}", page.words());
    }
    let mut asked = Vec::new();
    for name in ["Седова Инна Петровна", "Юдина Ирина Львовна"] {
        for path in [format!("/applications?name={snils}"), format!("/applications?name={}", orlova.number)] {
            let before = t.app.db.asked().count();
            zoya.get(&path).await;
            asked.push(t.app.db.asked().count() - before);
        }
        t.application(school, name, Category::First).await;
    }
    assert_eq!(asked[..2], asked[2..]);
}

#[tokio::test]
async fn each_part_is_walked_by_its_index() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let zoya = t.zoya().await;
    for address in ["/applications", "/applications?order=late"] {
        t.app.db.asked().listen();
        zoya.get(address).await;
        let heard: Vec<String> =
            t.app.db.asked().heard().into_iter().filter(|sql| sql.contains("order by a.due_on")).collect();
        assert_eq!(heard.len(), 2, "{address}");
        for (sql, index) in heard.into_iter().zip(["applications_ahead", "applications_behind"]) {
            let plan: Result<Vec<String>, DbError> = t.app.db.read(move |reader| reader.plan(&sql)).await;
            let plan = plan.unwrap();
            assert_eq!(plan[0], format!("SCAN a USING INDEX {index}"), "{plan:?}");
            assert!(plan.iter().all(|line| !line.contains("TEMP B-TREE")), "{plan:?}");
        }
    }
}
