//! One row of a sheet while it is read: its cells by place, and what was found wrong with them.

use officedocs::sheet::{Row, Value};

use crate::accounts::{self, Email};
use crate::applications::Category;
use crate::organizations::School;
use crate::platform::clock::Day;
use crate::platform::form::Form;
use crate::platform::names::FullName;

use super::known::Known;
use super::model::Spot;
use super::place::{self, NO_SCHOOLS, SchoolAt, Told};

/// The longest text of a cell that is kept, in letters.
const LONGEST: usize = 250;

/// How a day of birth is written, for whoever has written it otherwise.
pub(super) const BIRTHDAY: &str = "04.02.1978";
/// The same of a day an application was sent.
pub(super) const FILED: &str = "02.11.2026";

/// A row and what is said about it.
pub(super) struct Cells<'r> {
    row: &'r Row,
    pub(super) faults: Vec<Spot>,
    pub(super) warnings: Vec<Spot>,
    /// What is taken otherwise than it was meant and asks nothing of anybody.
    pub(super) notes: Vec<Spot>,
}

impl<'r> Cells<'r> {
    /// The row; a cell where Excel itself shows an error is a fault at once.
    pub(super) fn of(row: &'r Row) -> Self {
        let mut cells = Self { row, faults: Vec::new(), warnings: Vec::new(), notes: Vec::new() };
        for (place, cell) in row.cells.iter().enumerate() {
            if matches!(cell.value, Value::Error(_)) {
                cells.fault(place, "В ячейке ошибка Excel. Впишите значение и загрузите таблицу снова.");
            } else if cells.text(place).chars().count() > LONGEST {
                cells.fault(place, format!("В ячейке больше {LONGEST} знаков. Сократите."));
            }
        }
        cells
    }

    /// The row's number.
    pub(super) fn number(&self) -> u32 {
        self.row.number
    }

    /// The value of a cell.
    pub(super) fn value(&self, place: usize) -> &'r Value {
        &self.row.cells[place].value
    }

    /// The text of a cell, spaces folded, without signs that are not shown; empty when there is none.
    pub(super) fn text(&self, place: usize) -> String {
        self.value(place)
            .text()
            .unwrap_or_default()
            .chars()
            .filter(|sign| !sign.is_control() && !matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
            .collect::<String>()
            .trim()
            .to_owned()
    }

    /// The text of a cell that must be filled.
    pub(super) fn needed(&mut self, place: usize, missing: &str) -> String {
        let text = self.text(place);
        if text.is_empty() {
            self.fault(place, missing);
        }
        text
    }

    /// A fault at a cell; the first one of a cell stays.
    pub(super) fn fault(&mut self, place: usize, text: impl Into<String>) {
        let cell = self.row.cells[place].at();
        if !self.faults.iter().any(|known| known.cell == cell) {
            let text = text.into();
            self.faults.push(Spot { cell, text });
        }
    }

    /// A warning at a cell: told once for all rows that say the same, each named.
    pub(super) fn warn(&mut self, place: usize, text: impl Into<String>) {
        let (cell, text) = (self.row.cells[place].at(), text.into());
        self.warnings.push(Spot { cell, text });
    }

    /// A note at a cell: told after all warnings, once for all rows that say the same.
    pub(super) fn note(&mut self, place: usize, text: impl Into<String>) {
        let (cell, text) = (self.row.cells[place].at(), text.into());
        self.notes.push(Spot { cell, text });
    }

    /// The value of a result, or its sentence as the cell's fault.
    pub(super) fn check<T, E: std::fmt::Display>(&mut self, place: usize, result: Result<T, E>) -> Option<T> {
        result.map_err(|why| self.fault(place, why.to_string())).ok()
    }

    /// Whether nothing is wrong.
    pub(super) fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// An address that may be missing.
    pub(super) fn email_if_any(&mut self, place: usize) -> String {
        let text = self.text(place);
        if !text.is_empty() {
            self.check(place, Email::parse(&text));
        }
        text
    }

    /// A name out of three parts that stand in these cells, or all in one; checked as a form checks it.
    pub(super) fn name(&mut self, parts: [(usize, &str); 3]) -> Option<FullName> {
        const FIELDS: [&str; 3] = ["surname", "given", "patronymic"];
        let mut form = Form::new();
        for (field, (_, text)) in FIELDS.into_iter().zip(parts) {
            form = form.with(field, text);
        }
        let name = accounts::name_from(&mut form);
        for (field, (place, _)) in FIELDS.into_iter().zip(parts) {
            if let Some(why) = form.error(field) {
                self.fault(place, why);
            }
        }
        name
    }

    /// The day of a cell that must be filled; `example` is how one is written.
    pub(super) fn day(&mut self, place: usize, missing: &str, example: &str) -> Option<Day> {
        let written = self.needed(place, missing);
        let day = self.value(place).date().map(Day);
        if day.is_none() && !written.is_empty() {
            self.fault(place, format!("Такой даты нет: {written}. Нужны день, месяц и год, например {example}."));
        }
        day
    }

    /// The category of a cell that must be filled.
    pub(super) fn category(&mut self, place: usize, missing: &str) -> Option<Category> {
        let said = self.needed(place, missing);
        let category = Category::named(&said);
        if category.is_none() && !said.is_empty() {
            self.fault(place, format!("Категория «{said}» не распознана. Нужно одно из: первая, высшая, педагог-методист, педагог-наставник."));
        }
        category
    }

    /// Says of a post that no list knows it by this name.
    pub(super) fn no_such_post(&mut self, place: usize, name: &str) {
        let list = "номенклатуре должностей педагогических работников";
        self.fault(place, format!("Должности «{name}» нет в {list}. Проверьте название."));
    }

    /// Says of a school that the system knows none of this name, or none at all.
    pub(super) fn no_such_school(&mut self, place: usize, name: &str, known: &Known) {
        if known.has_schools() {
            let why = format!("Организации «{name}» нет в списке. Проверьте название или сначала внесите организацию.");
            self.fault(place, why);
        } else {
            self.fault(place, NO_SCHOOLS);
        }
    }

    /// The school of a row, as `place::school` finds it.
    pub(super) fn school<'k>(
        &mut self,
        at: SchoolAt,
        known: &'k Known,
        municipality: &str,
    ) -> Result<Option<&'k School>, Told> {
        place::school(self, at, known, municipality)
    }
}
