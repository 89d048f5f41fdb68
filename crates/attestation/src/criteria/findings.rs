//! What is wrong with a set before it is published. A fault stops it, a warning does not. Pure.

use crate::applications::Category;
use crate::platform::ids::Id;

use super::model::{Covers, CriteriaSet, Indicator, Measure, Opt, Row, RowKind, Scoring};

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// The set itself.
    Set,
    /// One indicator.
    Indicator(Id<Indicator>),
    /// One row.
    Row(Id<Row>),
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// Where it is.
    pub(super) about: About,
    /// What is wrong and what to do.
    pub(super) words: String,
    /// Whether the set cannot be published with it.
    pub(super) is_fault: bool,
}

fn fault(about: About, words: impl Into<String>) -> Finding {
    Finding { about, words: words.into(), is_fault: true }
}

fn warning(about: About, words: impl Into<String>) -> Finding {
    Finding { about, words: words.into(), is_fault: false }
}

/// Everything found, from the top of the set to its end.
pub(super) fn of(set: &CriteriaSet) -> Vec<Finding> {
    let mut found = of_head(set);
    found.extend(set.indicators.iter().enumerate().filter_map(|(at, one)| of_code(set, at, one)));
    for one in &set.indicators {
        found.extend(of_indicator(set, one));
        found.extend(one.rows.iter().flat_map(|row| of_row(set, row)));
    }
    found
}

fn of_head(set: &CriteriaSet) -> Vec<Finding> {
    let mut found = Vec::new();
    if matches!(&set.covers, Covers::Named(codes) if codes.is_empty()) {
        found.push(fault(About::Set, "Набор не относится ни к одной должности. Отметьте должности."));
    }
    if set.indicators.is_empty() {
        found.push(fault(About::Set, "В наборе нет показателей. Добавьте хотя бы один."));
    }
    match (set.scoring, set.threshold) {
        (Scoring::Points, Some(least)) if least > set.reachable() => found.push(fault(
            About::Set,
            format!(
                "Порог {least} недостижим: по всем строкам можно набрать не больше {}. Уменьшите порог или добавьте баллы.",
                set.reachable()
            ),
        )),
        (Scoring::None, Some(_)) => {
            found.push(warning(About::Set, "В наборе без баллов порог не проверяется. Уберите порог или включите баллы."));
        }
        _ => {}
    }
    if !set.remark.is_empty() {
        found.push(warning(About::Set, format!("Осталось замечание: {}. Уберите его, когда всё сверено.", set.remark)));
    }
    found
}

/// An indicator is told from the others by its code: one that stands twice or is that of another category is a slip.
fn of_code(set: &CriteriaSet, at: usize, one: &Indicator) -> Option<Finding> {
    let about = About::Indicator(one.id);
    if !one.code.is_empty() && set.indicators[..at].iter().any(|before| before.code == one.code) {
        return Some(fault(about, format!("Код {} в наборе уже есть. Уберите показатель или измените код.", one.code)));
    }
    let (letter, number) = one.code.split_at_checked(1)?;
    let is_numbered = !number.is_empty() && number.bytes().all(|sign| sign.is_ascii_digit());
    let whose = match letter {
        "I" => "первой и высшей категорий",
        "M" => "категории «педагог-методист»",
        "N" => "категории «педагог-наставник»",
        _ => return None,
    };
    let own = match set.category {
        Category::First | Category::Highest => "I",
        Category::Methodist => "M",
        Category::Mentor => "N",
    };
    (is_numbered && letter != own).then(|| {
        warning(
            about,
            format!("{} — показатель {whose}, а набор для другой. Проверьте, тот ли это показатель.", one.code),
        )
    })
}

fn of_indicator(set: &CriteriaSet, one: &Indicator) -> Option<Finding> {
    let about = About::Indicator(one.id);
    if one.rows.is_empty() {
        return Some(fault(
            about,
            "У показателя нет строк: отвечать не на что. Добавьте строку или уберите показатель.",
        ));
    }
    let least = one.threshold.filter(|least| set.scoring == Scoring::Points && *least > one.reachable())?;
    let most = one.reachable();
    Some(fault(
        about,
        format!("Порог {least} недостижим: по этому показателю засчитывается не больше {most}. Уменьшите порог."),
    ))
}

fn of_row(set: &CriteriaSet, row: &Row) -> Vec<Finding> {
    let about = About::Row(row.id);
    let mut found = Vec::new();
    if row.kind.has_options() && row.options.is_empty() {
        found.push(fault(about, "Не записаны ответы, из которых выбирать. Впишите их по одному в строке."));
        return found;
    }
    if row.kind == RowKind::Band {
        found.extend(of_bands(row).map(|words| fault(about, words)));
    }
    if row.kind == RowKind::Exclusive && row.options.len() == 1 {
        found.push(warning(about, "Выбирать не из чего: ответ один. Добавьте второй или выберите «да или нет»."));
    }
    if set.scoring == Scoring::Points && row.kind != RowKind::Text && row.reachable() <= 0 {
        found.push(fault(
            about,
            "Строка не даёт баллов ни при каком ответе. Укажите баллы или выберите текст без баллов.",
        ));
    }
    if row.evidence.is_empty() && row.kind != RowKind::Text {
        found.push(warning(about, "Не сказано, чем подтверждается ответ. Впишите документы."));
    }
    found
}

/// The first place where bands do not follow one another from nought to the largest number.
fn of_bands(row: &Row) -> Option<String> {
    let mut bands: Vec<&Opt> = row.options.iter().collect();
    bands.sort_by_key(|band| band.low);
    let hole = |from: i64, to: &str| {
        Some(format!("Для чисел с {from} {to} нет диапазона. Измените границы, чтобы диапазоны шли без разрыва."))
    };
    let mut next = 0;
    for band in &bands {
        let low = band.low.unwrap_or(0);
        if low > next {
            return hole(next, &format!("по {}", low - 1));
        }
        if low < next {
            let low = low.to_string();
            return Some(format!(
                "Число {low} попадает сразу в два диапазона. Измените границы, чтобы они не накладывались."
            ));
        }
        next = band.high.map_or(i64::MAX, |high| high + 1);
    }
    match row.measure {
        Measure::Percent if next <= 100 => hole(next, "по 100"),
        Measure::Count if next < i64::MAX => hole(next, "и больше"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::State;
    use super::*;
    use crate::platform::clock::Day;

    fn bands(measure: Measure, all: &[(i64, Option<i64>)]) -> Row {
        let options = all.iter().map(|(low, high)| Opt {
            id: Id::new(),
            wording: String::new(),
            points: 1,
            low: Some(*low),
            high: *high,
        });
        Row {
            id: Id::new(),
            kind: RowKind::Band,
            measure,
            wording: "Доля".to_owned(),
            hint: String::new(),
            min: 0,
            max: 1,
            years: None,
            options: options.collect(),
            evidence: vec!["справка".to_owned()],
        }
    }

    fn set(rows: Vec<Row>, threshold: Option<i64>) -> CriteriaSet {
        let wording = "Показатель".to_owned();
        CriteriaSet {
            id: Id::new(),
            title: "Набор".to_owned(),
            category: Category::First,
            covers: Covers::AllPosts,
            state: State::Draft,
            scoring: Scoring::Points,
            valid_from: Day(jiff::civil::date(2026, 11, 23)),
            threshold,
            legal_ref: String::new(),
            remark: String::new(),
            edition: 1,
            indicators: vec![Indicator {
                id: Id::new(),
                code: String::new(),
                wording,
                cap: None,
                threshold: None,
                rows,
            }],
        }
    }

    fn words(set: &CriteriaSet) -> Vec<String> {
        of(set).into_iter().map(|one| one.words.split(['.', ':']).next().expect("words").to_owned()).collect()
    }

    #[test]
    fn bands_follow_one_another() {
        let said = |measure, all: &[(i64, Option<i64>)]| words(&set(vec![bands(measure, all)], None));
        let none = Vec::<String>::new();
        assert_eq!(said(Measure::Percent, &[(0, Some(49)), (50, Some(100))]), none);
        assert_eq!(said(Measure::Percent, &[(50, None), (0, Some(49))]), none);
        assert_eq!(said(Measure::Percent, &[(0, Some(49)), (51, None)]), ["Для чисел с 50 по 50 нет диапазона"]);
        assert_eq!(said(Measure::Percent, &[(0, Some(50)), (50, None)]), ["Число 50 попадает сразу в два диапазона"]);
        assert_eq!(said(Measure::Percent, &[(0, None), (50, None)]), ["Число 50 попадает сразу в два диапазона"]);
        assert_eq!(said(Measure::Percent, &[(1, None)]), ["Для чисел с 0 по 0 нет диапазона"]);
        assert_eq!(said(Measure::Percent, &[(0, Some(99))]), ["Для чисел с 100 по 100 нет диапазона"]);
        assert_eq!(said(Measure::Count, &[(0, Some(9))]), ["Для чисел с 10 и больше нет диапазона"]);
    }

    #[test]
    fn thresholds_are_within_reach() {
        let rows = || vec![bands(Measure::Percent, &[(0, None)])];
        assert_eq!(words(&set(rows(), Some(1))), Vec::<String>::new());
        assert_eq!(words(&set(rows(), Some(2))), ["Порог 2 недостижим"]);
        let mut capped = set(rows(), None);
        capped.indicators[0].threshold = Some(1);
        assert_eq!(words(&capped), Vec::<String>::new());
        capped.indicators[0].cap = Some(0);
        assert_eq!(words(&capped), ["Порог 1 недостижим"]);
    }

    #[test]
    fn a_code_is_its_own_and_stands_once() {
        let coded = |codes: &[&str], category: Category| {
            let mut set = set(vec![bands(Measure::Percent, &[(0, None)])], None);
            let indicator = set.indicators[0].clone();
            let with = |code: &&str| Indicator { id: Id::new(), code: (*code).to_owned(), ..indicator.clone() };
            set.indicators = codes.iter().map(with).collect();
            set.category = category;
            words(&set)
        };
        assert_eq!(coded(&["I1", "I2", "", ""], Category::Highest), Vec::<String>::new());
        assert_eq!(coded(&["I1", "I2", "I1"], Category::First), ["Код I1 в наборе уже есть"]);
        let other = "M1 — показатель категории «педагог-методист», а набор для другой";
        assert_eq!(coded(&["I1", "M1", "Мой"], Category::First), [other]);
        assert_eq!(coded(&["M1", "M2"], Category::Methodist), Vec::<String>::new());
    }

    #[test]
    fn what_is_empty_is_named() {
        assert_eq!(words(&set(vec![], None)), ["У показателя нет строк"]);
        let mut bare = set(vec![], None);
        bare.indicators.clear();
        bare.covers = Covers::Named(vec![]);
        assert_eq!(words(&bare), ["Набор не относится ни к одной должности", "В наборе нет показателей"]);
        let mut idle = bands(Measure::Percent, &[(0, None)]);
        idle.options[0].points = 0;
        assert_eq!(words(&set(vec![idle], None)), ["Строка не даёт баллов ни при каком ответе"]);
    }
}
