//! What of a sound row is taken as it is but is worth a second look, as the dry run tells it.

use attestation::applications::Category;
use attestation::exchange::{Kind, import_file};

use crate::app::TestApp;
use crate::on_both;
use crate::portal_numbers::snils;
use crate::sheets::{THERE, confirmed, sheet, shown, table};

on_both!(
    applications_are_looked_at_again,
    what_a_rule_is_against_needs_a_reason,
    what_is_there_already_raises_no_doubt,
    categories_that_overlap_are_told,
    doubts_ask_the_same_number_of_questions,
);

const TEACHERS: [&str; 8] = [
    "Фамилия",
    "Имя",
    "Отчество",
    "Дата рождения",
    "СНИЛС",
    "Образовательная организация",
    "Имеющаяся категория",
    "Заявленная категория",
];

fn teachers(rows: &[String]) -> Vec<u8> {
    let headings: Vec<&str> = TEACHERS.into_iter().chain(["Должность"]).collect();
    let rows: Vec<String> = rows.iter().map(|row| format!("{row}|учитель")).collect();
    book(&headings, &rows)
}

fn book(headings: &[&str], rows: &[String]) -> Vec<u8> {
    let cells: Vec<Vec<&str>> = rows.iter().map(|row| row.split('|').collect()).collect();
    let rows: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
    sheet(headings, &rows)
}

const HOLDERS: [&str; 7] =
    ["ФИО", "Дата рождения", "Организация", "Должность", "Категория", "Дата решения", "Номер акта"];

fn held(name: &str, category: &str, granted: &str, act: &str) -> String {
    format!("{name}|4.2.1978|мбоу сош № 1|учитель|{category}|{granted}|{act}")
}

async fn applications_are_looked_at_again(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let known = t.application(school, "Семёнова Алёна Петровна", Category::First).await;
    let own = snils(&t, &known).await;
    let old = book(&HOLDERS, &[held("Гусева Анна Олеговна", "первая", "15.12.2021", "12-р")]);
    assert_eq!(import_file(&t.app, Kind::Register, old, false).await.unwrap().created, 1);
    let rows = [
        "Семенова|Алена|Ивановна|4.2.1978|00092000100|мбоу сош № 1||первая".to_owned(),
        "Котова|Анна|Олеговна|4.2.1978|00092000200|мбоу сош № 1||высшая".to_owned(),
        format!("Семёнова|Алёна|Петровна|4.2.1978|{own}|мбоу сош № 1|первая|высшая"),
        "Гусева|Анна|Олеговна|4.2.1978|00092000300|мбоу сош № 1|первая|высшая".to_owned(),
        "Титова|Анна|Олеговна|4.2.1978|00092000400|мбоу сош № 1||первая".to_owned(),
    ];
    let (path, page) = shown(&zoya, "teachers", &teachers(&rows)).await;
    assert_eq!(table(&page, "faults"), Vec::<String>::new());
    let warnings = table(&page, "warnings");
    assert_eq!(warnings.len(), 4, "{warnings:?}");
    assert_eq!(
        warnings[0],
        "A2: В этой организации уже есть педагог с похожим именем и другим СНИЛС: Семёнова Алёна Петровна. Проверьте, не один ли это человек."
    );
    let barred = "H3: Для высшей категории нужна первая или высшая, действующая или прежняя: ни в реестре, ни в заявлении её нет (приказ Минпросвещения России";
    assert!(
        warnings[1].starts_with(barred) && warnings[1].ends_with("Проверьте документы педагога."),
        "{}",
        warnings[1]
    );
    assert_eq!(
        warnings[2],
        "H4: У педагога уже есть заявление на другую категорию (первая): дело 2026-0001. Проверьте, нужны ли оба."
    );
    assert_eq!(
        warnings[3],
        "H5: Имеющаяся категория (первая) действует до 15.12.2026: новое заявление советуют подать до 15.09.2026."
    );
    assert_eq!(confirmed(&zoya, &path).await, "Внесено: 5 заявлений.");
}

async fn what_a_rule_is_against_needs_a_reason(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let rows = [
        "Котова|Анна|Олеговна|4.2.1978|00092000200|мбоу сош № 1||высшая".to_owned(),
        "Титова|Анна|Олеговна|4.2.1978|00092000400|мбоу сош № 1||первая".to_owned(),
        "Гусева|Анна|Олеговна|4.2.1978|00092000300|мбоу сош № 1||высшая".to_owned(),
    ];
    let (path, page) = shown(&zoya, "teachers", &teachers(&rows)).await;
    let told = "Почему заявления всё же вносятся Правило против: 2 заявления, строки 2, 4. Какое правило, сказано в предупреждениях ниже. Причину прочитает Центр в каждом из этих дел.";
    assert!(page.words().contains(told), "{}", page.words());
    let confirmation = format!("{path}/confirmation");
    for register in ["now", "later"] {
        let fields = [[("register", register), ("late", "таблица из школы")], THERE].concat();
        let bare = zoya.post(&confirmation, &fields).await;
        assert_eq!(
            bare.faults(),
            ["Напишите, почему эти заявления всё же вносятся, или уберите их строки и загрузите таблицу снова."]
        );
        assert!(bare.words().contains(told), "{}", bare.words());
    }
    assert_eq!(t.count("select count(*) from applications").await, 0);
    let fields = [("register", "later"), ("despite", "высшая получена в Омске")];
    assert_eq!(zoya.post(&confirmation, &fields).await.to(), path);
    assert_eq!(t.count("select count(*) from applications").await, 3);
    let journal = t.journal().await;
    let noted: Vec<&String> = journal.iter().filter(|row| row.starts_with("application.despite: ")).collect();
    assert_eq!(noted.len(), 2, "{journal:?}");
    for row in noted {
        assert!(row.starts_with("application.despite: внесено вопреки правилу. Для высшей категории нужна"), "{row}");
        assert!(row.ends_with("Почему внесено: высшая получена в Омске"), "{row}");
    }
    let of_cases = "select count(*) from journal j join applications a on a.id = j.application_id where j.act = 'application.despite' and a.category = 'highest'";
    assert_eq!(t.count(of_cases).await, 2, "the history of each case tells it");

    let command = ["Зимина|Анна|Олеговна|4.2.1978|00092000500|мбоу сош № 1||высшая".to_owned()];
    assert_eq!(import_file(&t.app, Kind::Teachers, teachers(&command), false).await.unwrap().created, 1);
    let last = t.journal().await.into_iter().rfind(|row| row.starts_with("application.despite")).unwrap();
    assert!(last.ends_with("Почему внесено: таблица внесена командой на сервере, причину не спрашивали"), "{last}");
    let sound = ["Панова|Анна|Олеговна|4.2.1978|00092000600|мбоу сош № 1||первая".to_owned()];
    let (_, page) = shown(&zoya, "teachers", &teachers(&sound)).await;
    assert!(!page.words().contains("Почему заявления всё же"), "nothing is asked where no rule is against");
}

async fn what_is_there_already_raises_no_doubt(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let rows = ["Котова|Анна|Олеговна|4.2.1978|00092000200|мбоу сош № 1||высшая".to_owned()];
    let (path, page) = shown(&zoya, "teachers", &teachers(&rows)).await;
    assert_eq!(table(&page, "warnings").len(), 1);
    assert_eq!(confirmed(&zoya, &path).await, "Внесено: 1 заявление.");
    let (_, again) = shown(&zoya, "teachers", &teachers(&rows)).await;
    assert_eq!(table(&again, "warnings"), Vec::<String>::new());
    let old = [held("Гусева Анна Олеговна", "первая", "15.12.2021", "12-р")];
    let (path, _) = shown(&zoya, "register", &book(&HOLDERS, &old)).await;
    assert_eq!(confirmed(&zoya, &path).await, "Внесено: 1 запись.");
    let (_, again) = shown(&zoya, "register", &book(&HOLDERS, &old)).await;
    assert_eq!(table(&again, "warnings"), Vec::<String>::new(), "a record does not overlap itself");
}

async fn categories_that_overlap_are_told(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let kept = [held("Орлова Ольга Андреевна", "высшая", "20.01.2022", "9-р")];
    assert_eq!(import_file(&t.app, Kind::Register, book(&HOLDERS, &kept), false).await.unwrap().created, 1);
    let rows = [
        held("Гусева Анна Олеговна", "первая", "10.05.2018", "1-р"),
        held("Гусева Анна Олеговна", "первая", "20.01.2023", "2-р"),
        held("Гусева Анна Олеговна", "высшая", "01.12.2023", "3-р"),
        held("Орлова Ольга Андреевна", "первая", "15.03.2023", "4-р"),
        held("Орлова Ольга Андреевна", "педагог-методист", "15.03.2024", "5-р"),
        held("Титова Анна Олеговна", "первая", "10.05.2018", "6-р"),
        held("Титова Анна Олеговна", "первая", "11.05.2023", "7-р"),
    ];
    let (path, page) = shown(&zoya, "register", &book(&HOLDERS, &rows)).await;
    assert_eq!(table(&page, "faults"), Vec::<String>::new());
    assert_eq!(
        table(&page, "warnings"),
        [
            "E3: По этой должности уже есть категория на то же время в строке 2: первая с 10.05.2018 до 10.05.2023. Проверьте даты решений.",
            "E5: По этой должности уже есть категория на то же время в реестре: высшая с 20.01.2022 до 20.01.2027. Проверьте даты решений.",
        ],
        "a higher category, another sort and the next term raise no doubt"
    );
    assert_eq!(confirmed(&zoya, &path).await, "Внесено: 7 записей.");
}

async fn doubts_ask_the_same_number_of_questions(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    t.application(school, "Котова Анна Олеговна", Category::First).await;
    let row = |number: u32| format!("Котова|Анна|Ивановна|4.2.1978|{number:09}00|мбоу сош № 1||высшая");
    let mut asked = Vec::new();
    for count in [1, 3] {
        let rows: Vec<String> = (0..count).map(|at| row(930_000 + at)).collect();
        let (path, page) = shown(&zoya, "teachers", &teachers(&rows)).await;
        let warnings = table(&page, "warnings");
        let named: Vec<usize> =
            warnings.iter().map(|one| one.split(": ").next().unwrap().split(", ").count()).collect();
        assert_eq!(named, [count as usize; 2], "each is told once, with every row it is about");
        let before = t.app.db.asked().count();
        zoya.get(&path).await;
        asked.push(t.app.db.asked().count() - before);
    }
    assert_eq!(asked[0], asked[1]);
}
