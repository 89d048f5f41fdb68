//! The dated lists of intake as the centre keeps them.

use axum::http::StatusCode;

use crate::app::TestApp;
use crate::on_both;

on_both!(
    lists_are_shown_with_what_is_not_checked,
    an_entry_is_added_and_ended,
    an_entry_pressed_twice_is_added_once,
    a_ground_may_want_an_explanation,
    what_the_system_looks_up_goes_with_the_ground,
    an_entry_of_a_day_to_come_is_taken_away,
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
        "Не прошёл год со дня отказа в этой же категории Система сверяет, прошёл ли срок после отказа в этой категории | действует с 1 сентября 2023 по 31 августа 2029 | приказ Минпросвещения России от 24.03.2023 № 196 (ранее п. 45 приказа № 276) не сверено с текстом приказа | Завершить сегодня : Не прошёл год со дня отказа в этой же категории"
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
    let ending = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned();
    let asked = zoya.get(&ending).await.words();
    assert!(
        asked.contains("Строка Знак «За труд» Действует с 23 ноября 2026, без окончания Основание соглашение от 01.11.2026 Станет последним днём 23 ноября 2026"),
        "{asked}"
    );
    assert!(!asked.contains("не отказывали"), "{asked}");
    let bar = zoya.get(&format!("{PATH}/01900000-0000-7000-8000-000000000011/ending")).await.words();
    assert!(
        bar.contains("С 24 ноября 2026 система перестанет следить, чтобы по этой причине не отказывали в приёме."),
        "{bar}"
    );
    assert_eq!(zoya.post(&ending, &[]).await.to(), PATH);
    assert_eq!(t.count("select count(*) from intake_entries where valid_to = '2026-11-23'").await, 1);
    assert_eq!(zoya.post(&ending, &[]).await.status, StatusCode::CONFLICT, "it ends today anyway");
    assert_eq!(zoya.get(&ending).await.status, StatusCode::CONFLICT, "there is nothing to ask");
    assert_eq!(
        zoya.post(&format!("{PATH}/019aaaaa-0000-7000-8000-000000000000/ending"), &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

/// Whether a refusal on a ground must be explained is said of the ground.
async fn a_ground_may_want_an_explanation(t: TestApp) {
    let (zoya, _, case) = crate::intake::house(&t).await;
    let typed = [("words", "Нет документа"), ("legal_ref", "приказ"), ("from", "23.11.2026"), ("explained", "yes")];
    let of = |list: &'static str| [&[("list", list)], typed.as_slice()].concat();
    assert_eq!(
        zoya.post(PATH, &of("award")).await.faults(),
        ["Пояснение пишут только к основаниям для отказа. Снимите отметку."]
    );
    assert_eq!(zoya.post(PATH, &of("ground")).await.to(), PATH);
    assert_eq!(
        t.journal().await.pop().unwrap().replace('\u{a0}', " "),
        "intake.list: Основания для отказа в приёме: «Нет документа», с 23 ноября 2026, приказ, с пояснением"
    );
    let list = zoya.get(PATH).await.words();
    assert_eq!(list.matches("Нужно пояснение").count(), 2, "{list}");
    let path = format!("/applications/{}/intake-refusal", case.id);
    assert!(zoya.get(&path).await.words().contains("Нет документа приказ. Нужно пояснение"));
    let id = t.text("select id from intake_entries where words = 'Нет документа'").await;
    assert_eq!(zoya.post(&path, &[("ground", &id)]).await.faults().len(), 1);
    let told = [("ground", id.as_str()), ("details", "Нет копии диплома."), ("confirmed", "yes")];
    zoya.post(&path, &told).await.to();
}

/// A ground the Centre has worded itself is looked up as well as those the lists came with.
async fn what_the_system_looks_up_goes_with_the_ground(t: TestApp) {
    let (zoya, _, case) = crate::intake::house(&t).await;
    let typed = [("words", "Рано после отказа"), ("legal_ref", "приказ"), ("from", "23.11.2026")];
    let of = |list: &'static str, question: &'static str| {
        [&[("list", list), ("question", question)], typed.as_slice()].concat()
    };
    assert_eq!(
        zoya.post(PATH, &of("form", "refusal")).await.faults(),
        ["Сверяют только основания для отказа. Выберите «ничего»."]
    );
    assert_eq!(zoya.post(PATH, &of("ground", "чужое")).await.faults(), ["Выберите, что сверять."]);
    assert_eq!(zoya.post(PATH, &of("ground", "refusal")).await.to(), PATH);
    assert_eq!(
        t.journal().await.pop().unwrap().replace('\u{a0}', " "),
        "intake.list: Основания для отказа в приёме: «Рано после отказа», с 23 ноября 2026, приказ, система сверяет, прошёл ли срок после отказа в этой категории"
    );
    let page = zoya.get(&format!("/applications/{}/intake-refusal", case.id)).await.words();
    let said = "Рано после отказа приказ. По данным системы: отказа в этой категории не записано";
    assert!(page.contains(said), "{page}");
}

async fn an_entry_pressed_twice_is_added_once(t: TestApp) {
    let zoya = t.zoya().await;
    let typed = [("list", "award"), ("words", "Медаль региона"), ("legal_ref", "указ"), ("from", "23.11.2026")];
    let (first, second) = tokio::join!(zoya.post(PATH, &typed), zoya.post(PATH, &typed));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let late = if first.status == StatusCode::SEE_OTHER { second } else { first };
    let there = "Такая строка в этом списке уже есть: она действует с 23 ноября 2026, без окончания. Добавлять её второй раз не нужно.";
    assert_eq!(late.faults(), [there]);
    let smaller = [typed[0], ("words", "медаль  региона."), typed[2], ("from", "01.12.2026")];
    assert_eq!(zoya.post(PATH, &smaller).await.faults(), [there]);
    assert_eq!(t.count("select count(*) from intake_entries where list = 'award'").await, 5);
    // The same ground for another category is another ground.
    let ground = |whom: &'static str| {
        [
            ("list", "ground"),
            ("words", "Нет ходатайства"),
            ("legal_ref", "указ"),
            ("from", "23.11.2026"),
            ("whom", whom),
        ]
    };
    assert_eq!(zoya.post(PATH, &ground("first")).await.to(), PATH);
    assert_eq!(zoya.post(PATH, &ground("highest")).await.to(), PATH);
    assert_eq!(zoya.post(PATH, &ground("")).await.faults().len(), 1);
}

async fn an_entry_of_a_day_to_come_is_taken_away(t: TestApp) {
    let zoya = t.zoya().await;
    let typed = [("list", "award"), ("words", "Будущая нагарда"), ("legal_ref", "указ"), ("from", "01.01.2027")];
    assert_eq!(zoya.post(PATH, &typed).await.to(), PATH);
    let page = zoya.get(PATH).await.text();
    let before = page.split("Убрать<span class=\"govuk-visually-hidden\">: Будущая нагарда").next().unwrap();
    let removal = before.rsplit("action=\"").next().unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(zoya.post(&removal, &[]).await.to(), PATH);
    assert_eq!(t.count("select count(*) from intake_entries").await, 17);
    assert_eq!(
        t.journal().await.pop().unwrap().replace('\u{a0}', " "),
        "intake.list: Награды для упрощённого порядка: убрано «Будущая нагарда», с 1 января 2027, без окончания, указ"
    );
    assert_eq!(zoya.post(&removal, &[]).await.status, StatusCode::NOT_FOUND);
    let begun = zoya.post(&format!("{PATH}/01900000-0000-7000-8000-000000000011/removal"), &[]).await;
    assert_eq!(begun.status, StatusCode::CONFLICT);
    assert!(begun.words().contains("Эта строка уже действует, убрать её нельзя."), "{}", begun.words());
    assert_eq!(t.count("select count(*) from intake_entries").await, 17);
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
