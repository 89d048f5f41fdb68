//! How an application came, as the form asks for it: the channel, the number on Госуслуги, the day it was sent.

use crate::applications::{BadFiling, Channel, Filed, Filing, OuterNumber};
use crate::platform::clock::Day;
use crate::platform::form::{Choice, Form};

/// Channels to choose from.
pub(super) fn channels() -> Vec<Choice> {
    let all = Channel::ALL.map(|one| Choice::new(one.code(), one.words()));
    std::iter::once(Choice::new("", "Не указано")).chain(all).collect()
}

/// How a case came, as it is written down.
pub(super) fn of_case(filed: &Filed) -> Filing {
    Filing {
        channel: filed.channel,
        outer_number: OuterNumber::parse(&filed.outer_number).ok(),
        submitted_on: filed.submitted_on,
    }
}

/// Reads the fields `channel`, `outer`, `submitted`; none when one of them has a fault.
pub(super) fn parse(form: &mut Form, received_on: Day) -> Option<Filing> {
    let written = form.text("outer");
    let outer = (!written.is_empty()).then(|| form.check("outer", OuterNumber::parse(&written)));
    let day = form.text("submitted");
    let submitted = (!day.is_empty()).then(|| {
        let day = Day::typed(&day).ok_or("Дата записана с ошибкой. Пример: 02.11.2026.");
        form.check("submitted", day)
    });
    let channel = Channel::parse(form.value("channel"));
    if outer == Some(None) || submitted == Some(None) {
        return None;
    }
    let filing = Filing::of(channel, outer.flatten(), submitted.flatten(), received_on);
    let field = if matches!(filing, Err(BadFiling::SentAfterReceipt)) { "submitted" } else { "outer" };
    form.check(field, filing)
}
