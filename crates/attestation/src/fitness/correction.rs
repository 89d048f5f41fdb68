//! «Исправление»: what was typed wrongly in an attestation, closed ones too, is put right; what stood before stays beside it.

use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::dated::with_day;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::page;

use super::acts;
use super::corrected_days::{self, SCHEDULED, asked, days};
use super::guards::{AnyCase, OwnCase, home};
use super::model::{Case, Since};
use super::order;
use super::people;
use super::put_right::{Corrected, Correction, Days, Tally, changes};
use super::refused::{self, Refused};
use super::session::{self, OF_UNION};
use super::stage::Stage;
use super::step::{self, Ask, StepPage};
use super::thresholds::Thresholds;
use super::votes::Came;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/school/fitness/{id}/correction", show)
        .post("/school/fitness/{id}/correction", correct)
        .get("/school/fitness/{id}/earlier/{case}/correction", show)
        .post("/school/fitness/{id}/earlier/{case}/correction", correct)
}

/// There is nothing that could be wrong.
#[derive(Debug)]
pub(super) enum Nothing {
    /// Nothing is written down yet.
    NoOrder,
    /// The attestation was not held.
    NotHeld,
}

impl Refusal for Nothing {
    fn reason(&self) -> String {
        match self {
            Self::NoOrder => "Исправлять пока нечего: приказа ещё нет. Запишите его на странице работника.",
            Self::NotHeld => "Эта аттестация не проводилась: исправлять в ней нечего.",
        }
        .to_owned()
    }
}

/// Whether what is written down of an attestation may be put right.
pub(super) fn may_correct(case: &Case) -> Result<(), Nothing> {
    match (case.stage, &case.order) {
        (Stage::Exempt, _) => Err(Nothing::NotHeld),
        (_, None) => Err(Nothing::NoOrder),
        (_, Some(_)) => Ok(()),
    }
}

/// The page with what is written down now.
async fn show(AnyCase(seat): AnyCase, State(app): State<App>) -> Result<Response, Failure> {
    may_correct(&seat.case)?;
    draw(&app, &seat, stands(&seat))
}

/// The form with what is written down now.
fn stands(seat: &OwnCase) -> Form {
    let mut form = Form::new();
    if let Some((number, on)) = &seat.case.order {
        form = with_day(form.with("number", number), "on", *on);
    }
    if let Some(day) = corrected_days::scheduled(&seat.case) {
        form = with_day(form, SCHEDULED, day);
    }
    for (name, _, day) in asked(&seat.case.days()) {
        form = with_day(form, name, day);
    }
    if let Some(tally) = seat.case.tally() {
        form = filled(form, &tally);
    }
    form
}

/// The form with what the session has found.
fn filled(form: Form, tally: &Tally) -> Form {
    let (union, members) = tally.members.split_last().map(|(last, rest)| (last.as_str(), rest)).unwrap_or_default();
    with_day(form.with("protocol", &tally.protocol), "held", tally.held_on)
        .with("members", members.join("\n"))
        .with("union", union.strip_suffix(OF_UNION).unwrap_or(union))
        .with("present", tally.present.map(|count| count.to_string()).unwrap_or_default())
        .with("absent", tally.absent.as_deref().unwrap_or_default().join("\n"))
        .with("unfit", &tally.unfit_because)
        .with("attendance", if tally.is_absent { "absent" } else { "present" })
        .with("for", tally.votes.fors.to_string())
        .with("against", tally.votes.against.to_string())
        .with("abstained", tally.votes.abstained.unwrap_or_default().to_string())
}

fn draw(app: &App, seat: &OwnCase, form: Form) -> Result<Response, Failure> {
    step::drawn_upon(drawn(app, seat, form), seat.case.version)
}

/// What is typed beside what another hand has written down since its page was drawn; none when they say the same.
fn both(app: &App, seat: &OwnCase, form: &Form) -> Result<Option<Response>, Failure> {
    if !step::is_stale(form, seat.case.version) {
        return Ok(None);
    }
    // The reason is that of one's own correction.
    let theirs = stands(seat).with("reason", form.value("reason"));
    step::both(drawn(app, seat, form.clone()), &theirs, seat.case.version)
}

fn drawn(app: &App, seat: &OwnCase, form: Form) -> StepPage {
    let mut before = vec![
        "Исправьте то, что записано неверно, остальное оставьте. Прежнее и причина останутся на странице работника, документы возьмут исправленное и скажут, что исправлено.".to_owned(),
        "Если приказ один на нескольких работников, исправьте его у каждого.".to_owned(),
    ];
    let mut asks = vec![Ask::line("number", "Номер приказа", ""), Ask::date("on", "Дата приказа", "")];
    asks.extend(order::ask_old(&form));
    asks.extend(corrected_days::scheduled(&seat.case).map(|_| {
        let hint = "Если заседание и правда переносят, не исправляйте день, а отложите аттестацию.";
        Ask::date(SCHEDULED, "День заседания по графику", hint)
    }));
    asks.extend(asked(&seat.case.days()).into_iter().map(|(name, label, _)| Ask::date(name, label, "")));
    if seat.case.votes.is_some() {
        let outcome = if seat.since == Since::Next {
            "Решение изменить уже нельзя: после этой аттестации начата следующая."
        } else {
            "Если из исправленных голосов следует другое решение, выписку и ознакомление с ней запишите заново."
        };
        before.push(outcome.to_owned());
        asks.extend([
            Ask::date("held", "День заседания", ""),
            Ask::line("protocol", "Номер протокола", ""),
            Ask::area("members", session::MEMBERS, ""),
            Ask::line("union", session::UNION, ""),
            // Of sessions held before the absent were asked about only their number is known.
            match seat.case.absent {
                Some(_) => session::ask_absent(),
                None => Ask::line("present", session::PRESENT, ""),
            },
            session::attendance(),
            Ask::line("for", session::FOR, ""),
            Ask::line("against", session::AGAINST, ""),
        ]);
        asks.extend(asks_abstained(&seat.case).then(|| Ask::line("abstained", session::ABSTAINED, "")));
        asks.push(session::ask_unfit());
    }
    asks.push(Ask::area("reason", "Причина исправления", "Например: опечатка, в бумаге стоит другой номер."));
    StepPage {
        frame: seat.frame(app, "Исправление"),
        title: "Исправление",
        worker: seat.worker.name.full(),
        before,
        asks,
        action: format!("{}/correction", seat.home()),
        button: "Записать исправление",
        back: seat.home(),
        form,
    }
}

/// The number and the day of the order; a day that is left as it was stays, whatever is asked of orders now.
fn order_typed(form: &mut Form, seat: &OwnCase, today: Day) -> Option<(String, Day)> {
    let number = step::line(form, "number", "Укажите номер приказа.");
    let on = step::past(form, ("on", "Укажите дату приказа."), today, None);
    let on = on
        .filter(|on| seat.case.order.as_ref().is_some_and(|(_, was)| was == on))
        .or_else(|| on.and_then(|on| order::not_by_mistake(form, on, seat.case.began_on)));
    Some((number?, on?))
}

/// Whether it is known how many abstained.
fn asks_abstained(case: &Case) -> bool {
    case.votes.is_some_and(|votes| votes.abstained.is_some())
}

/// How many of the members were present: enough to decide.
fn present(form: &mut Form, numbers: Thresholds, members: Option<usize>) -> Option<i64> {
    let read = form.text("present").parse::<u16>().map(i64::from);
    let present =
        form.check("present", read.map_err(|_| "Укажите цифрами, сколько членов комиссии присутствовало."))?;
    if let Some(members) = members {
        form.check("present", numbers.may_decide(present, members))?;
    }
    Some(present)
}

/// Who of the members came, and which did not where that is known.
fn who_came(form: &mut Form, seat: &OwnCase, members: Option<&[String]>) -> (Option<Came>, Option<Vec<String>>) {
    let numbers = seat.case.thresholds;
    if seat.case.absent.is_none() {
        return (present(form, numbers, members.map(<[String]>::len)).map(Came::all_vote), None);
    }
    let Some((members, absent)) = members.and_then(|all| Some((all, session::absent(form, numbers, all)?))) else {
        return (None, None);
    };
    (Some(Came::about(&seat.worker.name, members, &absent)), Some(absent))
}

fn tally(form: &mut Form, seat: &OwnCase, days: &Days, today: Day) -> Option<Tally> {
    let numbers = seat.case.thresholds;
    let as_typed = Case { listed_on: days.listed, shown_on: days.shown, filed_on: days.filed, ..seat.case.clone() };
    let held_on = session::held_on(form, (&as_typed, &seat.rules), today);
    let protocol = step::line(form, "protocol", "Укажите номер протокола.");
    let members = session::commission(form, numbers);
    // A commission written down before its chair was asked for stays without one.
    if let Some(members) = members.as_ref().filter(|_| people::is_chaired(&seat.case.members).is_ok()) {
        form.check("members", people::is_chaired(members));
    }
    let (came, absent) = who_came(form, seat, members.as_deref());
    let is_absent = session::is_absent(form);
    if let Some((day, true)) = held_on.zip(is_absent) {
        form.check("held", refused::awaited(seat.case.scheduled_on, day, (true, true)));
    }
    let votes = session::votes(form, numbers, (came, asks_abstained(&seat.case)));
    // A decision made before its reason was asked stays without one.
    let is_old = seat.case.fits() == Some(false) && seat.case.unfit_because.is_empty();
    let fits = votes.map(|(_, fits)| fits);
    let unfit_because = session::unfit(form, fits, !is_old);
    if fits.is_some_and(|fits| seat.case.fits() != Some(fits)) && seat.since == Since::Next {
        form.fault("for", Refused::Followed.to_string());
    }
    if let Some((made, held)) = days.made.zip(held_on) {
        form.check("made", refused::not_before(made, held, "прошло заседание"));
    }
    Some(Tally {
        held_on: held_on?,
        protocol: protocol?,
        present: Some(came?.present),
        absent,
        members: members?,
        votes: votes?.0,
        is_absent: is_absent?,
        unfit_because: unfit_because?,
    })
}

/// What is put right, and why; none when a field has a fault.
fn parse(form: &mut Form, seat: &OwnCase, today: Day) -> Option<(Corrected, String)> {
    let order = order_typed(form, seat, today);
    let days = days(form, &seat.case.days(), today, order.as_ref().map(|(_, on)| *on));
    let scheduled = corrected_days::scheduled_typed(form, seat, (order.as_ref().map(|(_, on)| *on), today));
    corrected_days::leave_time(form, seat, &days, scheduled);
    let session = seat.case.votes.map(|_| tally(form, seat, &days, today));
    let reason = step::text(form, "reason", "Напишите причину исправления.");
    let session = session.map_or(Some(None), |one| one.map(Some))?;
    let new = Corrected { order: order?, session, days, scheduled: scheduled.or(seat.case.scheduled()) };
    let reason = reason.filter(|_| form.is_sound())?;
    if changes(&seat.case, &new).is_empty() {
        form.fault("number", "Ничего не исправлено: всё осталось, как было записано.");
        return None;
    }
    Some((new, reason))
}

async fn correct(AnyCase(seat): AnyCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    may_correct(&seat.case)?;
    if let Some(both) = both(&app, &seat, &form)? {
        return Ok(both);
    }
    let today = app.today();
    let Some((new, reason)) = parse(&mut form, &seat, today) else {
        return draw(&app, &seat, form);
    };
    let words = changes(&seat.case, &new).join("\n");
    // With another decision it goes on again: the worker's own page tells of it.
    let home = if new.turns(&seat.case) { home(seat.worker.held()) } else { seat.home() };
    let (worker, case) = (seat.worker.clone(), seat.case.clone());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let how = Correction { dated_on: today, words, reason };
        let told = acts::correct(act, &worker, &case, &new, &how)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    match done.await {
        Ok(()) => Ok(page::go_saying(seat.by.signed.visit.cookies, &home, "Исправление записано.")),
        Err(Failure::Conflict(why)) => both(&app, &seat.anew(&app).await?, &form)?.ok_or(Failure::Conflict(why)),
        Err(other) => Err(other),
    }
}
