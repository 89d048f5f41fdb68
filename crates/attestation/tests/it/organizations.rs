//! The list of organisations: searched, paged, one written down by hand, one put right.

use attestation::accounts::Role;
use axum::http::StatusCode;

use crate::app::{Answer, TestApp};
use crate::on_both;

on_both!(
    a_school_is_written_down_by_hand,
    a_schools_data_are_put_right,
    what_is_nearly_another_is_asked_about,
    the_list_is_searched_and_paged,
    the_list_asks_the_same_number_of_questions,
    only_the_centre_keeps_the_list,
);

/// Names of the schools a page shows.
fn shown(page: &Answer) -> Vec<String> {
    let text = page.text();
    text.split("<th scope=\"row\">")
        .skip(1)
        .map(|row| crate::app::words_of(row.split("</th>").next().unwrap()))
        .collect()
}

async fn a_school_is_written_down_by_hand(t: TestApp) {
    let zoya = t.zoya().await;
    let empty = zoya.post("/organizations/new", &[("inn", "12 34"), ("email", "почта")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        empty.faults(),
        [
            "Укажите муниципальное образование.",
            "Укажите краткое наименование, например МБОУ «СОШ № 5».",
            "ИНН организации состоит из 10 цифр.",
            "Адрес записан с ошибкой. Нужен адрес вида name@school.ru, без пробелов и русских букв.",
        ]
    );
    assert!(empty.text().contains("value=\"12 34\""));
    let typed =
        [("municipality", " Город  Томск "), ("name", "МБОУ «СОШ № 5»"), ("inn", "70 0000 0005"), ("email", "")];
    let done = zoya.post("/organizations/new", &typed).await;
    assert_eq!(done.to(), "/organizations");
    let page = zoya.get("/organizations").await;
    assert_eq!(
        page.words(),
        "Организация «МБОУ «СОШ № 5»» внесена. Организации Название, муниципалитет или ИНН Найти Сбросить Всего в системе: 1 организация Добавить организацию Загрузить таблицу Организации Организация Муниципалитет ИНН Электронная почта МБОУ «СОШ № 5» Город Томск 7000000005 не указана"
    );
    let again = zoya.post("/organizations/new", &typed).await;
    assert_eq!(
        again.faults(),
        ["Организация с таким ИНН уже есть: МБОУ «СОШ № 5». Сверьте цифры или измените её данные."]
    );
    let journal = t.journal().await;
    assert_eq!(journal.last().unwrap(), "organization.created: МБОУ «СОШ № 5»");
}

async fn a_schools_data_are_put_right(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    t.school("МБОУ «СОШ № 2»", "7000000002").await;
    let path = format!("/organizations/{school}");
    let page = zoya.get(&path).await;
    assert!(page.text().contains("value=\"7000000001\""));
    let typed =
        |inn| [("municipality", "Город Томск"), ("name", "МАОУ «СОШ № 1»"), ("inn", inn), ("email", "one@school.ru")];
    let taken = zoya.post(&path, &typed("7000000002")).await;
    assert_eq!(
        taken.faults(),
        ["Организация с таким ИНН уже есть: МБОУ «СОШ № 2». Сверьте цифры или измените её данные."]
    );
    assert_eq!(zoya.post(&path, &typed("7000000001")).await.to(), path);
    assert_eq!(shown(&zoya.get("/organizations?words=МАОУ").await), ["МАОУ «СОШ № 1»"]);
    let journal = t.journal().await;
    assert_eq!(
        journal.last().unwrap(),
        "organization.changed: МБОУ «СОШ № 1». название: было «МБОУ «СОШ № 1»», стало «МАОУ «СОШ № 1»»; почта: было «», стало «one@school.ru»"
    );
    let missing = "/organizations/01890000-0000-7000-8000-000000000000";
    assert_eq!(zoya.get(missing).await.status, StatusCode::NOT_FOUND);
}

async fn the_list_is_searched_and_paged(t: TestApp) {
    let zoya = t.zoya().await;
    for number in 0..45 {
        let (name, inn) = (format!("Школа {number:02}"), format!("70000000{number:02}"));
        t.school(&name, &inn).await;
    }
    let mut seen = Vec::new();
    let mut path = "/organizations".to_owned();
    for most in [20, 20, 5] {
        let page = zoya.get(&path).await;
        let names = shown(&page);
        assert_eq!(names.len(), most);
        seen.extend(names);
        let text = page.text();
        let next = text.split("rel=\"next\"").next().unwrap();
        let next = next.rsplit("href=\"").next().unwrap();
        path = next.split('"').take(1).collect();
    }
    let all: Vec<String> = (0..45).map(|number| format!("Школа {number:02}")).collect();
    assert_eq!(seen, all);
    assert_eq!(shown(&zoya.get("/organizations?words=томск+школа+07").await), ["Школа 07"]);
    assert_eq!(shown(&zoya.get("/organizations?words=7000000012").await), ["Школа 12"]);
    assert_eq!(shown(&zoya.get("/organizations?words=12").await), ["Школа 12"], "two figures are a school's number");
    assert_eq!(shown(&zoya.get("/organizations?words=00").await), ["Школа 00"]);
    let found = zoya.get("/organizations?words=школа+город").await;
    assert_eq!(shown(&found).len(), 20);
    assert!(found.text().contains("rel=\"next\""));
    let none = zoya.get("/organizations?words=лицей").await;
    assert!(none.words().ends_with("Таких организаций нет. Проверьте слова или сбросьте поиск."));
}

async fn the_list_asks_the_same_number_of_questions(t: TestApp) {
    let zoya = t.zoya().await;
    let mut asked = Vec::new();
    for inn in ["7000000001", "7000000002", "7000000003"] {
        t.school("Школа", inn).await;
        let before = t.app.db.asked().count();
        assert!(!shown(&zoya.get("/organizations").await).is_empty());
        asked.push(t.app.db.asked().count() - before);
    }
    assert_eq!(asked[0], asked[2]);
}

async fn only_the_centre_keeps_the_list(t: TestApp) {
    let school = t.school("Школа", "7000000001").await;
    t.person("gleb", "Котов Глеб", Role::Coordinator, Some(school), "Школа").await;
    let gleb = t.enter("gleb").await;
    let own = format!("/organizations/{school}");
    for path in ["/organizations", "/organizations/new", &own] {
        assert_eq!(gleb.get(path).await.status, StatusCode::NOT_FOUND);
    }
    for path in ["/organizations/new", &own] {
        assert_eq!(gleb.post(path, &[("name", "Другая")]).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(t.count("select count(*) from organizations where name = 'Школа'").await, 1);
}

async fn what_is_nearly_another_is_asked_about(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let typed = [("municipality", "г. Томск"), ("name", "мбоу СОШ №1"), ("inn", "7000000002"), ("email", "")];
    let near = "Похоже на «Город Томск». Если это он, впишите его так же, если другой — отметьте.";
    let same = "Организация «МБОУ «СОШ № 1»» уже есть: Город Томск, ИНН 7000000001. Если это она, измените её данные, если другая — отметьте.";
    assert_eq!(zoya.post("/organizations/new", &typed).await.faults(), [near, same]);
    let one = [&typed[..], &[("another", "yes")]].concat();
    assert_eq!(zoya.post("/organizations/new", &one).await.faults(), [near]);
    let both = [&one[..], &[("other-place", "yes")]].concat();
    assert_eq!(zoya.post("/organizations/new", &both).await.to(), "/organizations");
    // What it is already is not asked about again.
    let id = t.text("select id from organizations where inn = '7000000002'").await;
    let path = format!("/organizations/{id}");
    assert_eq!(zoya.post(&path, &typed).await.to(), path);
    assert_eq!(t.count("select count(*) from organizations").await, 2);
}
