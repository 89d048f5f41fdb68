//! People's names: one way to hold, shorten, search and compare them.

use crate::platform::record::{BadColumn, Record};

/// Surname, given name, patronymic (may be empty).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FullName {
    /// Фамилия.
    pub surname: String,
    /// Имя.
    pub given: String,
    /// Отчество; empty when there is none.
    pub patronymic: String,
}

impl FullName {
    /// Reads three columns beginning at `place`.
    pub fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        Ok(Self { surname: record.get(place)?, given: record.get(place + 1)?, patronymic: record.get(place + 2)? })
    }

    /// Splits «Фамилия Имя Отчество» typed in one field; what follows the second word is the patronymic.
    pub fn split(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace().map(proper);
        let (surname, given) = (words.next()?, words.next()?);
        Some(Self { surname, given, patronymic: words.collect::<Vec<_>>().join(" ") })
    }

    /// Whether its parts are parts of a name.
    pub fn fits(&self) -> Result<(), BadName> {
        [&self.surname, &self.given, &self.patronymic].into_iter().try_for_each(|part| fits(part))
    }

    /// «Орлова Ольга Андреевна».
    pub fn full(&self) -> String {
        joined([&self.surname, &self.given, &self.patronymic])
    }

    /// «Орлова О. А.», the parts held together by no-break spaces.
    pub fn short(&self) -> String {
        let initials = [&self.given, &self.patronymic]
            .into_iter()
            .filter_map(|part| part.chars().next())
            .flat_map(|first| ['\u{a0}', first, '.'])
            .collect::<String>();
        format!("{}{initials}", self.surname)
    }

    /// The name to greet by: «Ольга Андреевна».
    pub fn greeting(&self) -> String {
        joined([&self.given, &self.patronymic])
    }

    /// The name as it is searched: lower case, ё as е.
    pub fn key(&self) -> String {
        key(&self.full())
    }

    /// Surname and given name as they are searched, whatever the patronymic.
    pub fn short_key(&self) -> String {
        key(&format!("{} {}", self.surname, self.given))
    }
}

/// Letters of a part of a name at most.
const LONGEST: usize = 80;

/// Why a part of a name does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// Signs no name has.
    #[error("Здесь могут быть только буквы, пробел и дефис.")]
    Signs,
    /// Too long.
    #[error("Здесь больше {LONGEST} букв. Сократите.")]
    Long,
    /// A Latin letter among Russian ones.
    #[error(
        "В слове «{0}» буква «{1}» латинская. Замените её такой же русской: на вид они одинаковы, но поиск такое имя не найдёт."
    )]
    Mixed(String, char),
    /// Latin letters alone.
    #[error("Слово «{0}» набрано латинскими буквами. Наберите его русскими, как в паспорте.")]
    Latin(String),
}

/// Whether this is a part of a name: Russian letters, a space, a hyphen, an apostrophe, a full stop. A Latin
/// letter that looks like a Russian one would hide a person from every search.
pub fn fits(text: &str) -> Result<(), BadName> {
    let may_be = |sign: char| sign.is_alphabetic() || matches!(sign, '-' | ' ' | '\'' | '’' | '.');
    if text.chars().count() > LONGEST {
        return Err(BadName::Long);
    }
    if !text.chars().all(may_be) {
        return Err(BadName::Signs);
    }
    let is_latin = |sign: char| matches!(sign, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}');
    for word in text.split([' ', '-']) {
        if let Some(letter) = word.chars().find(|sign| is_latin(*sign)) {
            let is_whole = word.chars().filter(|sign| sign.is_alphabetic()).all(is_latin);
            return Err(if is_whole {
                BadName::Latin(word.to_owned())
            } else {
                BadName::Mixed(word.to_owned(), letter)
            });
        }
    }
    Ok(())
}

/// An organisation as a paper writes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PlaceName {
    /// Its name.
    pub name: String,
    /// Its municipality; may be empty.
    pub municipality: String,
}

/// The parts that are there, a space between each two.
fn joined<const N: usize>(parts: [&str; N]) -> String {
    let mut out = String::with_capacity(parts.iter().map(|part| part.len() + 1).sum());
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

/// Before which text every key that begins so stands: every letter comes before the last sign there is.
pub fn past(begins: &str) -> String {
    format!("{begins}\u{10ffff}")
}

/// The text as it is compared and searched: lower case, ё as е, everything but letters and digits a single space.
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        // Most signs by far are these: they need no table of Unicode.
        if matches!(sign, 'а'..='я' | 'a'..='z' | '0'..='9') {
            out.push(sign);
            continue;
        }
        for sign in sign.to_lowercase().map(|sign| if sign == 'ё' { 'е' } else { sign }) {
            if sign.is_alphanumeric() {
                out.push(sign);
            } else if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A name with stray spaces and capitals put right: « ХОХЛОВ » → «Хохлов», «мария-луиза» → «Мария-Луиза».
/// A name already in mixed case is left as it is written: «`МакДональд`».
pub fn proper(word: &str) -> String {
    let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters = || word.chars().filter(|sign| sign.is_alphabetic());
    let all_upper = letters().count() > 1 && letters().all(char::is_uppercase);
    let all_lower = letters().all(char::is_lowercase);
    if !all_upper && !all_lower {
        return word;
    }
    let mut at_start = true;
    word.chars()
        .flat_map(|sign| {
            let turned: Vec<char> =
                if at_start { sign.to_uppercase().collect() } else { sign.to_lowercase().collect() };
            at_start = !sign.is_alphabetic();
            turned
        })
        .collect()
}

/// A login made from a name: «Орлова Ольга Андреевна» → `orlova.oa`.
pub fn login_from(name: &FullName) -> String {
    let mut login = latin(&name.surname);
    let initials: String =
        [&name.given, &name.patronymic].into_iter().filter_map(|part| latin(part).chars().next()).collect();
    if !initials.is_empty() {
        login.push('.');
        login.push_str(&initials);
    }
    login.chars().take(32).collect()
}

fn latin(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|sign| {
            match sign {
                'а' => "a",
                'б' => "b",
                'в' => "v",
                'г' => "g",
                'д' => "d",
                'е' | 'ё' | 'э' => "e",
                'ж' => "zh",
                'з' => "z",
                'и' | 'й' | 'ы' => "i",
                'к' => "k",
                'л' => "l",
                'м' => "m",
                'н' => "n",
                'о' => "o",
                'п' => "p",
                'р' => "r",
                'с' => "s",
                'т' => "t",
                'у' => "u",
                'ф' => "f",
                'х' => "h",
                'ц' => "c",
                'ч' => "ch",
                'ш' => "sh",
                'щ' => "sch",
                'ю' => "yu",
                'я' => "ya",
                '-' => "-",
                _ => "",
            }
            .to_owned()
                + &if sign.is_ascii_alphanumeric() { sign.to_string() } else { String::new() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> FullName {
        FullName::split(text).expect("a surname and a given name")
    }

    #[test]
    fn names_are_shortened_and_searched() {
        let person = name("  СОЛОВЬЁВА   виктория Алексеевна ");
        assert_eq!(person.full(), "Соловьёва Виктория Алексеевна");
        assert_eq!(person.short(), "Соловьёва\u{a0}В.\u{a0}А.");
        assert_eq!(person.key(), "соловьева виктория алексеевна");
        assert_eq!(name("Королёва-Киселёва Дарья").short(), "Королёва-Киселёва\u{a0}Д.");
        assert_eq!(FullName::split("Одна"), None);
    }

    #[test]
    fn a_latin_letter_is_named() {
        assert_eq!(fits("Смешанова-Киселёва"), Ok(()));
        assert_eq!(fits("Д’Артаньян"), Ok(()));
        let mixed = fits("Орлова-Смешaнова").unwrap_err();
        assert_eq!(mixed, BadName::Mixed("Смешaнова".to_owned(), 'a'));
        assert!(mixed.to_string().starts_with("В слове «Смешaнова» буква «a» латинская."));
        assert_eq!(fits("IVANOVA"), Err(BadName::Latin("IVANOVA".to_owned())));
        assert_eq!(fits("О1ьга"), Err(BadName::Signs));
        assert_eq!(fits(&"О".repeat(LONGEST)), Ok(()));
        assert_eq!(fits(&"О".repeat(LONGEST + 1)), Err(BadName::Long));
    }

    #[test]
    fn logins_are_latin() {
        assert_eq!(login_from(&name("Щукина Юлия Дмитриевна")), "schukina.yd");
        assert_eq!(login_from(&name("Королёва-Киселёва Дарья Семёновна")), "koroleva-kiseleva.ds");
    }

    #[test]
    fn keys_compare_what_people_mean() {
        assert_eq!(key("МБОУ  «СОШ № 66» (Город Стрежевой)"), "мбоу сош 66 город стрежевой");
        assert_eq!(proper("МакДональд"), "МакДональд");
        assert_eq!(proper("мария-луиза"), "Мария-Луиза");
    }
}
