//! Two years beside each other, month by month.

use super::figures::Shown::{Number, Under};
use super::figures::{Cell, Count, Spread, Table, sum};
use super::model::Asked;
use super::months::month_name;

/// The comparison of two years.
pub(super) fn years(asked: &Asked, counts: &[Count]) -> Table {
    let (last, this) = (asked.from.0.year(), asked.to.0.year());
    let mut headings = Vec::new();
    for what in ["Подано", "Установлено", "Отказано"] {
        headings.extend([format!("{what} в {last}"), format!("{what} в {this}"), format!("{what}: разница")]);
    }
    let beside: Vec<String> = ["медиана дней до решения", "сроков нарушено"]
        .into_iter()
        .flat_map(|what| [format!("{what} в {last}"), format!("{what} в {this}")])
        .collect();
    let columns = headings.iter().map(|heading| (heading.as_str(), Number));
    let columns: Vec<_> = columns.chain(beside.iter().map(|heading| (heading.as_str(), Under))).collect();
    let mut table = Table::new("Месяц", &columns, &[0, 1]);
    table.group(0, within(last, this));
    if counts.is_empty() {
        return table;
    }
    let is_running = asked.today.0.year() == this;
    let until = if is_running { asked.today.0.month() } else { 12 };
    for month in 1..=until {
        let number = |what: &str, year: i16| {
            let key = format!("{year:04}-{month:02}");
            sum(counts, |count| count.what == what && count.key == key)
        };
        let beside = |what: &str| {
            let (before, now) = (number(what, last), number(what, this));
            [before, now, now - before].map(Cell::Number)
        };
        let name = month_name(month);
        let name = if is_running && month == until { format!("{name}, ещё идёт") } else { name.to_owned() };
        let in_month = |year: i16| format!("{year:04}-{month:02}");
        let mut cells: Vec<Cell> = ["received", "granted", "refused"].into_iter().flat_map(beside).collect();
        cells.extend([last, this].map(|year| median(counts, |key| key == in_month(year))));
        cells.extend([last, this].map(|year| Cell::Number(number("broken", year))));
        table.put(name, cells);
    }
    table.add_up();
    // A median of months is no sum of theirs; of the year before, the same months.
    let months = |year: i16| (1..=until).map(move |month| format!("{year:04}-{month:02}")).collect::<Vec<_>>();
    if let Some(total) = &mut table.total {
        let place = headings.len();
        for (at, year) in [last, this].into_iter().enumerate() {
            let all = months(year);
            total.cells[place + at] = median(counts, |key| all.iter().any(|month| month == key));
        }
    }
    table
}

/// The columns on paper: two years under each of what is compared.
fn within(last: i16, this: i16) -> Vec<(&'static str, String)> {
    let years = || [last.to_string(), this.to_string()];
    let of = |group: &'static str| years().map(|year| (group, year));
    let mut all = Vec::new();
    for group in ["Подано", "Установлено", "Отказано"] {
        all.extend(of(group));
        all.push((group, "разница".to_owned()));
    }
    all.extend(["Медиана дней до решения", "Нарушено сроков"].into_iter().flat_map(of));
    all
}

/// The median of days to a decision in the months that fit.
fn median(counts: &[Count], fits: impl Fn(&str) -> bool) -> Cell {
    let mut spread = Spread::default();
    for count in counts.iter().filter(|count| count.what == "days" && fits(&count.key)) {
        if let Ok(days) = count.of.parse() {
            spread.add(days, count.number);
        }
    }
    spread.within(50).into()
}
