//! The centre keeps the list of posts.

use attestation::applications::{self, Category};
use attestation::platform::failure::Failure;
use axum::http::StatusCode;

use crate::app::TestApp;
use crate::on_both;

on_both!(
    a_post_is_renamed_and_stays_the_same,
    a_post_is_added_and_offered,
    a_post_is_offered_no_more,
    records_of_a_post_are_told_by_its_name_of_today,
    a_post_goes_after_a_check_and_comes_back,
    two_hands_rename_one_post,
    what_is_wrong_stands_at_its_field,
    the_list_asks_the_same_number_of_questions,
);

const PAGE: &str = "/settings/posts";
const TUTOR: &str = "/settings/posts/P26";

/// Names of the posts an application may be for.
async fn offered(t: &TestApp) -> Vec<String> {
    let posts = t.app.db.read(|reader| applications::posts(reader).map_err(Failure::from)).await.unwrap();
    posts.into_iter().map(|post| post.name).collect()
}

async fn a_post_is_renamed_and_stays_the_same(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let zoya = t.zoya().await;
    let new = [("name", "Учитель-предметник"), ("since", "01.11.2026"), ("legal_ref", "постановление № 1")];
    assert_eq!(zoya.post("/settings/posts/P27", &new).await.to(), "/settings/posts/P27");
    let page = zoya.get("/settings/posts/P27").await.words();
    assert!(page.contains("Должность переименована. Категории, установленные под прежним названием, действуют."));
    assert!(page.contains("Прежние названия Название До Основание Учитель 1 ноября 2026 постановление № 1"), "{page}");
    assert_eq!(t.fresh(&case).await.post, "Учитель-предметник");
    assert!(zoya.get(PAGE).await.words().contains("Учитель-предметник прежде: Учитель P27 действует с 1 марта 2022"));
    let journal = t.journal().await;
    assert_eq!(
        journal.last().unwrap(),
        "post.renamed: должность «Учитель» теперь «Учитель-предметник»; основание: постановление № 1"
    );
    // The former name goes on standing for the post, and for no other.
    let taken = zoya.post(PAGE, &[("name", " учитель "), ("since", "01.11.2026"), ("legal_ref", "п. 2")]).await;
    assert_eq!(
        taken.faults(),
        ["Такая должность в списке уже есть, сейчас или под прежним названием. Найдите её ниже."]
    );
    let known = t.count("select count(*) from former_posts where post_code = 'P27' and name_key = 'учитель'").await;
    assert_eq!(known, 1);
}

async fn a_post_is_added_and_offered(t: TestApp) {
    let zoya = t.zoya().await;
    let new = [("name", "Педагог-  навигатор"), ("since", "01.09.2026"), ("legal_ref", "постановление № 2, п. 3")];
    assert_eq!(zoya.post(PAGE, &new).await.to(), PAGE);
    assert!(zoya.get(PAGE).await.words().contains("Должность добавлена: Педагог- навигатор."));
    assert!(offered(&t).await.contains(&"Педагог- навигатор".to_owned()));
    assert_eq!(
        t.journal().await.last().unwrap(),
        "post.added: добавлена должность «Педагог- навигатор»; основание: постановление № 2, п. 3"
    );
}

async fn a_post_is_offered_no_more(t: TestApp) {
    let zoya = t.zoya().await;
    assert!(offered(&t).await.contains(&"Тьютор".to_owned()));
    let sure = [("ended_on", "01.11.2026"), ("confirmed", "yes")];
    assert_eq!(zoya.post(&format!("{TUTOR}/end"), &sure).await.to(), TUTOR);
    assert!(!offered(&t).await.contains(&"Тьютор".to_owned()));
    let page = zoya.get(TUTOR).await.words();
    assert!(page.contains("Исключена с 1 ноября 2026"), "{page}");
    assert!(!page.contains("Переименовать"), "{page}");
    assert_eq!(t.journal().await.last().unwrap(), "post.ended: должность «Тьютор» исключена с 1\u{a0}ноября 2026");
    let again = zoya.post(&format!("{TUTOR}/end"), &[("ended_on", "02.11.2026")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let new = [("name", "Наставник"), ("since", "01.11.2026"), ("legal_ref", "п. 1")];
    let renamed = zoya.post(TUTOR, &new).await;
    assert_eq!(renamed.status, StatusCode::CONFLICT);
    assert!(renamed.words().contains("Должность исключена из списка: переименовать её нельзя."));
}

async fn a_post_goes_after_a_check_and_comes_back(t: TestApp) {
    let zoya = t.zoya().await;
    let check = zoya.post(&format!("{TUTOR}/end"), &[("ended_on", "01.11.2026")]).await;
    assert_eq!(check.status, StatusCode::OK);
    assert!(check.words().contains("Исключить должность из списка?"), "{}", check.words());
    assert!(offered(&t).await.contains(&"Тьютор".to_owned()), "a check changes nothing");
    let here = zoya.post(&format!("{TUTOR}/return"), &[]).await;
    assert_eq!(here.status, StatusCode::CONFLICT);
    let sure = [("ended_on", "01.11.2026"), ("confirmed", "yes")];
    assert_eq!(zoya.post(&format!("{TUTOR}/end"), &sure).await.to(), TUTOR);
    assert!(zoya.get(TUTOR).await.words().contains("Вернуть в список"));
    assert_eq!(zoya.post(&format!("{TUTOR}/return"), &[]).await.to(), TUTOR);
    assert!(offered(&t).await.contains(&"Тьютор".to_owned()));
    assert_eq!(t.journal().await.last().unwrap(), "post.returned: должность «Тьютор» возвращена в список");
}

async fn two_hands_rename_one_post(t: TestApp) {
    let zoya = t.zoya().await;
    let shown = zoya.get(TUTOR).await.text();
    assert!(shown.contains("name=\"was\" value=\"Тьютор\""), "{shown}");
    let form = |name: &'static str, was: &'static str| {
        [("name", name), ("since", "01.11.2026"), ("legal_ref", "п. 1"), ("was", was)]
    };
    assert_eq!(zoya.post(TUTOR, &form("Наставник", "Тьютор")).await.to(), TUTOR);
    let late = zoya.post(TUTOR, &form("Сопровождающий", "Тьютор")).await;
    assert_eq!(
        late.faults(),
        [
            "Пока вы заполняли форму, должность переименовали: была «Тьютор», теперь «Наставник». Если нужно ваше название, отправьте форму ещё раз."
        ]
    );
    assert!(late.text().contains("value=\"Сопровождающий\""), "what was typed stays");
    assert_eq!(zoya.post(TUTOR, &form("Сопровождающий", "Наставник")).await.to(), TUTOR);
}

async fn records_of_a_post_are_told_by_its_name_of_today(t: TestApp) {
    let zoya = t.zoya().await;
    t.holder(None, "Орлова Ольга Андреевна", Category::First, "2024-12-24", None).await;
    let told = async || {
        let list = zoya.get("/register?name=орлова").await.words();
        let (_, row) = list.rsplit_once("Орлова Ольга Андреевна ").unwrap();
        row.split_once(" МБОУ").unwrap().0.to_owned()
    };
    assert_eq!(told().await, "Учитель");
    let new = [("name", "Учитель-предметник"), ("since", "01.11.2026"), ("legal_ref", "постановление № 1")];
    zoya.post("/settings/posts/P27", &new).await;
    assert_eq!(told().await, "Учитель-предметник");
    let sure = [("ended_on", "01.11.2026"), ("confirmed", "yes")];
    let ended = zoya.post("/settings/posts/P27/end", &sure).await;
    assert_eq!(ended.to(), "/settings/posts/P27");
    assert_eq!(told().await, "Учитель-предметник", "no filter offers it any more");
}

async fn what_is_wrong_stands_at_its_field(t: TestApp) {
    let zoya = t.zoya().await;
    let empty = zoya.post(PAGE, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        empty.faults(),
        [
            "Напишите название должности, как в номенклатуре.",
            "Укажите день, например 01.09.2026.",
            "Укажите основание: документ, его дату и номер."
        ]
    );
    let early = [("name", "Педагог-навигатор"), ("since", "24.11.2026"), ("legal_ref", "п. 1")];
    let answer = zoya.post(PAGE, &early).await;
    assert_eq!(answer.faults(), ["Этот день ещё не наступил. Внесите изменение, когда оно вступит в силу."]);
    assert!(answer.text().contains("value=\"Педагог-навигатор\""), "what was typed stays");
    let same = [("name", "Тьютор"), ("since", "01.11.2026"), ("legal_ref", "п. 1")];
    assert_eq!(zoya.post(TUTOR, &same).await.faults(), ["Название не изменилось. Напишите новое."]);
    let other = [("name", "Методист"), ("since", "01.11.2026"), ("legal_ref", "п. 1")];
    assert_eq!(zoya.post(TUTOR, &other).await.faults(), ["Так называется или называлась другая должность."]);
    assert_eq!(zoya.get("/settings/posts/P99").await.status, StatusCode::NOT_FOUND);
}

async fn the_list_asks_the_same_number_of_questions(t: TestApp) {
    let zoya = t.zoya().await;
    let mut asked = Vec::new();
    for name in ["Один", "Два", "Три"] {
        let new = [("name", name), ("since", "01.09.2026"), ("legal_ref", "п. 1")];
        assert_eq!(zoya.post(PAGE, &new).await.to(), PAGE);
        let before = t.app.db.asked().count();
        assert!(zoya.get(PAGE).await.words().contains(name));
        asked.push(t.app.db.asked().count() - before);
    }
    assert_eq!(asked[0], asked[2]);
}
