//! Criteria sets as the centre reads them, and the one in force.

use attestation::accounts::Role;
use attestation::applications::Category;
use attestation::criteria;
use attestation::platform::engine::DbError;
use attestation::values;
use axum::http::StatusCode;

use crate::app::TestApp;
use crate::deadlines::rows;
use crate::on_both;

on_both!(
    the_sets_are_listed_and_read,
    the_one_in_force_is_found,
    they_are_read_by_those_who_work_by_them,
    the_list_asks_the_same_number_of_questions,
);

const FIRST: &str = "/settings/criteria/0196c000-0000-7000-8000-000000000001";

/// A published set «Учитель» of the first category from a day on.
async fn for_teachers(t: &TestApp, id: &'static str, day: &'static str) {
    t.made(move |act| {
        act.run(
            "insert into criteria_sets (id, title, category, all_posts, state, scoring, valid_from, threshold, legal_ref, remark, edition, created_at, created_by, published_at, published_by)
             values ($1, 'Учитель', 'first', 0, 'published', 'none', $2, null, 'приказ', '', 1, 0, '', 0, '')",
            values![id, day],
        )?;
        act.run("insert into criteria_posts (set_id, post_code) values ($1, 'P27')", values![id])?;
        Ok(())
    })
    .await;
}

async fn the_sets_are_listed_and_read(t: TestApp) {
    let zoya = t.zoya().await;
    let doubt = "действует не сверено с текстом приказа: показатели изложены своими словами";
    let line = |title: &str, category: &str| {
        format!("{title}, без баллов без баллов | {category} | все должности | 1 сентября 2023 | {doubt}")
    };
    assert_eq!(
        rows(&zoya.get("/settings/criteria").await, "Наборы показателей"),
        [
            line("Показатели категории «педагог-наставник»", "педагог-наставник"),
            line("Показатели категории «педагог-методист»", "педагог-методист"),
            line("Показатели высшей категории", "высшая"),
            line("Показатели первой категории", "первая"),
        ]
    );
    assert_eq!(
        rows(&zoya.get("/settings/criteria?category=first").await, "Наборы показателей"),
        [line("Показатели первой категории", "первая")]
    );
    let page = zoya.get(FIRST).await;
    assert_eq!(
        rows(&page, "I3. Способности"),
        [
            "Показатель подтверждён документами | да или нет | дипломы, приказы и протоколы конкурсов, олимпиад, соревнований без полных сведений об обучающихся за 5 лет",
            "Результаты и чем они подтверждаются | текст без баллов | не указано"
        ]
    );
    let words = page.words();
    assert!(words.contains("Категория первая Должности все должности Действует с 1 сентября 2023 Оценка без баллов Основание приказ Минпросвещения России от 24.03.2023 № 196"), "{words}");
}

async fn the_one_in_force_is_found(t: TestApp) {
    for_teachers(&t, "019aaaaa-0000-7000-8000-000000000001", "2027-01-01").await;
    let of = async |category: Category, post: &'static str, day: &'static str| {
        let found = t.app.db.read(move |reader| {
            let id = criteria::set_for(reader, category, post, day.parse().unwrap())?;
            let set = id.map(|id| criteria::load(reader, id)).transpose()?.flatten();
            Ok::<_, DbError>(set.map(|set| (set.title, set.indicators.len())))
        });
        found.await.unwrap()
    };
    let seeded = Some(("Показатели первой категории, без баллов".to_owned(), 4));
    assert_eq!(of(Category::First, "P27", "2026-12-31").await, seeded);
    assert_eq!(of(Category::First, "P27", "2027-01-01").await, Some(("Учитель".to_owned(), 0)));
    assert_eq!(of(Category::First, "P01", "2027-01-01").await, seeded, "other posts keep theirs");
    assert_eq!(of(Category::First, "P27", "2023-08-31").await, None);
    let count = |found: Option<(String, usize)>| found.map(|(_, count)| count);
    assert_eq!(count(of(Category::Highest, "P27", "2027-01-01").await), Some(5));
    assert_eq!(count(of(Category::Methodist, "P01", "2027-01-01").await), Some(5));
    assert_eq!(count(of(Category::Mentor, "P29", "2027-01-01").await), Some(4));
}

async fn they_are_read_by_those_who_work_by_them(t: TestApp) {
    t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    t.person("alla", "Власова Алла Ильинична", Role::Admin, None, "").await;
    let (olesya, alla, zoya) = (t.enter("olesya").await, t.enter("alla").await, t.zoya().await);
    for path in ["/settings/criteria", FIRST] {
        assert_eq!(olesya.get(path).await.status, StatusCode::OK, "{path}");
        assert_eq!(alla.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(zoya.get("/settings/criteria/019aaaaa-0000-7000-8000-000000000009").await.status, StatusCode::NOT_FOUND);
}

async fn the_list_asks_the_same_number_of_questions(t: TestApp) {
    let zoya = t.zoya().await;
    let mut asked = Vec::new();
    let made = [
        ("019aaaaa-0000-7000-8000-000000000001", "2027-01-01"),
        ("019aaaaa-0000-7000-8000-000000000002", "2027-02-01"),
        ("019aaaaa-0000-7000-8000-000000000003", "2027-03-01"),
    ];
    for (id, day) in made {
        for_teachers(&t, id, day).await;
        let before = t.app.db.asked().count();
        assert_eq!(rows(&zoya.get("/settings/criteria").await, "Наборы показателей").len(), 5 + asked.len());
        asked.push(t.app.db.asked().count() - before);
    }
    assert_eq!(asked[0], asked[2]);
}
