//! What the page inside the file of a case says of it first.

use crate::accounts::{self, Consent};
use crate::applications::Snils;
use crate::applying::Signing;
use crate::commission::{Attendee, PaperKind};
use crate::platform::clock::Zone;
use crate::platform::names::FullName;
use crate::platform::words;

use super::pack::{Contents, is_put_in};

/// Why an act or a protocol is named and not put in.
const NOT_PUT_IN: &str = "в этом архиве его нет: в нём решения о других людях. SHA-256:";

/// What the page says of the case first.
pub(super) fn facts(contents: &Contents, zone: &Zone) -> Vec<(&'static str, String)> {
    let (case, teacher) = (&contents.case, contents.teacher.as_ref());
    let mut facts = vec![
        ("Номер заявления", case.number.clone()),
        ("Педагог", case.name.full()),
        ("Дата рождения", teacher.map(|one| words::day(one.born)).unwrap_or_default()),
        ("СНИЛС", teacher.map(|one| Snils::printed(&one.snils)).unwrap_or_default()),
        ("Организация", format!("{}, {}", case.school_name, case.municipality)),
        ("Должность", case.post_and_subject()),
        ("Имеющаяся категория", case.current_words().to_owned()),
        ("Заявленная категория", case.category.words().to_owned()),
        ("Получено", words::day(case.received_on)),
        ("Состояние", case.standing(true).words.to_owned()),
    ];
    facts.retain(|(_, said)| !said.is_empty());
    for one in contents.results.iter().rev() {
        let when = zone.written(one.recorded_at);
        let returned = if one.returned_at.is_some() { ", возвращён" } else { "" };
        facts.push(("Результат", format!("№ {}: {}, {when}{returned}", one.number, one.verdict.words())));
    }
    facts.extend(contents.proofs.signing.iter().map(|one| ("Подпись педагога", signing_words(one, zone))));
    let earlier = contents.proofs.earlier.iter().rev();
    facts.extend(earlier.map(|one| ("Прежняя подпись, до исправления", signing_words(one, zone))));
    facts.extend(contents.proofs.consents.iter().map(|one| ("Согласие", consent_words(one, zone))));
    facts.extend(decided(contents));
    facts
}

fn signing_words(one: &Signing, zone: &Zone) -> String {
    let who = one.who.as_ref().map_or_else(|| "владелец кабинета".to_owned(), FullName::full);
    let edition = accounts::consent_edition(&one.agreement);
    let when = zone.written(one.at);
    format!(
        "простая электронная подпись: {who}, {when}; соглашение о подписи в редакции {edition}; SHA-256 подписанного текста: {}",
        one.hash
    )
}

fn consent_words(one: &Consent, zone: &Zone) -> String {
    let edition = accounts::consent_edition(&one.version);
    let back = one.withdrawn_at.map(|at| format!(", отозвано {}", zone.written(at))).unwrap_or_default();
    let to = if one.operator.is_empty() { String::new() } else { format!(", кому: {}", one.operator) };
    let (what, at) = (accounts::consent_words(&one.document), zone.written(one.given_at));
    format!("{what}, редакция {edition}: дано {at}{to}{back}")
}

/// Members of the commission who were at the session: «Зайцева Зоя Павловна, председатель».
pub(super) fn present(attendees: &[Attendee]) -> impl Iterator<Item = String> {
    let there = attendees.iter().filter(|one| one.is_present || one.has_decided);
    there.map(|one| format!("{}, {}", one.name.full(), one.position.words()))
}

/// The decision and the act, with the sums of the files that are not put in.
fn decided(contents: &Contents) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    if let Some((one, sitting)) = &contents.decision {
        let number = &one.protocol_number;
        let protocol = if number.is_empty() { String::new() } else { format!(", протокол №\u{a0}{number}") };
        let day = words::day(one.held_on);
        facts.push(("Решение комиссии о категории", format!("{}, {day}{protocol}", one.outcome.words())));
        facts.push(("Как голосовали", one.voted()));
        if !one.reason.is_empty() {
            facts.push(("Почему отказано", one.reason.clone()));
        }
        facts.push(("Комиссия", one.commission_name.clone()));
        facts.extend(present(&contents.attendees).map(|one| ("На заседании", one)));
        if let Some(sitting) = sitting.as_ref().filter(|sitting| !sitting.file_key.is_empty()) {
            facts.push(("Файл протокола", format!("{NOT_PUT_IN} {}", sitting.file_key)));
        }
        let scans = contents.protocol.iter().filter(|one| one.kind == PaperKind::Scan);
        facts.extend(scans.map(|one| ("Скан протокола", format!("{NOT_PUT_IN} {}", one.file.key))));
    }
    if let Some((decree, line)) = &contents.act {
        facts.push(("Распорядительный акт", format!("{}: {}", decree.named(), line.wording())));
        if let Some(file) = decree.file.as_ref().filter(|_| !is_put_in(decree)) {
            facts.push(("Файл акта", format!("{NOT_PUT_IN} {}", file.key)));
        }
    }
    facts
}
