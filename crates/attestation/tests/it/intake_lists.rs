//! The dated lists of intake as the centre keeps them.

use axum::http::StatusCode;

use crate::app::TestApp;
use crate::on_both;

on_both!(
    lists_are_shown_with_what_is_not_checked,
    an_entry_is_added_and_ended,
    what_is_no_ground_is_not_written_down_as_one,
    lists_are_the_centres,
);

const PATH: &str = "/settings/intake";

async fn lists_are_shown_with_what_is_not_checked(t: TestApp) {
    let zoya = t.zoya().await;
    let page = zoya.get(PATH).await;
    let grounds = crate::deadlines::rows(&page, "Основания для отказа");
    assert_eq!(grounds.len(), 6);
    assert_eq!(
        grounds[2],
        "Не прошёл год со дня отказа в этой же категории | действует с 1 сентября 2023 по 31 августа 2029 | приказ Минпросвещения России от 24.03.2023 № 196 (ранее п. 45 приказа № 276) не сверено с текстом приказа | Завершить сегодня : Не прошёл год со дня отказа в этой же категории"
    );
    let count = |caption: &str| crate::deadlines::rows(&page, caption).len();
    assert_eq!([count("За что отказать нельзя"), count("Формы аттестации"), count("Награды")], [4, 3, 4]);
}

async fn an_entry_is_added_and_ended(t: TestApp) {
    let zoya = t.zoya().await;
    assert_eq!(
        zoya.post(PATH, &[("to", "x")]).await.faults(),
        [
            "Выберите список.",
            "Напишите, что добавить в список.",
            "Укажите основание: документ, его дату и номер.",
            "Укажите первый день, например 01.01.2027.",
            "Дата записана с ошибкой. Пример: 31.08.2029.",
        ]
    );
    let typed = [
        ("list", "award"),
        ("words", "Знак  «За труд»"),
        ("legal_ref", "соглашение от 01.11.2026"),
        ("from", "23.11.2026"),
        ("to", "22.11.2026"),
    ];
    assert_eq!(zoya.post(PATH, &typed).await.faults(), ["Последний день раньше первого. Проверьте даты."]);
    assert_eq!(zoya.post(PATH, &typed[..4]).await.to(), PATH);
    assert_eq!(
        t.journal().await.pop().unwrap().replace('\u{a0}', " "),
        "intake.list: Награды для упрощённого порядка: «Знак «За труд»», с 23 ноября 2026, соглашение от 01.11.2026"
    );
    let for_whom =
        [("list", "award"), ("words", "Знак"), ("legal_ref", "приказ"), ("from", "23.11.2026"), ("whom", "first")];
    assert_eq!(
        zoya.post(PATH, &for_whom).await.faults(),
        ["Категория указывается только у оснований для отказа. Выберите «любая»."]
    );
    assert_eq!(
        zoya.post(PATH, &[("list", "ground"), for_whom[1], for_whom[2], for_whom[3], for_whom[4]]).await.to(),
        PATH
    );
    assert_eq!(
        t.journal().await.pop().unwrap().replace('\u{a0}', " "),
        "intake.list: Основания для отказа в приёме: «Знак», с 23 ноября 2026, приказ, для категории: первая"
    );
    let page = zoya.get(PATH).await.text();
    let before = page.split("Завершить сегодня<span class=\"govuk-visually-hidden\">: Знак «За труд»").next().unwrap();
    let ending = before.rsplit("action=\"").next().unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(zoya.post(&ending, &[]).await.to(), PATH);
    assert_eq!(t.count("select count(*) from intake_entries where valid_to = '2026-11-23'").await, 1);
    assert_eq!(zoya.post(&ending, &[]).await.status, StatusCode::CONFLICT, "it ends today anyway");
    assert_eq!(
        zoya.post(&format!("{PATH}/019aaaaa-0000-7000-8000-000000000000/ending"), &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

async fn what_is_no_ground_is_not_written_down_as_one(t: TestApp) {
    let zoya = t.zoya().await;
    let typed = |words: &'static str, from: &'static str| {
        [("list", "ground"), ("words", words), ("legal_ref", "соглашение"), ("from", from)]
    };
    assert_eq!(
        zoya.post(PATH, &typed("перерыв в  РАБОТЕ.", "23.11.2026")).await.faults(),
        [
            "Отказать по этой причине нельзя: она с 1 сентября 2023 по 31 августа 2029 стоит в списке «За что отказать нельзя» (разъяснения по применению приказа Минпросвещения России от 24.03.2023 № 196)."
        ]
    );
    assert_eq!(t.count("select count(*) from intake_entries").await, 17);
    assert_eq!(zoya.post(PATH, &typed("Перерыв в работе", "01.09.2029")).await.to(), PATH, "the ban ends before");
}

async fn lists_are_the_centres(t: TestApp) {
    t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let olesya = t.enter("olesya").await;
    assert_eq!(olesya.get(PATH).await.status, StatusCode::NOT_FOUND);
    assert_eq!(olesya.post(PATH, &[]).await.status, StatusCode::NOT_FOUND);
    let ending = format!("{PATH}/01900000-0000-7000-8000-000000000001/ending");
    assert_eq!(olesya.post(&ending, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(t.count("select count(*) from intake_entries").await, 17);
}
