//! What of a sound row is taken as it is but is worth a second look: what rules only warn of, who may be the same person,
//! what overlaps.

use std::collections::{BTreeSet, HashMap};

use officedocs::sheet::Sheet;

use crate::applications::{Category, NewApplication};
use crate::platform::clock::Day;
use crate::platform::names::FullName;
use crate::platform::words;
use crate::register::{NewRecord, Record};

use super::cells::Cells;
use super::known::Known;
use super::{holders, teachers};

/// The names a sheet of applications holds, and the schools it names; wrong ones are left out.
pub(super) fn named_in(sheet: &Sheet) -> (Vec<FullName>, BTreeSet<String>) {
    let rows = || sheet.rows.iter().map(Cells::of);
    (
        rows().filter_map(|mut cells| teachers::name(&mut cells)).collect(),
        rows().map(|cells| cells.text(teachers::SCHOOL)).collect(),
    )
}

/// Looks again at an application that is new: at the rules, at other applications of the teacher, at their colleagues; the
/// rule against it.
pub(super) fn of_application(cells: &mut Cells<'_>, known: &Known, new: &NewApplication) -> Option<String> {
    let barred = known.rulings().and_then(|rulings| rulings.barred(new, Vec::new())).map(|barred| barred.told());
    if let Some(told) = &barred {
        cells.warn(teachers::CATEGORY, format!("{told} Проверьте документы педагога."));
    }
    if let Some(advice) = known.rulings().and_then(|rulings| rulings.advised(new)) {
        cells.warn(teachers::CATEGORY, advice);
    }
    let snils = &new.teacher.snils;
    for (category, number) in known.open(snils).filter(|(category, _)| *category != new.category) {
        let said = format!("У педагога уже есть заявление на другую категорию ({}): дело {number}.", category.words());
        cells.warn(teachers::CATEGORY, format!("{said} Проверьте, нужны ли оба."));
    }
    for name in known.colleagues(new) {
        let said = format!("В этой организации уже есть педагог с похожим именем и другим СНИЛС: {}.", name.full());
        cells.warn(teachers::SURNAME, format!("{said} Проверьте, не один ли это человек."));
    }
    barred
}

/// A person in a post: the name as it is compared, the day of birth, the post's code.
type InPost = (String, Day, String);

/// A category somebody holds in a post, and until when.
#[derive(Debug, Clone, Copy)]
struct Term {
    category: Category,
    from: Day,
    to: Option<Day>,
}

impl Term {
    /// Whether both are in force on some day, which is neither one category given for another nor two of different sorts.
    fn overlaps(self, other: Self) -> bool {
        let basic = |one: Self| matches!(one.category, Category::First | Category::Highest);
        let (earlier, later) = if self.from <= other.from { (self, other) } else { (other, self) };
        let is_raise = earlier.category == Category::First && later.category == Category::Highest;
        let is_one_sort = self.category == other.category || (basic(self) && basic(other));
        is_one_sort && !is_raise && earlier.to.is_none_or(|last| later.from <= last)
    }

    /// «первая с 12.03.2021 до 12.03.2026».
    fn words(self) -> String {
        let to = self.to.map(|day| format!(" до {}", words::brief_day(day))).unwrap_or_default();
        format!("{} с {}{to}", self.category.words(), words::brief_day(self.from))
    }
}

/// Categories people hold in their posts: by the register, and by the rows above.
#[derive(Debug, Default)]
pub(super) struct Terms(HashMap<InPost, Vec<(Term, Option<u32>)>>);

impl Terms {
    /// Those the register holds.
    pub(super) fn of(records: &[Record]) -> Self {
        let mut terms = Self::default();
        for one in records.iter().filter(|one| one.stands()) {
            let term = Term { category: one.category, from: one.granted_on, to: one.valid_to };
            terms.put((one.name.key(), one.born, one.post_code.clone()), term, None);
        }
        terms
    }

    fn put(&mut self, who: InPost, term: Term, row: Option<u32>) {
        self.0.entry(who).or_default().push((term, row));
    }

    /// Looks again at a record that is new, and keeps it for the rows below.
    pub(super) fn look(&mut self, cells: &mut Cells<'_>, known: &Self, new: &NewRecord) {
        let who = (new.name.key(), new.born, new.post_code.clone());
        let term = Term { category: new.category, from: new.granted_on, to: new.valid_to };
        let all = known.0.get(&who).into_iter().chain(self.0.get(&who)).flatten();
        let overlapping = all.filter(|(other, _)| term.overlaps(*other));
        for (other, row) in overlapping.copied().collect::<Vec<_>>() {
            let place = row.map_or_else(|| "в реестре".to_owned(), |row| format!("в строке {row}"));
            let said = format!("По этой должности уже есть категория на то же время {place}: {}.", other.words());
            cells.warn(holders::CATEGORY, format!("{said} Проверьте даты решений."));
        }
        self.put(who, term, Some(cells.number()));
    }
}
