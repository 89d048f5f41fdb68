//! The number of a paper as people type it.

/// A number has at most so many signs.
const LONGEST: usize = 40;

/// Reads a number without «№» before it; `what` is whose number it is («протокола»), `example` one of them.
///
/// # Errors
/// The sentence for the field.
pub fn read(typed: &str, what: &str, example: &str) -> Result<String, String> {
    let number = typed.trim().trim_start_matches(['№', 'N']).trim();
    match number.chars().count() {
        0 => Err(format!("Введите номер {what}, например {example}.")),
        1..=LONGEST if number.chars().any(|sign| sign.is_ascii_digit()) => Ok(number.to_owned()),
        1..=LONGEST => Err(format!("В номере {what} нет ни одной цифры. Пример: {example}.")),
        _ => Err(format!("Номер {what} длиннее {LONGEST} знаков. Проверьте его.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_typed() {
        let read = |typed: &str| read(typed, "акта", "214-р");
        assert_eq!(read(" № 214-р "), Ok("214-р".to_owned()));
        assert_eq!(read("№"), Err("Введите номер акта, например 214-р.".to_owned()));
        assert_eq!(read("б/н"), Err("В номере акта нет ни одной цифры. Пример: 214-р.".to_owned()));
        assert_eq!(read(&"9".repeat(41)), Err("Номер акта длиннее 40 знаков. Проверьте его.".to_owned()));
    }
}
