//! Drafts of criteria sets: made, changed part by part, checked, tried out, published, taken back.

use attestation::applications::Category;
use attestation::criteria;
use attestation::platform::engine::DbError;
use axum::http::StatusCode;

use crate::app::{TestApp, Visitor};
use crate::on_both;

on_both!(
    a_set_is_made_from_nothing_and_published,
    a_new_version_takes_the_place_of_the_earlier_one,
    what_is_wrong_stands_at_its_field,
    a_set_with_faults_is_not_published,
    days_of_publication_are_kept_apart,
    two_hands_at_one_draft_see_both_texts,
    parts_are_moved_and_removed,
    a_published_set_never_changes,
    a_draft_is_discarded,
    posts_without_a_set_are_named,
    only_the_centre_makes_them,
    a_draft_asks_the_same_number_of_questions,
);

const FIRST: &str = "/settings/criteria/0196c000-0000-7000-8000-000000000001";

/// A draft made of the first category's set: its id, those of its first indicator and of its first row.
pub async fn drafted(by: &Visitor) -> (String, String, String) {
    let home = by.post(&format!("{FIRST}/copy"), &[]).await.to().to_owned();
    let page = by.get(&home).await.text();
    let id = |mark: &str| page.split(mark).nth(1).unwrap().split('"').next().unwrap().to_owned();
    (home.rsplit('/').next().unwrap().to_owned(), id("id=\"indicator-"), id("id=\"row-"))
}

/// The head of a set for teachers with points.
const HEAD: &[(&str, &str)] = &[
    ("title", "Учитель"),
    ("category", "first"),
    ("covers", "named"),
    ("post", "P27"),
    ("scoring", "points"),
    ("threshold", "5"),
    ("legal_ref", "приказ № 7"),
    ("remark", ""),
];

const BANDS: &[(&str, &str)] = &[
    ("wording", "Доля успешных"),
    ("hint", "За последний год"),
    ("kind", "band"),
    ("measure", "percent"),
    ("options", "0–49 = 0\n50 и больше = 5"),
    ("years", "3"),
    ("evidence", "справка школы\n\nотчёт"),
];

/// Fields with the edition the page would carry.
fn at<'a>(edition: &'a str, fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&[("edition", edition)][..], fields].concat()
}

/// The same fields with one of them holding something else.
fn with<'a>(fields: &[(&'a str, &'a str)], name: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(field, old)| (*field, if *field == name { value } else { *old })).collect()
}

/// A draft with one indicator and one row of bands, at its third edition: its address.
async fn whole(by: &Visitor) -> String {
    let home = by.post("/settings/criteria/drafts/new", HEAD).await.to().to_owned();
    let added = by.post(&format!("{home}/indicators/new"), &at("1", &[("code", "I1"), ("wording", "Итоги")])).await;
    let indicator = added.to().split("#indicator-").nth(1).unwrap().to_owned();
    let rows = format!("{home}/indicators/{indicator}/rows/new");
    by.post(&rows, &at("2", BANDS)).await.to();
    home
}

/// The last rows of the journal, oldest first.
async fn told(t: &TestApp, many: usize) -> Vec<String> {
    let all = t.journal().await;
    all[all.len() - many..].iter().map(|one| one.replace('\u{a0}', " ")).collect()
}

async fn in_force(t: &TestApp, post: &'static str, day: &'static str) -> String {
    let found = t.app.db.read(move |reader| {
        let id = criteria::set_for(reader, Category::First, post, day.parse().unwrap())?;
        let set = id.map(|id| criteria::load(reader, id)).transpose()?.flatten();
        Ok::<_, DbError>(set.map(|set| set.title).unwrap_or_default())
    });
    found.await.unwrap()
}

async fn a_set_is_made_from_nothing_and_published(t: TestApp) {
    let zoya = t.zoya().await;
    let home = whole(&zoya).await;
    let words = zoya.get(&home).await.words();
    assert!(words.contains("Учитель черновик"), "{words}");
    assert!(
        words.contains("Доля успешных За последний год число по диапазонам 0–49 % — 0 баллов 50 и больше % — 5 баллов"),
        "{words}"
    );
    assert!(words.contains("справка школы; отчёт за 3 года"), "{words}");
    let check = zoya.get(&format!("{home}/check")).await.words();
    assert_eq!(check, "Проверка набора Ошибок нет: набор можно опубликовать. Вернуться к набору");
    let id = home.rsplit('/').next().unwrap();
    let trial = format!("/settings/criteria/{id}/trial");
    let page = zoya.get(&home).await.text();
    let row = page.split("id=\"row-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let before = t.journal().await.len();
    let counted = zoya.post(&trial, &[(row.as_str(), "50")]).await;
    assert_eq!(counted.status, StatusCode::OK);
    assert!(
        counted.words().contains("Всего 5 баллов Пороги набраны. Есть ответ на каждую строку."),
        "{}",
        counted.words()
    );
    let none = zoya.post(&trial, &[]).await.words();
    assert!(none.contains("Всего 0 баллов Пороги не набраны. Нет ответа: Итоги: Доля успешных"), "{none}");
    let wrong = zoya.post(&trial, &[(row.as_str(), "101")]).await;
    assert_eq!(
        (wrong.status, wrong.faults()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["Укажите целое число от 0 до 100.".to_owned()])
    );
    assert_eq!(t.journal().await.len(), before, "a trial is not kept");
    let publication = [("edition", "3"), ("valid_from", "01.01.2027"), ("legal_ref", "приказ № 7")];
    let published = zoya.post(&format!("{home}/publication"), &publication).await;
    assert_eq!(published.to(), format!("/settings/criteria/{id}"));
    assert_eq!(
        told(&t, 4).await,
        [
            "criteria.drafted: начат черновик набора «Учитель»",
            "criteria.changed: в черновик «Учитель» добавлен показатель «Итоги»",
            "criteria.changed: в черновик «Учитель» добавлена строка «Доля успешных»",
            "criteria.published: опубликован набор «Учитель», действует с 1 января 2027; основание: приказ № 7",
        ]
    );
    let seeded = "Показатели первой категории, без баллов";
    assert_eq!(in_force(&t, "P27", "2026-12-31").await, seeded);
    assert_eq!(in_force(&t, "P27", "2027-01-01").await, "Учитель");
    assert_eq!(in_force(&t, "P01", "2027-01-01").await, seeded, "other posts keep theirs");
}

async fn a_new_version_takes_the_place_of_the_earlier_one(t: TestApp) {
    let zoya = t.zoya().await;
    let before = zoya.get(FIRST).await.words();
    let (id, ..) = drafted(&zoya).await;
    assert_eq!(t.count("select count(*) from criteria_sets where state = 'draft'").await, 1);
    let rows =
        "select count(*) from criteria_rows r join criteria_sets s on s.id = r.set_id where s.category = 'first'";
    assert_eq!(t.count(rows).await, 16, "everything was copied");
    let publication = [("edition", "1"), ("valid_from", "23.11.2026"), ("legal_ref", "приказ № 8")];
    zoya.post(&format!("/settings/criteria/drafts/{id}/publication"), &publication).await.to();
    assert!(
        zoya.get("/settings/criteria").await.words().starts_with("Набор опубликован: он действует с 23 ноября 2026.")
    );
    assert_eq!(zoya.get(FIRST).await.words(), before, "the earlier one is as it was");
    let now = t.app.db.read(|reader| criteria::set_for(reader, Category::First, "P01", "2026-11-23".parse().unwrap()));
    let now: Result<_, DbError> = now.await;
    assert_eq!(now.unwrap().unwrap().to_string(), id);
}

async fn what_is_wrong_stands_at_its_field(t: TestApp) {
    let zoya = t.zoya().await;
    let fields = [("title", ""), ("covers", "named"), ("threshold", "много"), ("legal_ref", "приказ № 7")];
    let answer = zoya.post("/settings/criteria/drafts/new", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.faults(),
        [
            "Назовите набор, например «Учитель, первая категория».",
            "Выберите категорию.",
            "Выберите, считать ли баллы.",
            "Укажите целое число от 0 до 1000 или оставьте пустым.",
            "Отметьте хотя бы одну должность или выберите «все должности».",
        ]
    );
    assert!(answer.text().contains("value=\"приказ № 7\""), "what was typed is kept");
    let (id, indicator, _) = drafted(&zoya).await;
    let rows = format!("/settings/criteria/drafts/{id}/indicators/{indicator}/rows/new");
    let faults = async |name: &'static str, value: &'static str| {
        let answer = zoya.post(&rows, &at("1", &with(BANDS, name, value))).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.faults()
    };
    assert_eq!(faults("kind", "").await, ["Выберите, как отвечают."]);
    assert_eq!(faults("wording", " ").await, ["Напишите, о чём спрашивает строка."]);
    assert_eq!(
        faults("options", "много = 3").await,
        ["Строка 1: нужен диапазон целых чисел, например «20–39 = 1», или «60 и больше = 5»."]
    );
    assert_eq!(faults("options", "0–49\n\n0–49 = 2").await, ["Строка 3 повторяет такую же выше. Уберите одну из них."]);
    let indicators = format!("/settings/criteria/drafts/{id}/indicators/new");
    let answer = zoya.post(&indicators, &at("1", &[("code", "X1"), ("wording", "")])).await;
    assert_eq!(
        answer.faults(),
        ["Выберите показатель приказа из списка или «свой показатель».", "Напишите, что оценивается."]
    );
}

async fn a_set_with_faults_is_not_published(t: TestApp) {
    let zoya = t.zoya().await;
    let home = zoya.post("/settings/criteria/drafts/new", HEAD).await.to().to_owned();
    zoya.post(&format!("{home}/indicators/new"), &at("1", &[("code", "I1"), ("wording", "Итоги")])).await.to();
    let check = zoya.get(&format!("{home}/check")).await;
    assert_eq!(
        check.words().replace(" :", ":"),
        "Показатель добавлен. Добавьте его строки. \
         Проверка набора Ошибки Пока они есть, опубликовать набор нельзя. \
         О наборе: Порог 5 недостижим: по всем строкам можно набрать не больше 0. Уменьшите порог или добавьте баллы. \
         Итоги: У показателя нет строк: отвечать не на что. Добавьте строку или уберите показатель. Вернуться к набору"
    );
    assert!(check.text().contains(&format!("href=\"{home}/indicators/")), "a fault leads to its part");
    let publication = [("edition", "2"), ("valid_from", "01.01.2027"), ("legal_ref", "приказ № 7")];
    let answer = zoya.post(&format!("{home}/publication"), &publication).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.faults(),
        ["Набор с ошибками опубликовать нельзя. Порог 5 недостижим: по всем строкам можно набрать не больше 0. \
          Уменьшите порог или добавьте баллы. Все ошибки — на странице «Проверить»."]
    );
    assert_eq!(t.count("select count(*) from criteria_sets where state = 'published'").await, 4);
}

async fn days_of_publication_are_kept_apart(t: TestApp) {
    let zoya = t.zoya().await;
    let home = whole(&zoya).await;
    let publication = format!("{home}/publication");
    let faults = async |day: &'static str, basis: &'static str| {
        let answer = zoya.post(&publication, &[("edition", "3"), ("valid_from", day), ("legal_ref", basis)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.faults()
    };
    assert_eq!(
        faults("завтра", "").await,
        ["Укажите первый день действия, например 01.09.2027.", "Укажите основание: документ, его дату и номер."]
    );
    assert_eq!(
        faults("22.11.2026", "приказ").await,
        ["Этот день уже прошёл. Набор начинает действовать сегодня или позже."]
    );
    let other = whole(&zoya).await;
    let fields = [("edition", "3"), ("valid_from", "01.01.2027"), ("legal_ref", "приказ")];
    zoya.post(&format!("{other}/publication"), &fields).await.to();
    assert_eq!(
        faults("01.01.2027", "приказ").await.iter().map(|one| one.replace('\u{a0}', " ")).collect::<Vec<_>>(),
        ["С 1 января 2027 начинает действовать набор «Учитель» для тех же должностей. Выберите другой день."]
    );
    let late =
        zoya.post(&publication, &[("edition", "2"), ("valid_from", "02.01.2027"), ("legal_ref", "приказ")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "the page was drawn from an earlier edition");
}

async fn two_hands_at_one_draft_see_both_texts(t: TestApp) {
    let zoya = t.zoya().await;
    let home = whole(&zoya).await;
    zoya.post(&format!("{home}/head"), &at("3", &with(HEAD, "title", "Учитель школы"))).await.to();
    let second = zoya.post(&format!("{home}/head"), &at("3", &with(HEAD, "title", "Учитель города"))).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    let words = second.words();
    assert!(words.contains("Название различается Учитель города Учитель школы"), "{words}");
    assert!(words.contains("Категория первая первая"), "{words}");
    let text = second.text();
    assert!(text.contains("name=\"title\" value=\"Учитель города\""), "the typed text is in the form");
    assert!(text.contains("name=\"edition\" value=\"4\""), "upon what stands now");
    zoya.post(&format!("{home}/head"), &at("4", &with(HEAD, "title", "Учитель города"))).await.to();
    assert!(zoya.get(&home).await.words().contains("Учитель города черновик"));
    let row = zoya.get(&home).await.text().split("id=\"row-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let fields = [&at("3", &with(BANDS, "wording", "Доля других"))[..], &[("part", row.as_str())]].concat();
    let second = zoya.post(&format!("{home}/rows/{row}"), &fields).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    let words = second.words();
    assert!(words.contains("О чём спрашивает строка различается Доля других Доля успешных"), "{words}");
}

async fn parts_are_moved_and_removed(t: TestApp) {
    let zoya = t.zoya().await;
    let home = whole(&zoya).await;
    let added = zoya.post(&format!("{home}/indicators/new"), &at("3", &[("code", ""), ("wording", "Опыт")])).await;
    let second = added.to().split("#indicator-").nth(1).unwrap().to_owned();
    let place = format!("{home}/indicators/{second}/place");
    let order = async || {
        let words = zoya.get(&home).await.words();
        if words.find("Опыт").unwrap() < words.find("I1. Итоги").unwrap() { "first" } else { "last" }
    };
    assert_eq!(order().await, "last");
    zoya.post(&place, &[("edition", "4"), ("way", "up")]).await.to();
    assert_eq!(order().await, "first");
    let late = zoya.post(&place, &[("edition", "4"), ("way", "down")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.words().contains("этот черновик изменил кто-то другой"), "{}", late.words());
    zoya.post(&format!("{home}/indicators/{second}/removal"), &[("edition", "5")]).await.to();
    assert!(!zoya.get(&home).await.words().contains("Опыт"));
    let row = zoya.get(&home).await.text().split("id=\"row-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    zoya.post(&format!("{home}/rows/{row}/removal"), &[("edition", "6")]).await.to();
    assert_eq!(
        told(&t, 3).await,
        [
            "criteria.changed: в черновике «Учитель» перемещён показатель «Опыт»",
            "criteria.changed: из черновика «Учитель» убран показатель «Опыт» с его строками",
            "criteria.changed: из черновика «Учитель» убрана строка «Доля успешных»",
        ]
    );
    let gone = zoya.post(&format!("{home}/rows/{row}/removal"), &[("edition", "7")]).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

async fn a_published_set_never_changes(t: TestApp) {
    let zoya = t.zoya().await;
    let home = whole(&zoya).await;
    let id = home.rsplit('/').next().unwrap().to_owned();
    let fields = [("edition", "3"), ("valid_from", "24.11.2026"), ("legal_ref", "приказ № 7")];
    zoya.post(&format!("{home}/publication"), &fields).await.to();
    let answer = zoya.post(&format!("{home}/head"), &at("3", HEAD)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.words().contains("Этот набор опубликован и больше не меняется."), "{}", answer.words());
    let withdrawal = format!("/settings/criteria/{id}/withdrawal");
    assert!(zoya.get(&format!("/settings/criteria/{id}")).await.text().contains(&withdrawal));
    assert_eq!(zoya.post(&withdrawal, &[]).await.to(), home);
    assert_eq!(told(&t, 1).await, ["criteria.withdrawn: снят с публикации набор «Учитель», не начавший действовать"]);
    let fields = [("edition", "4"), ("valid_from", "23.11.2026"), ("legal_ref", "приказ № 7")];
    zoya.post(&format!("{home}/publication"), &fields).await.to();
    let late = zoya.post(&withdrawal, &[]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.words().contains("Снять с публикации можно только набор, который ещё не начал действовать."));
}

async fn a_draft_is_discarded(t: TestApp) {
    let zoya = t.zoya().await;
    let home = whole(&zoya).await;
    let removal = format!("{home}/removal");
    assert_eq!(zoya.post(&removal, &[("edition", "2")]).await.status, StatusCode::CONFLICT);
    assert_eq!(zoya.post(&removal, &[("edition", "3")]).await.to(), "/settings/criteria");
    assert_eq!(told(&t, 1).await, ["criteria.discarded: удалён черновик набора «Учитель»"]);
    assert_eq!(zoya.get(&home).await.status, StatusCode::NOT_FOUND);
    assert_eq!(t.count("select count(*) from criteria_sets where state = 'draft'").await, 0);
}

async fn posts_without_a_set_are_named(t: TestApp) {
    let zoya = t.zoya().await;
    assert!(!zoya.get("/settings/criteria").await.words().contains("нет набора"));
    t.made(|act| Ok(act.run("update criteria_sets set valid_from = '2027-01-01' where category = 'mentor'", &[])?))
        .await;
    let words = zoya.get("/settings/criteria").await.words().replace('\u{a0}', " ");
    let said = "Категория «педагог-наставник»: нет набора (до 1 января 2027) для должностей:";
    assert!(words.contains(said), "{words}");
}

async fn only_the_centre_makes_them(t: TestApp) {
    t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let (olesya, zoya) = (t.enter("olesya").await, t.zoya().await);
    let (id, indicator, row) = drafted(&zoya).await;
    let home = format!("/settings/criteria/drafts/{id}");
    for path in [home.clone(), format!("{home}/check"), format!("{home}/rows/{row}"), format!("{FIRST}/trial")] {
        assert_eq!(olesya.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(zoya.get(&path).await.status, StatusCode::OK, "{path}");
    }
    let (other, ..) = drafted(&zoya).await;
    for part in [format!("indicators/{indicator}"), format!("rows/{row}")] {
        let path = format!("/settings/criteria/drafts/{other}/{part}");
        assert_eq!(zoya.get(&path).await.status, StatusCode::NOT_FOUND, "a part of another draft");
    }
}

async fn a_draft_asks_the_same_number_of_questions(t: TestApp) {
    let zoya = t.zoya().await;
    let home = whole(&zoya).await;
    let mut asked = Vec::new();
    for edition in ["3", "4", "5"] {
        let before = t.app.db.asked().count();
        assert_eq!(zoya.get(&home).await.text().matches("<section id=\"indicator-").count(), asked.len() + 1);
        asked.push(t.app.db.asked().count() - before);
        let fields = at(edition, &[("code", ""), ("wording", "Ещё один")]);
        zoya.post(&format!("{home}/indicators/new"), &fields).await.to();
    }
    assert_eq!(asked[0], asked[2]);
}
