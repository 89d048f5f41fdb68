//! Whether two lines of a list name one person: a commission and witnesses are made of different people. Pure.

use crate::platform::names::key;

use super::refused::Refused;

/// What divides a name from the role after it.
const ROLE: [char; 6] = [',', ';', '(', '–', '—', ':'];

/// A person as a line names them: the surname, then the given name and the patronymic or their first letters.
#[derive(Debug, PartialEq, Eq)]
struct Named {
    surname: String,
    rest: Vec<String>,
}

impl Named {
    fn of(line: &str) -> Self {
        let name = line.split(ROLE).next().unwrap_or_default().trim();
        let (surname, rest) = name.split_once(char::is_whitespace).unwrap_or((name, ""));
        Self { surname: key(surname), rest: key(rest).split_whitespace().take(2).map(str::to_owned).collect() }
    }

    /// Whether the two may be one person: nothing in the names tells them apart.
    fn may_be(&self, other: &Self) -> bool {
        let alike = |(one, other): (&String, &String)| {
            one == other
                || (one.chars().count().min(other.chars().count()) == 1 && one.chars().next() == other.chars().next())
        };
        !self.surname.is_empty() && self.surname == other.surname && self.rest.iter().zip(&other.rest).all(alike)
    }
}

/// The line that names somebody who is named before it; none when all are different people.
pub(super) fn repeated(lines: &[String]) -> Option<&String> {
    let named: Vec<Named> = lines.iter().map(|line| Named::of(line)).collect();
    let at = (1..named.len()).find(|at| named[..*at].iter().any(|one| one.may_be(&named[*at])))?;
    lines.get(at)
}

/// A commission of different people.
///
/// # Errors
/// When one of them is named twice.
pub(super) fn all_different(members: &[String]) -> Result<(), Refused> {
    repeated(members).map_or(Ok(()), |line| Err(Refused::Twice(line.clone())))
}

/// A commission that names its chair: the deputy's role is another word.
///
/// # Errors
/// When nobody is named so.
pub(super) fn is_chaired(members: &[String]) -> Result<(), Refused> {
    let chairs = |line: &String| key(line).split(|sign: char| !sign.is_alphabetic()).any(|word| word == "председатель");
    if members.iter().any(chairs) { Ok(()) } else { Err(Refused::NoChair) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twice(lines: &[&str]) -> Option<String> {
        let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        repeated(&lines).cloned()
    }

    #[test]
    fn one_person_is_known_whatever_the_role() {
        for second in [
            "Панова А. Б., секретарь",
            "панова а.б. – заместитель",
            "Панова Алла Борисовна",
            "Панова Алла Борисовна (секретарь)",
            "Панова А. Б. член комиссии",
            "Панова",
        ] {
            assert_eq!(twice(&["Панова А. Б., председатель", second]).as_deref(), Some(second));
        }
        for second in ["Панова В. Б.", "Панова Анна Борисовна, секретарь", "Гордеева А. Б.", "Панов Алла Борисовна"]
        {
            assert_eq!(twice(&["Панова Алла Борисовна, председатель", second]), None, "{second}");
        }
        assert_eq!(twice(&["А", "Б", "В"]), None);
    }

    #[test]
    fn a_deputy_is_no_chair() {
        let said = |line: &str| is_chaired(&[line.to_owned(), "Юдина Лариса Олеговна, секретарь".to_owned()]);
        for line in ["Панова А. Б., председатель", "Панова А. Б. – Председатель комиссии", "председатель: Панова А. Б."]
        {
            assert_eq!(said(line), Ok(()), "{line}");
        }
        for line in ["Панова А. Б.", "Панова А. Б., заместитель председателя", "Председателева А. Б."]
        {
            assert_eq!(said(line), Err(Refused::NoChair), "{line}");
        }
    }
}
