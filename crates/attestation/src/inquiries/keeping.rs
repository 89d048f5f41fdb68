//! What is kept of a person, until when and on which ground; the answer that says so. Terms are those of the settings: nothing
//! here is a rule of law.

use crate::accounts::Consent;
use crate::platform::clock::{Day, Zone};
use crate::platform::words;
use crate::retention::{KeptOf, Sort, Version, kept_until};

use super::model::{Inquiry, Wish};

/// Something that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    /// «Дело № 2026-0417».
    pub(super) what: String,
    /// «до 23 ноября 2031», «10 лет со дня заседания».
    pub(super) until: String,
    /// What the term rests on; empty when it has none.
    pub(super) ground: String,
}

impl Kept {
    /// «дело № 2026-0417 — до 23 ноября 2031 (основание: …)».
    fn told(&self) -> String {
        let ground =
            if self.ground.is_empty() { String::new() } else { format!(" (основание: {})", self.ground) };
        format!("{} — {}{ground}", words::inside(&self.what), self.until)
    }
}

/// What is known of a person when the request is looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// What is kept of the teacher.
    pub(super) of: KeptOf,
    /// Consents, those taken back too.
    pub(super) consents: Vec<Consent>,
}

impl Known {
    /// Whether no law of keeping speaks for any of the person's data.
    pub(super) fn is_free(&self) -> bool {
        self.of.cases.is_empty() && !self.of.has_fitness
    }

    /// Numbers of cases that go on: «№ 2026-0417, № 2026-0500».
    pub(super) fn open(&self) -> String {
        let open = self.of.cases.iter().filter(|one| one.case.stage.is_open());
        open.map(|one| format!("№\u{a0}{}", one.case.number)).collect::<Vec<_>>().join(", ")
    }
}

/// What is kept by its own term, in the order it is shown.
pub(super) fn kept(known: &Known, versions: &[Version], today: Day, zone: &Zone) -> Vec<Kept> {
    let mut all: Vec<Kept> = Vec::new();
    for one in &known.of.cases {
        let what = format!("Дело №\u{a0}{}", one.case.number);
        let (until, ground) = match one.over_at.map(|at| zone.day(at)) {
            None => ("пока рассматривают заявление, а потом по сроку хранения дел".to_owned(), String::new()),
            Some(over) => until(versions, over),
        };
        all.push(Kept { what, until, ground });
    }
    let has = |found: bool, code: &'static str| found.then_some(code);
    let cases = &known.of.cases;
    let sorts = [
        has(cases.iter().any(|one| one.is_decided), "protocols"),
        has(cases.iter().any(|one| one.is_in_act), "orders"),
        has(!cases.is_empty(), "letters"),
        has(!known.consents.is_empty(), "consents"),
        has(true, "journal"),
        has(true, Sort::OPENINGS),
    ];
    all.extend(sorts.into_iter().flatten().filter_map(|code| by_sort(versions, code, today)));
    if known.of.has_record {
        let until = "без срока: записью подтверждают категорию".to_owned();
        all.push(Kept {
            what: "Записи реестра категорий".to_owned(), until, ground: String::new()
        });
    }
    if known.of.has_fitness {
        let what = "Сведения об аттестации на соответствие должности".to_owned();
        all.push(Kept {
            what,
            until: "ведёт организация, в которой работает человек".to_owned(),
            ground: String::new(),
        });
    }
    if known.of.has_facts && !known.of.has_fitness {
        all.extend(by_sort(versions, Sort::WORKERS, today));
    }
    all
}

/// Until when a case that was over on a day is kept, and why.
fn until(versions: &[Version], over: Day) -> (String, String) {
    let found = versions.iter().find(|one| one.sort.code == Sort::CASES && one.is_in_force(over));
    match (kept_until(versions, Sort::CASES, over), found) {
        (Some(day), Some(version)) => (format!("до {}", words::day(day)), version.legal_ref.clone()),
        _ => ("срок хранения не задан".to_owned(), String::new()),
    }
}

/// A kind of records by the version of its term that is in force.
fn by_sort(versions: &[Version], code: &str, today: Day) -> Option<Kept> {
    let version = versions.iter().find(|one| one.sort.code == code && one.is_in_force(today))?;
    Some(Kept {
        what: version.sort.words.to_owned(),
        until: format!("{} {}", version.term(), version.sort.since),
        ground: version.legal_ref.clone(),
    })
}

/// For what the data are needed, by which right, and until when each is kept.
/// Source: 152-ФЗ, ст. 14 — what a person is told of the own data.
pub(super) fn about(centre: &str, kept: &[Kept]) -> String {
    let mut text = format!(
        "Персональные данные обрабатывает {centre}.\n\
         Для чего: аттестация педагогических работников.\n\
         Правовое основание: Федеральный закон от 29.12.2012 № 273-ФЗ, ст. 49, и приказ Минпросвещения России от 24.03.2023 № 196, а для кабинета — согласие.\n\
         Кому показаны дела, сказано в архиве данных, в части «Кому показаны дела и документы».\n"
    );
    if !kept.is_empty() {
        text.push_str("\nСроки хранения:\n");
        text.push_str(&listed(&kept.iter().map(Kept::told).collect::<Vec<_>>()));
    }
    text
}

/// What the person is answered who asks for the data: they go as an archive beside.
pub(super) fn copy_answer(inquiry: &Inquiry, about: &str) -> String {
    let asked = words::day(inquiry.asked.asked_on);
    format!(
        "По вашему обращению от {asked} ({}) сообщаем.\n\nКакие данные о вас хранятся, сказано в прилагаемом архиве: «Данные.html» читается без системы, рядом лежат файлы.\n\n{about}",
        inquiry.asked.wish.words()
    )
}

/// What the person is answered: what was done, or that nothing can be, what is kept, until when and why.
pub(super) fn answer(inquiry: &Inquiry, done: &[String], kept: &[Kept], is_all_done: bool) -> String {
    let asked = match inquiry.asked.wish {
        Wish::Erasure => "уничтожить данные",
        _ => "прекратить обработку данных",
    };
    let mut text = format!("По вашему обращению от {} ({asked}) сообщаем.\n", words::day(inquiry.asked.asked_on));
    if !done.is_empty() {
        text.push_str("\nСделано:\n");
        text.push_str(&listed(done));
    } else if is_all_done {
        text.push_str("\nУничтожить или прекратить сейчас нечего.\n");
    }
    if !kept.is_empty() {
        text.push_str("\nДо окончания срока хранения остаются:\n");
        text.push_str(&listed(&kept.iter().map(Kept::told).collect::<Vec<_>>()));
        text.push_str("\nКогда срок пройдёт, персональные данные дел будут уничтожены по акту.\n");
    }
    text
}

/// Lines of a list; the last one ends with a full stop.
fn listed(all: &[String]) -> String {
    format!("– {}.\n", all.join(";\n– "))
}
