//! The centre opens the access to neighbours and takes it back.

use attestation::api::{Bounds, Scope};
use attestation::platform::secret;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::api::{get, token};
use crate::app::{Answer, TestApp};
use crate::on_both;
use crate::people::PASSWORD;

on_both!(
    an_access_is_opened_and_its_key_shown_once,
    more_than_was_meant_is_not_opened,
    what_is_wrong_stands_at_its_field,
    an_access_is_taken_back,
    others_do_not_see_it,
    the_list_goes_on_from_the_last_row,
);

const PAGE: &str = "/settings/api";
const NEW: &str = "/settings/api/new";
const CHANGES: &str = "/api/v1/changes";

/// The fields of a sound form, some of them put in another way.
fn typed<'f>(other: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let sound = [
        ("name", "Электронная школа"),
        ("scopes", "changes:read"),
        ("bounds", "region"),
        ("until-day", "1"),
        ("until-month", "6"),
        ("until-year", "2027"),
        ("per_minute", "60"),
        ("current-password", PASSWORD),
    ];
    let mut fields: Vec<(&str, &str)> =
        sound.into_iter().filter(|(name, _)| !other.iter().any(|(changed, _)| changed == name)).collect();
    fields.extend_from_slice(other);
    fields
}

fn key_on(page: &Answer) -> String {
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    page.text().split("id=\"key\"").nth(1).unwrap().split(['>', '<']).nth(1).unwrap().to_owned()
}

async fn an_access_is_opened_and_its_key_shown_once(t: TestApp) {
    let zoya = t.zoya().await;
    assert!(zoya.get("/settings").await.text().contains("href=\"/settings/api\""));
    let empty = zoya.get(PAGE).await.words();
    assert!(empty.contains("Доступ пока никому не открыт. Открыть доступ"), "{empty}");
    assert!(
        zoya.get(NEW).await.text().contains("name=\"until-year\" type=\"text\" inputmode=\"numeric\" value=\"2027\"")
    );
    // Nothing is opened beforehand: neither a right nor anybody's data.
    assert!(!zoya.get(NEW).await.text().contains(" checked"));
    let unsaid = zoya.post(NEW, &typed(&[("bounds", "")])).await;
    assert_eq!(unsaid.faults(), ["Выберите, чьи данные открываются."]);
    let made = zoya.post(NEW, &typed(&[])).await;
    let key = key_on(&made);
    assert!(key.starts_with("att_") && key.len() == 68, "{key}");
    assert!(made.words().contains("Ключ показан один раз. Скопируйте его сейчас"));
    assert!(made.words().contains("Что можно читать ленту изменений Чьи данные весь регион"), "{}", made.words());
    assert_eq!(get(&t, &key, CHANGES).await.status, StatusCode::OK);
    assert_eq!(
        t.journal().await.last().unwrap(),
        "neighbour.made: открыт доступ «Электронная школа»: changes:read; весь регион; до 1\u{a0}июня 2027"
    );
    let list = zoya.get(PAGE).await;
    assert!(
        list.words()
            .contains("Электронная школа читать ленту изменений весь регион 1 июня 2027 23 ноября 2026 действует"),
        "{}",
        list.words()
    );
    let id = list.text().split("href=\"/settings/api/").nth(2).unwrap().split('"').next().unwrap().to_owned();
    let one = zoya.get(&format!("{PAGE}/{id}")).await;
    assert!(
        one.words().starts_with(
            "Доступ соседней системы Электронная школа Состояние действует Что можно читать ленту изменений (changes:read) Чьи данные весь регион Действует до 1 июня 2027 Запросов в минуту 60 Последний раз 23 ноября 2026 Открыт 23 ноября 2026, 14:00 (Томск), Ильина Зоя Павловна"
        ),
        "{}",
        one.words()
    );
    // Neither the pages nor the database know the key.
    assert!(!list.text().contains(&key) && !one.text().contains(&key));
    let read = t.app.db.read(|reader| reader.row("select hash from api_tokens", &[], |row| row.get::<String>(0)));
    let kept: Result<_, attestation::platform::engine::DbError> = read.await;
    assert_eq!(kept.unwrap().unwrap(), secret::hash(&key));
    let twice = zoya.post(NEW, &typed(&[("name", "электронная  Школа")])).await;
    assert_eq!(
        twice.faults(),
        ["Доступ с таким названием уже открыт. Назовите этот иначе или сначала отзовите прежний."]
    );
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let of_school = typed(&[("name", "Школа № 1"), ("bounds", "school"), ("school_inn", "7000000001")]);
    key_on(&zoya.post(NEW, &of_school).await);
    let of_town = typed(&[("name", "Томск"), ("bounds", "municipality"), ("municipality", "Город Томск")]);
    key_on(&zoya.post(NEW, &of_town).await);
    let list = zoya.get(PAGE).await.words();
    assert!(list.contains("Томск читать ленту изменений Город Томск 1 июня 2027 ещё не использовался действует Школа № 1 читать ленту изменений МБОУ «СОШ № 1» 1 июня 2027"), "{list}");
}

/// A municipality or a school named below the choice of the region is not the whole region.
async fn more_than_was_meant_is_not_opened(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let town = zoya.post(NEW, &typed(&[("municipality", "Город Томск")])).await;
    assert_eq!(town.faults(), ["Ниже выбран муниципалитет, а отмечено другое. Выберите что-то одно."]);
    assert!(town.text().contains("<option value=\"Город Томск\" selected>"), "what was chosen comes back");
    let school = zoya.post(NEW, &typed(&[("school_inn", "7000000001")])).await;
    assert_eq!(school.faults(), ["Ниже введён ИНН организации, а отмечено другое. Выберите что-то одно."]);
    assert_eq!(t.count("select count(*) from api_tokens").await, 0);
}

async fn what_is_wrong_stands_at_its_field(t: TestApp) {
    let zoya = t.zoya().await;
    let empty = zoya.post(NEW, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        empty.faults(),
        [
            "Назовите систему, которой открывается доступ.",
            "Отметьте хотя бы одно право.",
            "Выберите, чьи данные открываются.",
            "Укажите последний день доступа.",
            "Нужно целое число от 1 до 6000.",
            "Введите пароль от своего кабинета."
        ]
    );
    let name = "я".repeat(121);
    let one_by_one = [
        (typed(&[("name", &name)]), "Название длиннее 120 знаков. Сократите его."),
        (typed(&[("scopes", "everything")]), "Отметьте хотя бы одно право."),
        (typed(&[("bounds", "school"), ("school_inn", "7")]), "ИНН организации состоит из 10 цифр."),
        (
            typed(&[("bounds", "school"), ("school_inn", "7000000001")]),
            "Организации с таким ИНН в списке нет. Сначала внесите её.",
        ),
        (typed(&[("bounds", "municipality")]), "Выберите муниципалитет из списка."),
        (
            typed(&[("until-year", "2026"), ("until-month", "11"), ("until-day", "22")]),
            "Этот день уже прошёл. Укажите день не раньше сегодняшнего.",
        ),
        (
            typed(&[("until-year", "2029")]),
            "Доступ открывают не дольше чем на два года. Укажите день не позже 22 ноября 2028.",
        ),
        (typed(&[("per_minute", "6001")]), "Нужно целое число от 1 до 6000."),
        (
            typed(&[("current-password", "другой пароль совсем")]),
            "Пароль не подошёл. Проверьте раскладку (РУС/LAT) и Caps Lock.",
        ),
    ];
    for (fields, fault) in one_by_one {
        let page = zoya.post(NEW, &fields).await;
        assert_eq!(page.faults(), [fault]);
        assert!(page.text().contains("value=\"changes:read\" checked") || fault.contains("право"), "{fault}");
        assert!(!page.text().contains(PASSWORD));
    }
    assert_eq!(t.count("select count(*) from api_tokens").await, 0);
}

async fn an_access_is_taken_back(t: TestApp) {
    let zoya = t.zoya().await;
    let key = token(&t, "Электронная школа", &[Scope::ReadChanges], Bounds::Region).await;
    let list = zoya.get(PAGE).await.text();
    let id = list.split("href=\"/settings/api/").nth(2).unwrap().split('"').next().unwrap();
    let (home, path) = (format!("{PAGE}/{id}"), format!("{PAGE}/{id}/revocation"));
    assert!(zoya.get(&home).await.words().contains("из консоли"));
    assert!(zoya.get(&path).await.words().contains("С этой минуты система не получит ни одного ответа."));
    assert_eq!(
        zoya.post(&path, &[]).await.faults(),
        ["Укажите причину: она останется в журнале.", "Введите пароль от своего кабинета."]
    );
    let long = "я".repeat(501);
    let too_long = zoya.post(&path, &[("reason", &long), ("current-password", PASSWORD)]).await;
    assert_eq!(too_long.faults(), ["Причина слишком длинная. Уложитесь в 500 знаков."]);
    assert_eq!(get(&t, &key, CHANGES).await.status, StatusCode::OK);
    let done = zoya.post(&path, &[("reason", "Ключ утёк."), ("current-password", PASSWORD)]).await;
    let page = zoya.get(done.to()).await.words();
    assert!(page.starts_with("Доступ отозван."), "{page}");
    assert!(page.contains("Отозван 23 ноября 2026, 14:00 (Томск) Причина Ключ утёк."), "{page}");
    assert_eq!(t.journal().await.last().unwrap(), "neighbour.revoked: доступ «Электронная школа» отозван: Ключ утёк.");
    let refused = get(&t, &key, CHANGES).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert!(refused.text().contains("Доступ отозван Центром. Если он нужен, попросите открыть новый."));
    for again in [zoya.get(&path).await, zoya.post(&path, &[("reason", "x"), ("current-password", PASSWORD)]).await] {
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(
            again
                .words()
                .contains("Этот доступ уже отозван. Если система соседа всё ещё нужна, откройте ей новый доступ.")
        );
    }
    // The name is free again.
    key_on(&zoya.post(NEW, &typed(&[])).await);
}

async fn others_do_not_see_it(t: TestApp) {
    let zoya = t.zoya().await;
    token(&t, "Электронная школа", &[Scope::ReadChanges], Bounds::Region).await;
    let list = zoya.get(PAGE).await.text();
    let id = list.split("href=\"/settings/api/").nth(2).unwrap().split('"').next().unwrap();
    t.person("alla", "Котова Алла Ивановна", attestation::accounts::Role::Admin, None, "").await;
    let alla = t.enter("alla").await;
    assert_eq!(alla.get(PAGE).await.status, StatusCode::NOT_FOUND);
    assert_eq!(alla.get(NEW).await.status, StatusCode::NOT_FOUND);
    assert_eq!(alla.get(&format!("{PAGE}/{id}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        t.journal().await.last().unwrap(),
        "access.refused (refused): запрошено то, что этому человеку не открыто"
    );
    assert_eq!(zoya.get(&format!("{PAGE}/019aaaaa-0000-7000-8000-000000000000")).await.status, StatusCode::NOT_FOUND);
}

async fn the_list_goes_on_from_the_last_row(t: TestApp) {
    let zoya = t.zoya().await;
    let mut asked = Vec::new();
    for at in 0..21 {
        token(&t, &format!("Система {at:02}"), &[Scope::ReadChanges], Bounds::Region).await;
        let before = t.app.db.asked().count();
        assert!(zoya.get(PAGE).await.words().contains(&format!("Система {at:02}")));
        asked.push(t.app.db.asked().count() - before);
    }
    assert_eq!(asked[0], asked[2]);
    let first = zoya.get(PAGE).await;
    assert!(!first.words().contains("Система 00"));
    let next = first.text().split("href=\"/settings/api?after=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let second = zoya.get(&format!("{PAGE}?after={next}")).await.words();
    assert!(second.contains("Система 00") && !second.contains("Система 01"), "{second}");
    // A key whose time is over says so.
    t.later(SignedDuration::from_hours(24 * 91));
    let zoya = t.enter("zoya").await;
    assert!(zoya.get(PAGE).await.words().contains("срок закончился"));
}
