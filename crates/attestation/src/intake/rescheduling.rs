//! The term of a case that goes on: what was set is changed with a reason, what was never set is set. What stood is kept.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::{self, Application, Move};
use crate::assignments::CentreCase;
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::names;
use crate::platform::new_version;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::changed_term::{change_term, fits, fixed_track, mark, planned, raced};
use super::lists::{self, Entry, List};
use super::model::{Refused, Track};
use super::plan::{Plan, decide_by, overdue_words};
use super::schedule::{FIELDS, form_choices, no_form, track_choices, typed};
use super::store::{self, Scheduled, Standing};
use super::timeline;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/schedule/change", show).post("/applications/{id}/schedule/change", send)
}

/// What the pages read in one go.
struct Seen {
    standing: Option<Standing>,
    forms: Vec<Entry>,
    /// The day of the session on whose agenda the case stands.
    agenda: Option<Day>,
    has_address: bool,
}

impl Seen {
    /// The moment of the term that stands, as the form carries it; empty when none stands.
    fn mark(&self) -> String {
        mark(self.standing.as_ref())
    }

    /// The track that stays as it is; none while it may be chosen.
    fn fixed_track(&self, case: &Application) -> Option<Track> {
        fixed_track(case, self.standing.as_ref())
    }
}

#[derive(Template)]
#[template(path = "intake/rescheduling.html")]
struct ChangePage {
    frame: Frame,
    form: Form,
    home: String,
    number: String,
    teacher: String,
    heading: &'static str,
    seen: String,
    /// The term that stands, in words; empty when none stands.
    now: Vec<(&'static str, String)>,
    forms: Vec<Choice>,
    /// What is said when no form can be chosen; empty when some can.
    unlisted: String,
    /// Empty: the track is not chosen any more.
    tracks: Vec<Choice>,
    track: &'static str,
}

#[derive(Template)]
#[template(path = "intake/rescheduling_check.html")]
struct CheckPage {
    frame: Frame,
    form: Form,
    home: String,
    number: String,
    teacher: String,
    seen: String,
    facts: Vec<(&'static str, String)>,
    /// What is to be said of a session outside the term or on an odd day, and of a case that is overdue.
    warnings: Vec<String>,
    has_address: bool,
}

impl CheckPage {
    fn typed(&self) -> Vec<(&'static str, String)> {
        FIELDS.into_iter().chain(["reason"]).map(|field| (field, self.form.text(field))).collect()
    }
}

async fn seen(app: &App, case: &Application) -> Result<Seen, Failure> {
    case.stage.after(Move::Reschedule)?;
    let (case, today) = (case.clone(), app.today());
    let read = app.db.read(move |reader| {
        Ok::<_, Failure>(Seen {
            standing: store::standing(reader, case.id)?,
            forms: lists::in_force_since(reader, List::Form, (case.received_on, today))?,
            agenda: applications::coming_to(reader, case.id)?.map(|on| on.held_on),
            has_address: applications::addressee_of(reader, &case)?.is_some(),
        })
    });
    read.await
}

/// The form filled with the term that stands; without one it begins today.
fn filled(app: &App, case: &Application, seen: &Seen) -> Form {
    let track = seen.fixed_track(case).unwrap_or(Track::Full);
    let Some(Standing { set, .. }) = &seen.standing else {
        return Form::new().with("starts", words::brief_day(app.today())).with("track", track.code());
    };
    let form =
        seen.forms.iter().find(|one| names::key(&one.words) == names::key(&set.form)).map(|one| one.id.to_string());
    Form::new()
        .with("starts", words::brief_day(set.starts_on))
        .with("ends", words::brief_day(set.ends_on))
        .with("place", set.place.clone())
        .with("form", form.unwrap_or_default())
        .with("track", set.track.code())
        .with("session", set.session_on.map(words::brief_day).unwrap_or_default())
}

async fn show(seat: CentreCase, State(app): State<App>) -> Result<Response, Failure> {
    let seen = seen(&app, &seat.case).await?;
    let form = filled(&app, &seat.case, &seen);
    draw(&app, &seat, form, seen)
}

fn draw(app: &App, seat: &CentreCase, form: Form, seen: Seen) -> Result<Response, Failure> {
    let (case, sound) = (&seat.case, form.is_sound());
    let home = format!("/applications/{}", case.id);
    let fixed = seen.fixed_track(case);
    let heading =
        if seen.standing.is_some() { "Изменить срок и форму" } else { "Назначить срок" };
    let page = ChangePage {
        frame: seat.by.frame(app, heading).sound(sound).trail(&[(home.as_str(), &case.name.short())]),
        number: case.number.clone(),
        teacher: case.name.full(),
        heading,
        seen: seen.mark(),
        forms: form_choices(&seen.forms, app.today()),
        unlisted: no_form(&seen.forms),
        tracks: if fixed.is_none() { track_choices() } else { Vec::new() },
        track: fixed.map(Track::words).unwrap_or_default(),
        now: seen.standing.map(|one| timeline::facts(one.set, None)).unwrap_or_default(),
        home,
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn send(seat: CentreCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let seen = seen(&app, &seat.case).await?;
    if form.ticked("back") {
        return draw(&app, &seat, form, seen);
    }
    if form.value("seen") != seen.mark() {
        form.fault(
            "starts",
            "Пока вы работали, срок изменил другой сотрудник. Сравните его с вашим и отправьте снова.",
        );
        return draw(&app, &seat, form, seen);
    }
    let new = typed(&mut form, &seen.forms);
    let missing = if seen.standing.is_some() {
        "Напишите, почему меняется срок: причину увидит педагог."
    } else {
        ""
    };
    let reason = new_version::line(&mut form, "reason", missing);
    let Some(new) = new.filter(|_| form.is_sound()) else {
        return draw(&app, &seat, form, seen);
    };
    let Some(weighed) = judged(&app, &mut form, (&seat.case, seen.standing.clone()), new).await? else {
        return draw(&app, &seat, form, seen);
    };
    if form.ticked("confirmed") {
        give(&app, &seat, weighed.plan, (seen.mark(), reason)).await
    } else {
        check(&app, &seat, form, weighed, &seen)
    }
}

/// The plan when it may be set; otherwise the fault stands at its field.
async fn judged(
    app: &App,
    form: &mut Form,
    (case, standing): (&Application, Option<Standing>),
    new: Scheduled,
) -> Result<Option<Weighed>, Failure> {
    let (case, today) = (case.clone(), app.today());
    let read = app.db.read(move |reader| {
        let plan = planned(reader, &case, (standing.as_ref(), today), new)?;
        let last = decide_by(reader, &case)?;
        let no = fits(&case, standing.as_ref(), &plan, (last, today)).err();
        let odd_session = store::odd_session(reader, plan.new.session_on)?;
        Ok::<_, Failure>((Weighed { overdue: overdue_words(last, today), odd_session, plan }, no))
    });
    let (weighed, no) = match read.await {
        Ok(read) => read,
        Err(Failure::Conflict(why)) => {
            form.fault("starts", why);
            return Ok(None);
        }
        Err(other) => return Err(other),
    };
    if let Some(no) = no {
        let field = match no {
            Refused::BeginsEarly(_) | Refused::BeginsLongAgo(_) | Refused::SameTerm => "starts",
            Refused::SessionOutside => "session",
            Refused::TrackStays => "track",
            _ => "ends",
        };
        form.fault(field, no.reason());
        return Ok(None);
    }
    Ok(Some(weighed))
}

/// A plan that may be set, and what is to be said of a case that is overdue and of the day of its session.
struct Weighed {
    plan: Plan,
    overdue: Option<String>,
    odd_session: String,
}

/// What is said of a session that stands outside the new term.
fn outside(day: Day, new: &Scheduled) -> Option<String> {
    let what = match day {
        day if day > new.ends_on => "позже последнего дня",
        day if day < new.starts_on => "раньше начала аттестации",
        _ => return None,
    };
    let day = words::day(day);
    Some(format!(
        "Дело стоит в повестке заседания {day}, это {what}. Перенесите заседание или снимите дело с повестки."
    ))
}

fn check(app: &App, seat: &CentreCase, form: Form, weighed: Weighed, seen: &Seen) -> Result<Response, Failure> {
    let (case, plan) = (&seat.case, weighed.plan);
    let home = format!("/applications/{}", case.id);
    let session = seen.agenda.and_then(|day| outside(day, &plan.new));
    let overdue = weighed.overdue.map(|said| format!("{}.", words::capital(&said)));
    let odd = Some(weighed.odd_session).filter(|said| !said.is_empty());
    let mut facts = timeline::facts(plan.new, None);
    facts.push(("Самый поздний день", words::day(plan.last)));
    if !form.text("reason").is_empty() {
        facts.push(("Почему меняется", form.text("reason")));
    }
    let page = CheckPage {
        frame: seat.by.frame(app, "Проверьте срок и форму").trail(&[(home.as_str(), &case.name.short())]),
        number: case.number.clone(),
        teacher: case.name.full(),
        seen: seen.mark(),
        warnings: session.into_iter().chain(overdue).chain(odd).collect(),
        has_address: seen.has_address,
        facts,
        home,
        form,
    };
    page::page(&page)
}

async fn give(app: &App, seat: &CentreCase, plan: Plan, (seen, reason): (String, String)) -> Result<Response, Failure> {
    let (house, case) = (app.clone(), seat.case.clone());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        // The case is held first, so that two hands see each other.
        applications::hold(act, &case)?;
        if mark(store::standing(act, case.id)?.as_ref()) != seen {
            return Err(raced());
        }
        let told = change_term(act, &house, &case, plan.new, &reason)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    app.bell.ring();
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/applications/{}", seat.case.id), "Срок и форма записаны."))
}
