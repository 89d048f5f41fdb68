//! Each report as a table, made of what the database counted.

use std::collections::BTreeMap;

use crate::applications::Category;
use crate::deadlines;

use super::figures::Shown::{Number, Text, Under};
use super::figures::{Cell, Count, Row, Shown, Spread, Table, by_key, sum};
use super::model::Asked;
use super::months::months;
use super::report::Report;
use super::store::SchoolRow;
use super::years::years;

/// The table of a report.
pub(super) fn table(report: Report, asked: &Asked, counts: &[Count]) -> Table {
    match report {
        Report::Filed => filed(asked, counts),
        Report::Decided => decided(asked, counts),
        Report::Overdue => overdue(counts),
        Report::Late => late(counts),
        Report::Refused => refused(counts),
        Report::Load => load(counts),
        Report::Time => time(counts),
        Report::Municipalities => places("Муниципалитет", counts),
        Report::Posts => places("Должность", counts),
        Report::Schools => places("Организация", &[]),
        Report::Years => years(asked, counts),
    }
}

fn is_granted(count: &Count) -> bool {
    count.what == "granted"
}

fn is_refused(count: &Count) -> bool {
    count.what == "refused"
}

fn filed(asked: &Asked, counts: &[Count]) -> Table {
    let mut table = Table::new("Месяц", &[("Подано", Number), ("Зарегистрировано", Number)], &[0, 1]);
    if counts.is_empty() {
        return table;
    }
    for (month, name) in months(asked.from, asked.to) {
        let number = |what: &str| Cell::Number(sum(counts, |count| count.what == what && count.key == month));
        table.put(name, vec![number("received"), number("registered")]);
    }
    table.add_up();
    table
}

fn decided(asked: &Asked, counts: &[Count]) -> Table {
    let columns = [("Категория", Text), ("Установлено", Number), ("Отказано", Number), ("Всего решений", Number)];
    let mut table = Table::new("Месяц", &columns, &[1, 2]);
    for (month, name) in months(asked.from, asked.to) {
        for category in Category::ALL {
            let is_here = |count: &Count| count.key == month && count.of == category.code();
            let granted = sum(counts, |count| is_granted(count) && is_here(count));
            let refused = sum(counts, |count| is_refused(count) && is_here(count));
            if granted + refused > 0 {
                let numbers = [granted, refused, granted + refused].map(Cell::Number);
                let words = Cell::Text(category.words().to_owned());
                table.put(name.clone(), std::iter::once(words).chain(numbers).collect());
            }
        }
    }
    if !table.rows.is_empty() {
        table.add_up();
    }
    table
}

fn overdue(counts: &[Count]) -> Table {
    let columns = [
        ("Срок идёт", Number),
        ("Срок прошёл", Number),
        ("До 7 дней", Number),
        ("От 8 до 30 дней", Number),
        ("Больше 30 дней", Number),
    ];
    let mut table = Table::new("Что сделать", &columns, &[1]);
    for (name, [ahead, week, month, more]) in by_clock(counts, ["ahead", "week", "month", "more"]) {
        table.put(name, [ahead, week + month + more, week, month, more].map(Cell::Number).to_vec());
    }
    table
}

fn late(counts: &[Count]) -> Table {
    let columns = [
        ("Кончилось сроков", Number),
        ("Выполнено в срок", Number),
        ("Выполнено позже", Number),
        ("Не выполнено", Number),
    ];
    let mut table = Table::new("Что сделать", &columns, &[2, 3]);
    for (name, [kept, later, not]) in by_clock(counts, ["kept", "later", "not"]) {
        table.put(name, [kept + later + not, kept, later, not].map(Cell::Number).to_vec());
    }
    table
}

/// Numbers of each clock by these keys, clocks in the order they were counted in.
fn by_clock<'c, const N: usize>(counts: &'c [Count], keys: [&str; N]) -> Vec<(&'c str, [i64; N])> {
    let mut clocks: Vec<&str> = Vec::new();
    for count in counts {
        if !clocks.contains(&count.what.as_str()) {
            clocks.push(&count.what);
        }
    }
    let numbers = |clock: &str| keys.map(|key| sum(counts, |count| count.what == clock && count.key == key));
    clocks.into_iter().map(|clock| (deadlines::named(clock).map_or(clock, |one| one.what), numbers(clock))).collect()
}

fn refused(counts: &[Count]) -> Table {
    let mut table = Table::new("Основание", &[("Отказано в приёме", Number)], &[0]);
    for (ground, of_one) in by_key(counts) {
        table.put(ground, vec![Cell::Number(sum(of_one, |_| true))]);
    }
    if !table.rows.is_empty() {
        table.add_up();
    }
    table
}

fn load(counts: &[Count]) -> Table {
    let columns = [
        ("В работе", Number),
        ("Просрочено", Number),
        ("Результатов за период", Number),
        ("Медиана, дней", Shown::Number),
    ];
    let mut table = Table::new("Специалист", &columns, &[0, 2]);
    for of_one in by_key(counts).values() {
        let number = |what: &str| sum(of_one.iter().copied(), |count| count.what == what);
        let (ahead, late, done) = (number("ahead"), number("late"), number("done"));
        let Some(person) = of_one.iter().find(|count| count.what == "here" || count.what == "gone") else {
            continue;
        };
        if ahead + late + done == 0 {
            continue;
        }
        let mut spread = Spread::default();
        for count in of_one.iter().filter(|count| count.what == "done") {
            if let Ok(days) = count.of.parse() {
                spread.add(days, count.number);
            }
        }
        let name = person.of.trim();
        let name = if person.what == "gone" { format!("{name} (роль закрыта)") } else { name.to_owned() };
        let mut cells = [ahead + late, late, done].map(Cell::Number).to_vec();
        cells.push(spread.within(50).into());
        table.put(name, cells);
    }
    table.rows.sort_by_key(|row| crate::platform::names::key(&row.name));
    table
}

fn time(counts: &[Count]) -> Table {
    let columns = [
        ("Категория", Text),
        ("Дел", Number),
        ("Медиана, дней", Number),
        ("90\u{a0}%, дней", Number),
        ("Самый долгий, дней", Number),
    ];
    let mut table = Table::new("От получения заявления", &columns, &[2, 3]);
    for (what, name) in [("result", "до результата"), ("decision", "до решения")] {
        let mut all = Spread::default();
        let mut each: BTreeMap<&str, Spread> = BTreeMap::new();
        for count in counts.iter().filter(|count| count.what == what) {
            let days = count.of.parse().unwrap_or(0);
            all.add(days, count.number);
            each.entry(&count.key).or_default().add(days, count.number);
        }
        if all.total() == 0 {
            continue;
        }
        table.put(name, spread_cells("все", &all));
        for category in Category::ALL {
            if let Some(spread) = each.get(category.code()) {
                table.put(name, spread_cells(category.words(), spread));
            }
        }
    }
    table
}

fn spread_cells(words: &str, spread: &Spread) -> Vec<Cell> {
    let mut cells = vec![Cell::Text(words.to_owned()), Cell::Number(spread.total())];
    cells.extend([50, 90, 100].map(|percent| Cell::from(spread.within(percent))));
    cells
}

/// The columns of places: received, granted, refused, and under the name what was granted by category.
fn places_table(first: &'static str) -> Table {
    let mut columns = vec![("Подано", Number), ("Установлено", Number), ("Отказано", Number)];
    let of_each = Category::ALL.map(|category| format!("установлена {}", category.words()));
    let whole = columns.len();
    columns.extend(of_each.iter().map(|heading| (heading.as_str(), Under)));
    let mut table = Table::new(first, &columns, &[1, 2]);
    table.group(whole, Category::ALL.map(|category| ("Установлена категория", category.words().to_owned())));
    table
}

fn place_cells(of_one: &[&Count]) -> Vec<Cell> {
    let number = |fits: &dyn Fn(&Count) -> bool| Cell::Number(sum(of_one.iter().copied(), fits));
    let mut cells = vec![number(&|count| count.what == "received"), number(&is_granted), number(&is_refused)];
    cells.extend(Category::ALL.map(|category| number(&|count| is_granted(count) && count.of == category.code())));
    cells
}

fn places(first: &'static str, counts: &[Count]) -> Table {
    let mut table = places_table(first);
    for (name, of_one) in by_key(counts) {
        table.put(name, place_cells(&of_one));
    }
    if !table.rows.is_empty() {
        table.add_up();
    }
    table
}

/// Schools with their counts, in the order given, and the row of all of them: a page has only some.
pub(super) fn of_schools(schools: &[SchoolRow], counts: &[Count], totals: &[Count]) -> Table {
    let mut table = places_table("Организация");
    table.second = "Муниципалитет";
    let found = by_key(counts);
    for school in schools {
        let of_one = found.get(school.id.to_string().as_str()).map(Vec::as_slice).unwrap_or_default();
        table.rows.push(Row {
            name: school.name.clone(),
            under: school.municipality.clone(),
            cells: place_cells(of_one),
        });
    }
    if !schools.is_empty() {
        let cells = place_cells(&totals.iter().collect::<Vec<_>>());
        table.total = Some(Row { name: "Всего".to_owned(), under: String::new(), cells });
    }
    table
}
