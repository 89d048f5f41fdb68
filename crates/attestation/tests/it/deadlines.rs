//! Terms as the centre keeps them.

use attestation::accounts::Role;
use attestation::applications::Category;
use axum::http::StatusCode;

use crate::app::{Answer, TestApp};
use crate::commission::column;
use crate::intake::{house, plan};
use crate::on_both;

on_both!(
    the_terms_are_listed_in_words,
    a_new_version_is_checked_then_put_in_force,
    a_version_is_taken_back_before_it_begins,
    a_case_keeps_the_rules_it_began_under,
    a_case_keeps_the_sixty_days_it_began_under,
    a_refusal_keeps_its_day,
    versions_have_no_holes_and_no_overlaps,
    faults_stand_at_their_fields,
    what_is_only_kept_says_so,
    what_nobody_sets_is_not_changed,
    two_hands_at_one_term,
    only_the_centre_keeps_them,
    pages_ask_the_same_number_of_questions,
);

const D01: &str = "/settings/deadlines/D01";
const D01_CHECK: &str = "/settings/deadlines/D01/check";

/// The form of a term: twenty working days from a day on.
fn twenty<'a>(from: &'a str, to: &'a str) -> [(&'a str, &'a str); 7] {
    [
        ("amount", "20"),
        ("unit", "working"),
        ("bound", "max"),
        ("from", from),
        ("to", to),
        ("legal_ref", "приказ № 1 от 01.11.2026"),
        ("remark", ""),
    ]
}

/// Rows of the table with this caption, cells divided by « | ».
pub fn rows(page: &Answer, caption: &str) -> Vec<String> {
    let text = page.text();
    let is_it = |table: &&str| table.split("</caption>").next().is_some_and(|head| head.contains(caption));
    let table = text.split("<table").skip(1).find(is_it).unwrap_or_else(|| panic!("no {caption}"));
    let body = table.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    let words = |html: &str| crate::app::words_of(&html.replace("</th>", " | ").replace("</td>", " | "));
    body.split("<tr>").skip(1).map(|row| words(row).trim_end_matches(" |").to_owned()).collect()
}

async fn the_terms_are_listed_in_words(t: TestApp) {
    let zoya = t.zoya().await;
    let page = zoya.get("/settings/deadlines").await;
    let order = "приказ Минпросвещения России от 24.03.2023 № 196";
    let span = "с 1 сентября 2023 по 31 августа 2029";
    let lines = rows(&page, "квалификационную категорию");
    assert_eq!(
        lines[..3],
        [
            format!(
                "Рассмотреть заявление, назначить срок и форму отсчёт со дня получения заявления; считает система | не позднее чем через 30 календарных дней, с выходного — на следующий рабочий день {span} | {order} (ранее п. 32 приказа № 276) не сверено перенос с выходного дня не сверен с текстом приказа"
            ),
            format!(
                "Записать результат специалиста отсчёт со дня получения заявления; считает система | не позднее чем через 60 календарных дней {span} | внутренний срок Центра: чтобы комиссия успела решить за 90 дней после получения заявления"
            ),
            format!(
                "Принять решение комиссии отсчёт со дня получения заявления; считает система | не позднее чем через 90 календарных дней, с выходного — на следующий рабочий день {span} | {order}: сумма сроков рассмотрения и аттестации не сверено перенос с выходного дня не сверен с текстом приказа"
            ),
        ]
    );
    assert_eq!(lines.len(), 16);
    let publish = lines.iter().find(|line| line.starts_with("Опубликовать приказ")).unwrap();
    assert!(publish.ends_with(&format!("{order} не сверено с текстом приказа")), "{publish}");
    assert_eq!(rows(&page, "соответствие занимаемой").len(), 9);
    let others = rows(&page, "Комиссия, жалобы и обращения");
    assert_eq!(others.len(), 7);
    let archive = "Передать законченное дело в архив отсчёт со дня окончания дела | не раньше чем через 3 месяца с 15 сентября 2015, без окончания |";
    assert!(others[6].starts_with(archive), "{}", others[6]);
    assert!(
        others[2].starts_with("Ответить на жалобу на отказ в приёме отсчёт со дня получения жалобы; считает система"),
        "{}",
        others[2]
    );
    assert!(
        others[3].starts_with("Ответить на обращение о персональных данных отсчёт со дня получения обращения"),
        "{}",
        others[3]
    );
    let law = "Федеральный закон от 27.07.2006 № 152-ФЗ";
    let since = "с 1 сентября 2022, без окончания";
    assert_eq!(
        others[4..6],
        [
            format!(
                "Исправить данные человека по его обращению отсчёт со дня получения обращения | не позднее чем через 7 рабочих дней {since} | {law}, ст. 20 не сверено с текстом закона"
            ),
            format!(
                "Уничтожить данные человека по его обращению отсчёт со дня получения обращения | не позднее чем через 30 календарных дней {since} | {law}, ст. 21 не сверено с текстом закона"
            ),
        ]
    );
    let settings = zoya.get("/settings").await.text();
    let blocks = settings
        .split("<section class=\"att-block\">")
        .skip(1)
        .map(|block| crate::app::words_of(block.split("</section>").next().unwrap()));
    let blocks: Vec<String> = blocks.collect();
    assert_eq!(
        blocks,
        [
            "Сроки Сколько дней на каждый шаг, на чём это основано и с какого дня действует. Посмотреть сроки",
            "Производственный календарь Праздники, переносы и рабочие субботы, по которым считаются сроки. Открыть календарь",
            "Должности По каким должностям проводится аттестация и как они назывались прежде. Посмотреть должности",
            "Кто может подать заявление Какая категория нужна педагогу, чтобы подать на следующую. Посмотреть правила",
            "Соответствие должности По каким правилам школы аттестуют работников сами: состав комиссии, кворум, голоса. Посмотреть правила школ",
            "Наборы показателей По чему педагог описывает результаты, а специалист делает заключение. Посмотреть наборы",
            "Напоминания За сколько дней до конца срока писать специалистам и Центру. Выбрать дни",
            "Приём заявлений Основания для отказа, формы аттестации, награды для упрощённого порядка. Открыть списки",
            "Тексты писем Свои слова Центра в письмах, которые пишет система. Открыть тексты",
            "Шаблоны документов Свои бланки для протокола, актов, выписок и других документов. Открыть шаблоны",
            "Кто издаёт акты Название органа вверху приказа и выписки из него. Указать название",
            "Шаблон заключения Бланк, который скачивает специалист, и теги в нём. Открыть шаблон",
            "Аттестационная комиссия Состав по приказам, сколько нужно членов и какой нужен кворум. Открыть комиссии",
            "Слова решений Какими словами комиссия устанавливает категорию или отказывает в ней. Посмотреть слова",
            "Число специалистов Один специалист рассматривает дело или группа, по каждой категории. Посмотреть правила",
            "Срок действия категорий На сколько лет устанавливают каждую категорию. Посмотреть правила",
            "Сроки хранения Сколько лет хранятся дела, протоколы, письма и журнал, на чём это основано. Посмотреть сроки хранения",
            "Открытый поиск по реестру Может ли любой человек искать по реестру категорий без входа. Настроить поиск",
            "Доступ для соседних систем Какие системы сами получают сведения и подают заявления. Открыть список",
            "Регистрация педагогов Просят ли педагоги ссылку сами или ждут приглашения. Посмотреть",
        ]
    );
}

async fn a_new_version_is_checked_then_put_in_force(t: TestApp) {
    let zoya = t.zoya().await;
    let shown = zoya.get(D01).await;
    assert_eq!(
        rows(&shown, "Версии"),
        [
            "с 1 сентября 2023 по 31 августа 2029 действует | не позднее чем через 30 календарных дней, с выходного — на следующий рабочий день | приказ Минпросвещения России от 24.03.2023 № 196 (ранее п. 32 приказа № 276) не сверено перенос с выходного дня не сверен с текстом приказа | внесено при установке системы"
        ]
    );
    let check = zoya.post(D01_CHECK, &twenty("11.01.2027", "")).await;
    assert_eq!(
        check.words(),
        "Рассмотреть заявление, назначить срок и форму Проверьте новую версию срока \
         Было не позднее чем через 30 календарных дней, с выходного — на следующий рабочий день \
         Станет не позднее чем через 20 рабочих дней Действует с 11 января 2027 по 31 августа 2029 Основание приказ № 1 от 01.11.2026 \
         Версия, которая действует с 1 сентября 2023, закончится 10 января 2027. \
         Новый срок получат заявления, полученные с 11 января 2027 и внесённые после этой записи. У заявлений, которые уже внесены, последний день не изменится. \
         Например, для заявления, полученного 11 января 2027, последний день: было бы 10 февраля 2027, станет 8 февраля 2027. \
         Записать новую версию Вернуться и исправить"
    );
    assert_eq!(t.count("select count(*) from terms where code = 'D01'").await, 1, "the check changes nothing");
    let back = zoya.post(D01, &[&twenty("11.01.2027", "")[..], &[("back", "yes")]].concat()).await;
    assert_eq!((back.status, back.faults()), (StatusCode::OK, Vec::new()));
    assert!(back.text().contains("value=\"11.01.2027\""), "what was typed is kept");
    assert_eq!(t.count("select count(*) from terms where code = 'D01'").await, 1, "nor does going back");
    assert_eq!(zoya.post(D01, &twenty("11.01.2027", "")).await.to(), D01);
    let page = zoya.get(D01).await;
    assert!(
        page.text()
            .contains("Новая версия срока записана: она действует с 11\u{a0}января 2027 по 31\u{a0}августа 2029.")
    );
    assert_eq!(
        rows(&page, "Версии"),
        [
            "с 11 января 2027 по 31 августа 2029 начнёт действовать | не позднее чем через 20 рабочих дней | приказ № 1 от 01.11.2026 | Ильина Зоя, 23.11.2026 14:00 Отозвать версию",
            "с 1 сентября 2023 по 10 января 2027 действует | не позднее чем через 30 календарных дней, с выходного — на следующий рабочий день | приказ Минпросвещения России от 24.03.2023 № 196 (ранее п. 32 приказа № 276) не сверено перенос с выходного дня не сверен с текстом приказа | внесено при установке системы"
        ]
    );
    assert_eq!(
        t.journal().await.last().unwrap().replace('\u{a0}', " "),
        "deadline.published: Рассмотреть заявление, назначить срок и форму, с 11 января 2027 по 31 августа 2029: \
         срок: было «не позднее чем через 30 календарных дней, с выходного — на следующий рабочий день», стало «не позднее чем через 20 рабочих дней»; \
         основание: было «приказ Минпросвещения России от 24.03.2023 № 196 (ранее п. 32 приказа № 276)», стало «приказ № 1 от 01.11.2026»; \
         не сверено: было «перенос с выходного дня не сверен с текстом приказа», стало «»"
    );
}

async fn a_version_is_taken_back_before_it_begins(t: TestApp) {
    let zoya = t.zoya().await;
    let before = rows(&zoya.get(D01).await, "Версии");
    assert_eq!(zoya.post(D01, &twenty("11.01.2027", "31.08.2035")).await.to(), D01);
    let back = format!("{D01}/withdrawal");
    let begun = zoya.post(&back, &[("from", "2023-09-01")]).await;
    assert_eq!(begun.status, StatusCode::CONFLICT);
    assert!(begun.words().contains("Эта версия уже действует, отозвать её нельзя."), "{}", begun.words());
    assert_eq!(zoya.post(&back, &[("from", "2027-01-11")]).await.to(), D01);
    let page = zoya.get(D01).await;
    assert!(page.words().contains("Версия срока отозвана: она не начнёт действовать."));
    assert_eq!(rows(&page, "Версии"), before, "the version before ends again when it did");
    assert_eq!(
        t.journal().await.last().unwrap().replace('\u{a0}', " "),
        "deadline.withdrawn: Рассмотреть заявление, назначить срок и форму, с 11 января 2027 по 31 августа 2035: \
         отозван срок «не позднее чем через 20 рабочих дней»"
    );
    assert_eq!(zoya.post(&back, &[("from", "2027-01-11")]).await.to(), D01, "pressed twice, it is done");
    assert_eq!(zoya.post(&back, &[("from", "2027-01-12")]).await.status, StatusCode::CONFLICT);
    assert_eq!(zoya.post(D01, &twenty("01.09.2029", "")).await.to(), D01);
    assert_eq!(zoya.post(D01, &twenty("11.01.2027", "")).await.to(), D01);
    assert_eq!(zoya.post(&back, &[("from", "2029-09-01")]).await.to(), D01);
    assert_eq!(zoya.post(&back, &[("from", "2027-01-11")]).await.to(), D01);
    assert_eq!(rows(&zoya.get(D01).await, "Версии"), before);
    // One that begins later was written down first, and is taken back first.
    assert_eq!(zoya.post(D01, &twenty("01.02.2027", "")).await.to(), D01);
    let shorter = twenty("11.01.2027", "").map(|(name, typed)| (name, if name == "amount" { "15" } else { typed }));
    assert_eq!(zoya.post(D01, &shorter).await.to(), D01);
    assert_eq!(zoya.post(&back, &[("from", "2027-02-01")]).await.to(), D01);
    assert_eq!(zoya.post(&back, &[("from", "2027-01-11")]).await.to(), D01);
    assert_eq!(rows(&zoya.get(D01).await, "Версии"), before, "no day is left without a version");
}

/// The last days of every case, by the day of receipt: to consider, for the result, to decide.
pub async fn last_days(t: &TestApp) -> Vec<String> {
    let read = t.app.db.read(|reader| {
        reader.rows("select consider_by, due_on, decide_by from applications order by received_on, id", &[], |row| {
            Ok(format!("{} {} {}", row.get::<String>(0)?, row.get::<String>(1)?, row.get::<String>(2)?))
        })
    });
    let read: Result<_, attestation::platform::engine::DbError> = read.await;
    read.unwrap()
}

async fn a_case_keeps_the_rules_it_began_under(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    t.application_of(school, "Орлова Ольга Андреевна", Category::First, "2026-11-05").await;
    let began = "2026-12-07 2027-01-04 2027-02-03";
    assert_eq!(
        last_days(&t).await,
        [began],
        "30 days end on a Saturday and move, 60 do not move, 90 end on a Wednesday"
    );
    assert_eq!(zoya.post(D01, &twenty("01.11.2026", "")).await.to(), D01);
    assert_eq!(last_days(&t).await, [began], "what has begun keeps its days");
    t.application_of(school, "Белов Сергей Николаевич", Category::First, "2026-10-30").await;
    t.application_of(school, "Гусев Пётр Львович", Category::First, "2026-11-06").await;
    assert_eq!(
        last_days(&t).await,
        ["2026-11-30 2026-12-29 2027-01-28", began, "2026-12-04 2027-01-05 2027-02-04"],
        "by the day of receipt, not by the day of writing down"
    );
}

async fn a_case_keeps_the_sixty_days_it_began_under(t: TestApp) {
    let (zoya, _, case) = house(&t).await;
    zoya.post(&format!("/applications/{}/registration", case.id), &[("on", "20.11.2026")]).await.to();
    let d02 = "/settings/deadlines/D02";
    let ten = twenty("23.11.2026", "").map(|(name, typed)| match name {
        "amount" => (name, "10"),
        "unit" => (name, "calendar"),
        _ => (name, typed),
    });
    assert_eq!(zoya.post(d02, &ten).await.to(), d02);
    let ids = [case.id.to_string()];
    let set = zoya.post("/intake/schedule", &plan(&ids, &[("confirmed", "yes")])).await;
    assert_eq!(set.to(), format!("/applications/{}", case.id), "it was received before");
    let due = "select due_on from case_clocks where application_id = $1 and code = 'D02'";
    assert_eq!(column(&t, due, case.id.to_string()).await, ["2027-02-01"]);
    let school = t.school("МБОУ «СОШ № 12»", "7000000012").await;
    let other = t.application_of(school, "Белов Сергей Николаевич", Category::First, "2026-11-23").await;
    let ids = [other.id.to_string()];
    let no = zoya.post("/intake/schedule", &plan(&ids, &[("confirmed", "yes")])).await;
    assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY, "a case of the day of the new rule goes by it");
    assert_eq!(
        no.faults()[0].replace('\u{a0}', " "),
        "Самый поздний день по правилам — 11 декабря 2026. Выберите его или более ранний."
    );
}

async fn a_refusal_keeps_its_day(t: TestApp) {
    let zoya = t.zoya().await;
    let d14 = "/settings/deadlines/D14";
    let past = twenty("01.11.2026", "").map(|(name, typed)| match name {
        "amount" => (name, "3"),
        "unit" => (name, "years"),
        "bound" => (name, "min"),
        _ => (name, typed),
    });
    assert_eq!(
        zoya.post(d14, &past).await.faults(),
        ["Об отказах с этого дня педагогам уже сообщили другой день. Выберите сегодняшний день или более поздний."]
    );
    let now = past.map(|(name, typed)| (name, if name == "from" { "23.11.2026" } else { typed }));
    assert_eq!(zoya.post(d14, &now).await.to(), d14);
}

async fn versions_have_no_holes_and_no_overlaps(t: TestApp) {
    let zoya = t.zoya().await;
    assert_eq!(zoya.post(D01, &twenty("01.01.2027", "")).await.to(), D01);
    let no = async |from: &'static str, to: &'static str| {
        let answers = [zoya.post(D01_CHECK, &twenty(from, to)).await, zoya.post(D01, &twenty(from, to)).await];
        assert_eq!(answers.each_ref().map(|answer| answer.status), [StatusCode::UNPROCESSABLE_ENTITY; 2]);
        assert_eq!(answers[0].faults(), answers[1].faults());
        answers[0].faults()
    };
    assert_eq!(
        no("01.10.2029", "").await,
        [
            "С 1 сентября 2029 по 30 сентября 2029 не действовала бы ни одна версия. Измените дни, чтобы версии шли без перерыва."
        ]
    );
    assert_eq!(
        no("01.03.2026", "30.06.2026").await,
        [
            "С 1 июля 2026 по 31 декабря 2026 не действовала бы ни одна версия. Измените дни, чтобы версии шли без перерыва."
        ]
    );
    assert_eq!(
        no("01.03.2026", "31.01.2027").await,
        [
            "С 1 января 2027 по 31 января 2027 действовали бы сразу две версии. Измените дни, чтобы версии не накладывались."
        ]
    );
    let other = twenty("01.01.2027", "").map(|(name, typed)| (name, if name == "amount" { "15" } else { typed }));
    for path in [D01.to_owned(), format!("{D01}/check")] {
        let taken = zoya.post(&path, &other).await;
        assert_eq!(taken.faults(), ["С 1 января 2027 версия уже есть. Выберите другой день."]);
    }
    assert_eq!(no("01.02.2027", "31.01.2027").await, ["Последний день раньше первого. Проверьте даты."]);
    assert_eq!(
        no("01.02.2027", "").await,
        ["Новая версия ничем не отличается от действующей. Измените срок, основание или замечание."]
    );
    assert_eq!(t.count("select count(*) from terms where code = 'D01'").await, 2);
    assert_eq!(
        zoya.post(D01, &twenty("01.09.2029", "31.08.2035")).await.to(),
        D01,
        "the next order begins where this one ends"
    );
    assert_eq!(t.count("select count(*) from terms where code = 'D01' and valid_to = '2035-08-31'").await, 1);
}

async fn faults_stand_at_their_fields(t: TestApp) {
    let zoya = t.zoya().await;
    let empty = zoya.post(D01_CHECK, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        empty.faults(),
        [
            "Укажите целое число от 0 до 999.",
            "Выберите, в чём считать срок.",
            "Выберите, что значит последний день.",
            "Укажите первый день новой версии, например 01.01.2027.",
            "Укажите основание: документ, его дату и номер."
        ]
    );
    let typed = [
        ("amount", "-5"),
        ("unit", "weeks"),
        ("bound", "min"),
        ("rolls", "yes"),
        ("from", "01.01.20270"),
        ("to", "31.02.2028"),
        ("legal_ref", "приказ"),
    ];
    let wrong = zoya.post(D01_CHECK, &typed).await;
    assert_eq!(
        wrong.faults(),
        [
            "Укажите целое число от 0 до 999.",
            "Выберите, в чём считать срок.",
            "С выходного переносится только срок «не позднее». Снимите отметку или выберите «не позднее».",
            "Укажите первый день новой версии, например 01.01.2027.",
            "Такой даты нет. Проверьте день и месяц."
        ]
    );
    let text = wrong.text();
    for kept in ["value=\"-5\"", "value=\"31.02.2028\"", "value=\"приказ\"", "<option value=\"min\" selected>"] {
        assert!(text.contains(kept), "{kept}");
    }
    assert_eq!(zoya.get("/settings/deadlines/D99").await.status, StatusCode::NOT_FOUND);
}

async fn what_nobody_sets_is_not_changed(t: TestApp) {
    let zoya = t.zoya().await;
    for (code, why) in [
        ("D12", "Категорию устанавливают в день решения комиссии: с этого дня она записана в реестр."),
        ("D15", "Прежняя категория действует до конца своего срока: отказ её записи в реестре не меняет."),
    ] {
        let path = format!("/settings/deadlines/{code}");
        let page = zoya.get(&path).await;
        assert!(page.words().contains(why) && !page.words().contains("В чём считать"), "{}", page.words());
        for path in [path.clone(), format!("{path}/check")] {
            let refused = zoya.post(&path, &twenty("01.01.2027", "")).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(
                refused.faults(),
                [
                    "Этот срок не меняют: система всегда считает его одинаково. Изменить можно основание и то, что не сверено."
                ]
            );
        }
        // What it rests on is put right, and what was not checked.
        let checked = [
            ("amount", "0"),
            ("unit", "calendar"),
            ("bound", "exact"),
            ("from", "01.09.2023"),
            ("legal_ref", "приказ № 196, п. 40"),
            ("remark", ""),
            ("mend", "yes"),
        ];
        let check = zoya.post(&format!("{path}/check"), &checked).await.words();
        assert!(check.contains("Изменится только основание: сам срок прежний."), "{check}");
        assert_eq!(zoya.post(&path, &checked).await.to(), path);
        assert!(!zoya.get(&path).await.words().contains("не сверено с текстом приказа |"));
    }
    assert_eq!(
        t.count("select count(*) from terms where code in ('D12', 'D15') and amount = 0 and remark = ''").await,
        2
    );
}

async fn what_is_only_kept_says_so(t: TestApp) {
    let zoya = t.zoya().await;
    let check = zoya.post("/settings/deadlines/D24/check", &twenty("01.01.2027", "")).await.words();
    assert!(
        check.contains("На дела это не повлияет: система этот срок пока не отсчитывает, он хранится для справки."),
        "{check}"
    );
}

async fn two_hands_at_one_term(t: TestApp) {
    let zoya = t.zoya().await;
    t.person("vera", "Котова Вера Ильинична", Role::Centre, None, "").await;
    let vera = t.enter("vera").await;
    let (one, other) = (twenty("01.01.2027", ""), twenty("01.01.2027", ""));
    let (first, second) = tokio::join!(zoya.post(D01, &one), vera.post(D01, &other));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let late = if first.status == StatusCode::SEE_OTHER { second } else { first };
    assert_eq!(late.faults(), ["С 1 января 2027 версия уже есть. Выберите другой день."]);
    assert_eq!(t.count("select count(*) from terms where code = 'D01'").await, 2);
    let mine = twenty("01.01.2028", "");
    let mine = mine.map(|(name, typed)| (name, if name == "amount" { "15" } else { typed }));
    assert_eq!((zoya.post(D01, &mine).await.to(), zoya.post(D01, &mine).await.to()), (D01, D01), "pressed twice");
    let late = vera.post(D01, &mine).await;
    assert_eq!(late.faults(), ["С 1 января 2028 версия уже есть. Выберите другой день."]);
    assert_eq!(t.count("select count(*) from terms where code = 'D01'").await, 3);
}

async fn only_the_centre_keeps_them(t: TestApp) {
    t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let olesya = t.enter("olesya").await;
    for path in ["/deadlines", "/settings", "/settings/deadlines", D01, "/settings/calendar"] {
        assert_eq!(olesya.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in [D01, D01_CHECK, "/settings/calendar", "/settings/calendar/removal"] {
        assert_eq!(olesya.post(path, &twenty("01.01.2027", "")).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(t.count("select count(*) from terms").await, 32);
}

async fn pages_ask_the_same_number_of_questions(t: TestApp) {
    let zoya = t.zoya().await;
    let count = async |path: &str| {
        let before = t.app.db.asked().count();
        assert_eq!(zoya.get(path).await.status, StatusCode::OK);
        t.app.db.asked().count() - before
    };
    let pages = ["/settings/deadlines", D01, "/settings/calendar?year=2030"];
    let mut asked = Vec::new();
    for (version, day) in [("01.01.2027", "01.01.2030"), ("01.01.2028", "02.01.2030"), ("01.01.2029", "03.01.2030")] {
        let mut typed = twenty(version, "");
        typed[5].1 = day;
        assert_eq!(zoya.post(D01, &typed).await.to(), D01);
        zoya.post("/settings/calendar", &[("day", day), ("kind", "off"), ("note", "каникулы")]).await;
        zoya.get("/display").await;
        asked.push([count(pages[0]).await, count(pages[1]).await, count(pages[2]).await]);
    }
    assert_eq!(t.count("select count(*) from terms where code = 'D01'").await, 4);
    assert_eq!(t.count("select count(*) from calendar_days where day like '2030-%'").await, 3);
    assert_eq!(asked[0], asked[2]);
}
