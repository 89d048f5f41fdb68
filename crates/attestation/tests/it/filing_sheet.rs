//! A sheet of applications that says how each came: the channel, the number on Госуслуги, the day it was sent.

use attestation::applications::Category;
use attestation::platform::failure::Failure;

use crate::app::TestApp;
use crate::commission::world;
use crate::on_both;
use crate::sheets::{confirmed, sheet, shown, table};

on_both!(channels_and_numbers_come_with_a_sheet, a_category_refused_too_lately_is_a_fault);

const HEADINGS: [&str; 11] = [
    "Фамилия",
    "Имя",
    "Дата рождения",
    "СНИЛС",
    "Образовательная организация",
    "Должность",
    "Заявленная категория",
    "Канал подачи",
    "Номер заявления на Госуслугах",
    "Дата подачи",
    "Телефон",
];

fn book(rows: &[&str]) -> Vec<u8> {
    let cells: Vec<Vec<&str>> = rows.iter().map(|row| row.split('|').collect()).collect();
    let rows: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
    sheet(&HEADINGS, &rows)
}

async fn channels_and_numbers_come_with_a_sheet(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let row = |name: &str, snils: u32, filed: &str| {
        format!("{name}|Анна|4.2.1978|{snils:09}00|мбоу сош № 1|учитель|первая|{filed}|")
    };
    let first = [
        row("Белова", 910_001, "ЕПГУ|4712 000001|01.11.2026"),
        row("Серова", 910_002, "|4712000002|"),
        row("Гусева", 910_003, "лично||"),
    ];
    let (path, page) = shown(&zoya, "teachers", &book(&first.each_ref().map(String::as_str))).await;
    assert_eq!(table(&page, "rows").len(), 3);
    assert_eq!(confirmed(&zoya, &path).await, "Внесено: 3 заявления.");
    for (sql, what) in [
        (
            "select count(*) from applications where channel = 'epgu' and outer_number = '4712000001' and submitted_on = '2026-11-01'",
            "channel, number, day",
        ),
        (
            "select count(*) from applications where channel = 'epgu' and outer_number = '4712000002' and submitted_on = ''",
            "a number means Госуслуги",
        ),
        ("select count(*) from applications where channel = 'in_person' and outer_number = ''", "brought on paper"),
    ] {
        assert_eq!(t.count(sql).await, 1, "{what}");
    }
    let second = [
        row("Зимина", 910_004, "голубем||"),
        row("Котова", 910_005, "|4712000001|"),
        row("Панова", 910_006, "|4712000009|"),
        row("Юдина", 910_007, "|4712000009|"),
        row("Титова", 910_008, "почта|4712000010|"),
        row("Львова", 910_009, "||01.01.2027"),
        row("Ершова", 910_010, "||вчера"),
    ];
    let (_, page) = shown(&zoya, "teachers", &book(&second.each_ref().map(String::as_str))).await;
    assert_eq!(
        table(&page, "faults"),
        [
            "H2: Канал подачи «голубем» не распознан. Нужно одно из: лично, почта, электронная почта, Госуслуги, РПГУ, система.",
            "I3: Номер Госуслуг 4712000001 уже записан в деле 2026-0001. Сверьте номер: одно заявление портала — одно дело.",
            "I5: Этот номер Госуслуг уже есть в строке 4. Одно заявление портала — одно дело.",
            "I6: Номер есть только у заявлений с портала. Выберите «через Госуслуги» или «через региональный портал услуг» либо уберите номер.",
            "J7: Заявление не могло быть подано позже, чем получено. Проверьте день подачи.",
            "J8: Такой даты нет: вчера. Нужны день, месяц и год, например 02.11.2026.",
        ]
    );
    assert_eq!(table(&page, "rows").len(), 1);
}

async fn a_category_refused_too_lately_is_a_fault(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    crate::voting::all_vote(&w, &home, 7, 0, 7).await;
    let decision = [("do", "decide"), ("votes", "0.7.0"), ("reason", "Нет результатов.")];
    w.zoya.post(&format!("{home}/decision"), &decision).await;
    assert_eq!(w.t.fresh(&case).await.stage.code(), "refused");
    let id = case.teacher;
    let asked = w.t.app.db.read(move |reader| {
        let sql = "select snils from teachers where id = $1";
        Ok::<_, Failure>(reader.row(sql, attestation::values![id], |row| row.get::<String>(0))?.unwrap())
    });
    let snils = asked.await.unwrap();
    let row = |category: &str| format!("Орлова|Ольга|4.2.1978|{snils}|мбоу сош № 66|учитель|{category}||||");
    let rows = [row("первая"), row("высшая")];
    let (_, page) = shown(&w.zoya, "teachers", &book(&rows.each_ref().map(String::as_str))).await;
    let faults = table(&page, "faults");
    assert_eq!(
        faults,
        [
            "G2: В этой категории педагогу отказали. Подать заявление снова можно с 23 ноября 2027 («Настройки» → «Сроки», «Подать новое заявление на ту же категорию»)."
        ]
    );
    assert_eq!(table(&page, "rows").len(), 1, "what papers may prove is no fault of a row");
}
