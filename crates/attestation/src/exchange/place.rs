//! The school a row of a sheet names: by its ИНН where the row has one, by its name otherwise.

use officedocs::sheet::Column;

use crate::organizations::{Inn, School};
use crate::platform::names::key;

use super::cells::Cells;
use super::known::Known;

/// The column that tells one school from another of the same name.
pub(super) const INN: Column = Column {
    name: "ИНН организации",
    also: &["ИНН образовательной организации", "ИНН ОО", "ИНН школы"],
    required: false,
};

/// Where a row names its school.
#[derive(Debug, Clone, Copy)]
pub(super) struct SchoolAt {
    /// The place of its name.
    pub(super) name: usize,
    /// The place of its ИНН.
    pub(super) inn: usize,
    /// Whether the row gives access to cases of the school: then it must be plain which one is meant.
    pub(super) gives_access: bool,
}

/// What is said once of a sheet whose rows name organisations while the system has none.
pub(super) const NO_SCHOOLS: &str = "Сначала внесите организации: в системе нет ни одной.";

/// What is wrong with the school was told at its cell.
#[derive(Debug)]
pub(super) struct Told;

/// The school that is meant; none when the system knows none of this name. Of several of one name that was written down first is
/// taken, with a warning.
///
/// # Errors
/// When it is told at a cell what is wrong.
pub(super) fn school<'k>(
    cells: &mut Cells<'_>,
    at: SchoolAt,
    known: &'k Known,
    municipality: &str,
) -> Result<Option<&'k School>, Told> {
    let (name, written) = (cells.text(at.name), cells.text(at.inn));
    if !written.is_empty() {
        return of_inn(cells, at, known, (&name, &written)).map(Some).ok_or(Told);
    }
    let Some((school, many)) = known.school(&name, municipality) else { return Ok(None) };
    if many > 1 && at.gives_access {
        cells.fault(
            at.name,
            format!(
                "Организаций «{name}» в системе несколько ({many}), а координатор видит дела одной. Укажите её ИНН в столбце «{}».",
                INN.name
            ),
        );
        return Err(Told);
    }
    if many > 1 {
        let inn = &school.inn;
        let other = format!("Если это другая, укажите её ИНН в столбце «{}».", INN.name);
        cells.warn(
            at.name,
            format!("Организаций «{name}» в системе несколько ({many}). Взята внесённая первой, ИНН {inn}. {other}"),
        );
    }
    Ok(Some(school))
}

fn of_inn<'k>(
    cells: &mut Cells<'_>,
    at: SchoolAt,
    known: &'k Known,
    (name, written): (&str, &str),
) -> Option<&'k School> {
    let inn = cells.check(at.inn, Inn::parse(written))?;
    let Some(school) = known.by_inn(inn.as_str()) else {
        if !known.has_schools() {
            cells.fault(at.name, NO_SCHOOLS);
            return None;
        }
        cells.fault(
            at.inn,
            format!("Организации с ИНН {} в системе нет. Сверьте цифры или сначала внесите организацию.", inn.as_str()),
        );
        return None;
    };
    if !name.is_empty() && key(name) != key(&school.name) {
        let own = &school.name;
        cells.warn(at.name, format!("Организация с этим ИНН в системе называется «{own}». Проверьте, та ли это."));
    }
    Some(school)
}
