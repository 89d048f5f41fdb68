//! The head of the journal's seals leaves the house once a day: a letter to the address of the settings, so that whoever
//! makes the seals anew differs from what stands in somebody's mailbox.

use crate::context::App;
use crate::platform::act::{By, Fact};
use crate::platform::clock::Day;
use crate::platform::daily::Daily;
use crate::platform::failure::Failure;
use crate::platform::letter::{Addressee, Part, compose};
use crate::platform::names::FullName;
use crate::platform::outbox::Letter;
use crate::platform::seal::{self, Seal};
use crate::platform::settings;
use crate::platform::words;

use super::kinds;

/// The setting that holds the last days done.
const DONE: &str = "journal.head.done";

/// The work of a day.
#[derive(Debug)]
pub struct Head;

impl Daily<App> for Head {
    const NAME: &'static str = "journal.head";
    const WORDS: &'static str = "Отпечаток журнала на внешний адрес";

    async fn work(app: &App, day: Day) -> Result<(), Failure> {
        send(app, day).await
    }
}

/// Seals what waits and sends the last seal, once a day. Without an address, or a seal, there is nothing to do.
async fn send(app: &App, day: Day) -> Result<(), Failure> {
    let Some(to) = app.config.seal_mail.clone() else { return Ok(()) };
    seal::seal(&app.db, app.now(), app.config.seal_key.as_ref()).await?;
    let Some(last) = app.db.glance(seal::last).await? else { return Ok(()) };
    let letter = letter(app, to, &last)?;
    let sent = app.db.act(By::system(), app.now(), move |act| {
        let words = if settings::mark_day(act, DONE, day)? {
            act.post(&letter)?;
            format!("отпечаток журнала отправлен, печать №\u{a0}{}", last.number)
        } else {
            "отпечаток журнала за этот день уже отправлен".to_owned()
        };
        Ok::<_, Failure>(act.record(Fact::of(kinds::HEAD_SENT, words), ())?)
    });
    sent.await?;
    app.bell.ring();
    Ok(())
}

fn letter(app: &App, email: String, last: &Seal) -> Result<Letter, Failure> {
    let to = Addressee { email, name: FullName::default(), account: None };
    let rows = words::counted(last.last.unsigned_abs(), "запись", "записи", "записей");
    let parts = [
        Part::text(format!(
            "Журнал системы опечатан: {rows}, печать №\u{a0}{} от {}.",
            last.number,
            app.config.zone.brief(last.at)
        )),
        Part::text("Отпечаток:"),
        Part::Code(last.print()),
        Part::text(
            "Сохраните это письмо. Если отпечаток этой печати в списке печатей когда-нибудь окажется другим, журнал меняли мимо системы.",
        ),
    ];
    let subject = format!("Отпечаток журнала: печать №\u{a0}{}", last.number);
    Ok(compose("journal.sealed", &to, &subject, &parts, &app.signature())?)
}
