//! What was typed of an application from paper is put right by the Centre, with a reason, and nothing else of the case moves.

use attestation::applications::{Application, Category};
use attestation::platform::ids::Id;
use attestation::values;
use axum::http::StatusCode;

use crate::app::{Answer, TestApp, Visitor};
use crate::commission::column;
use crate::intake::plan;
use crate::on_both;
use crate::registering::typed;

on_both!(
    what_was_typed_wrongly_is_put_right,
    what_a_case_goes_by_stays_once_it_goes,
    a_post_is_put_right_after_the_term,
    what_was_signed_is_not_changed,
    two_hands_and_two_applications,
);

/// What the form of a case shows, with some of it typed otherwise.
async fn sent(zoya: &Visitor, path: &str, other: &[(&str, &str)]) -> Answer {
    let page = zoya.get(path).await;
    let shown = page.text();
    let seen = shown.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let old = [
        ("received-day", "2"),
        ("received-month", "11"),
        ("received-year", "2026"),
        ("post", "P27"),
        ("subject", "физика"),
        ("experience", "15"),
        ("current", "first"),
        ("category", "highest"),
        ("email", "belova@school.ru"),
        ("phone", "8 913 123-45-67"),
        ("reason", "Описка при вводе."),
        ("seen", &seen),
    ];
    let mut fields: Vec<(&str, &str)> =
        old.into_iter().filter(|(name, _)| !other.iter().any(|(new, _)| new == name)).collect();
    fields.extend(other);
    zoya.post(path, &fields).await
}

async fn case(t: &TestApp, zoya: &Visitor) -> (String, Id<Application>) {
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let home = typed(zoya, &[]).await.to().to_owned();
    let id = home.rsplit('/').next().unwrap().parse().unwrap();
    (home, id)
}

async fn what_was_typed_wrongly_is_put_right(t: TestApp) {
    let zoya = t.zoya().await;
    let (home, id) = case(&t, &zoya).await;
    let path = format!("{home}/entry");
    assert!(zoya.get(&home).await.text().contains(&path));
    let bare = sent(&zoya, &path, &[("reason", "")]).await;
    assert_eq!(bare.faults(), ["Напишите, почему исправлено, например: описка при вводе."]);
    assert_eq!(sent(&zoya, &path, &[]).await.faults(), ["Ничего не изменено: всё записано так же."]);
    let wrong =
        sent(&zoya, &path, &[("post", "нет"), ("received-day", "40"), ("email", "x"), ("experience", "год")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.faults().len(), 4, "{:?}", wrong.faults());
    assert!(wrong.text().contains("value=\"40\"") && wrong.text().contains("value=\"год\""), "nothing typed is lost");

    let right =
        [("category", "first"), ("current", ""), ("post", "P28"), ("received-day", "3"), ("email", "anna@school.ru")];
    assert_eq!(sent(&zoya, &path, &right).await.to(), home);
    let page = zoya.get(&home).await.words();
    assert!(page.contains("Заявленная категория первая") && page.contains("Получено 3 ноября 2026"), "{page}");
    assert!(page.contains("Имеющаяся категория нет"), "{page}");
    let told = "заявленная категория: было «высшая», стало «первая»; получено: было «2 ноября 2026», стало «3 ноября 2026»; электронная почта педагога; причина: Описка при вводе.";
    assert!(page.contains(told), "{page}");
    assert!(!page.contains("anna@school.ru"), "an address is not told in the history");
    let clocks = "select code || ' ' || began_on || ' ' || due_on from case_clocks where application_id = $1 and code in ('D01', 'D03') order by code";
    assert_eq!(column(&t, clocks, id.to_string()).await, ["D01 2026-11-03 2026-12-03", "D03 2026-11-03 2027-02-01"]);
    let same = "select due_on from applications where id = $1 union select w.due_on from application_words w where w.application_id = $1";
    assert_eq!(column(&t, same, id.to_string()).await.len(), 1, "lists go by the same day");
    assert_eq!(t.text("select email from teachers where surname = 'Белова'").await, "anna@school.ru");
}

async fn what_a_case_goes_by_stays_once_it_goes(t: TestApp) {
    let zoya = t.zoya().await;
    let (home, id) = case(&t, &zoya).await;
    let path = format!("{home}/entry");
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let now = t.app.db.read(move |reader| attestation::applications::by_id(reader, id)).await.unwrap().unwrap();
    t.assigned(seat, &[&now]).await;
    let page = zoya.get(&path).await.words();
    assert!(page.contains("Получено 2 ноября 2026. День получения меняют, пока делу не назначены ни срок, ни специалист. Должность: Учитель. Заявленная категория: высшая. Их меняют, пока дело не у специалиста"), "{page}");
    assert_eq!(sent(&zoya, &path, &[("category", "first"), ("subject", "химия")]).await.to(), home);
    let page = zoya.get(&home).await.words();
    assert!(page.contains("Учитель, химия") && page.contains("Заявленная категория высшая"), "{page}");
    t.made(move |act| Ok(act.run("update applications set stage = 'granted' where id = $1", values![id])?)).await;
    assert_eq!(zoya.get(&path).await.status, StatusCode::CONFLICT);
    assert!(!zoya.get(&home).await.text().contains(&path));
}

async fn a_post_is_put_right_after_the_term(t: TestApp) {
    let zoya = t.zoya().await;
    let (home, id) = case(&t, &zoya).await;
    let path = format!("{home}/entry");
    let ids = [id.to_string()];
    let fields = plan(&ids, &[("confirmed", "yes")]);
    assert_eq!(zoya.post("/intake/schedule", &fields).await.to(), home);
    let clocks =
        "select code || ' ' || began_on || ' ' || due_on from case_clocks where application_id = $1 order by code";
    let before = column(&t, clocks, id.to_string()).await;
    let page = zoya.get(&path).await;
    assert!(page.text().contains("name=\"post\"") && !page.text().contains("name=\"received-day\""));
    let right = [("post", "P28"), ("category", "first"), ("current", ""), ("received-day", "5")];
    assert_eq!(sent(&zoya, &path, &right).await.to(), home);
    let page = zoya.get(&home).await.words();
    assert!(page.contains("Заявленная категория первая") && page.contains("Получено 2 ноября 2026"), "{page}");
    assert_eq!(column(&t, clocks, id.to_string()).await, before, "the days stay as they were counted");
}

async fn what_was_signed_is_not_changed(t: TestApp) {
    let zoya = t.zoya().await;
    let (home, id) = case(&t, &zoya).await;
    t.made(move |act| Ok(act.run("update applications set channel = 'system' where id = $1", values![id])?)).await;
    let page = zoya.get(&format!("{home}/entry")).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.words().contains("Это заявление педагог подписал в системе"), "{}", page.words());
}

async fn two_hands_and_two_applications(t: TestApp) {
    let zoya = t.zoya().await;
    let (home, id) = case(&t, &zoya).await;
    let path = format!("{home}/entry");
    let old = zoya.get(&path).await.text();
    let seen = old.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(sent(&zoya, &path, &[("subject", "химия")]).await.to(), home);
    let late = sent(&zoya, &path, &[("subject", "биология и химия"), ("seen", &seen)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.words().contains("дело изменил кто-то другой") && late.words().contains("биология и химия"),
        "{}",
        late.words()
    );

    let other =
        typed(&zoya, &[("category", "first"), ("current", ""), ("despite", "По документам.")]).await.to().to_owned();
    assert_ne!(other, home);
    let same = sent(&zoya, &path, &[("subject", "химия"), ("category", "first"), ("despite", "По документам.")]).await;
    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        same.faults()[0].starts_with("Заявление этого педагога на эту должность и категорию уже есть: дело 2026-0002."),
        "{:?}",
        same.faults()
    );
    let now = t.app.db.read(move |reader| attestation::applications::by_id(reader, id)).await.unwrap().unwrap();
    assert_eq!(now.category, Category::Highest);
}
