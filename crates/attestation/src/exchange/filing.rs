//! How an application came, as the form asks for it: the channel, the number on Госуслуги, the day it was sent.

use crate::applications::{BadFiling, Channel, Filed, Filing, OuterNumber};
use crate::platform::clock::Day;
use crate::platform::form::{Choice, Form};

/// Whether a channel is chosen by hand, or is what the case has.
fn is_offered(one: Channel, kept: Option<Channel>) -> bool {
    Channel::BY_HAND.contains(&one) || kept == Some(one)
}

/// Channels to choose from: those written down by hand, and what the case has.
pub(super) fn channels(kept: Option<Channel>) -> Vec<Choice> {
    let all = Channel::ALL.into_iter().filter(|one| is_offered(*one, kept));
    std::iter::once(Choice::new("", "Не указано")).chain(all.map(|one| Choice::new(one.code(), one.words()))).collect()
}

/// How a case came, as it is written down.
pub(super) fn of_case(filed: &Filed) -> Filing {
    Filing {
        channel: filed.channel,
        outer_number: OuterNumber::parse(&filed.outer_number).ok(),
        submitted_on: filed.submitted_on,
    }
}

/// Reads the fields `channel`, `outer`, `submitted` of a case that has a channel already or none; none when one of them has a
/// fault.
pub(super) fn parse(form: &mut Form, received_on: Day, kept: Option<Channel>) -> Option<Filing> {
    let written = form.text("outer");
    let outer = (!written.is_empty()).then(|| form.check("outer", OuterNumber::parse(&written)));
    let day = form.text("submitted");
    let submitted = (!day.is_empty()).then(|| {
        let day = Day::typed(&day).ok_or("Дата записана с ошибкой. Пример: 02.11.2026.");
        form.check("submitted", day)
    });
    let channel = Channel::parse(form.value("channel"));
    if channel.is_some_and(|one| !is_offered(one, kept)) {
        form.fault("channel", "Это система записывает сама. Выберите, как заявление пришло в Центр.");
        return None;
    }
    if outer == Some(None) || submitted == Some(None) {
        return None;
    }
    let filing = Filing::of(channel, outer.flatten(), submitted.flatten(), received_on);
    let field = if matches!(filing, Err(BadFiling::SentAfterReceipt)) { "submitted" } else { "outer" };
    form.check(field, filing)
}
