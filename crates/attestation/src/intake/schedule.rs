//! Setting term, form and track: for one case from its page, for many from the queue, with a check page that counts the letters.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{Centre, Signed};
use crate::applications::{Application, Move, Stage};
use crate::assignments::{self, CentreCase, MOST_PICKED};
use crate::context::App;
use crate::deadlines::{DECIDE, running};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::changed_term::{fits, set_missing};
use super::lists::{self, Entry, List};
use super::model::{Refused, Track};
use super::plan::{self, Plan};
use super::store::{self, Scheduled};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/schedule", show).post("/intake/schedule", send)
}

struct CaseLine {
    id: String,
    name: String,
    about: String,
    trouble: String,
}

#[derive(Template)]
#[template(path = "intake/schedule.html")]
struct SchedulePage {
    frame: Frame,
    form: Form,
    count: String,
    lines: Vec<CaseLine>,
    forms: Vec<Choice>,
    /// What is said when no form can be chosen; empty when some can.
    unlisted: String,
    tracks: Vec<Choice>,
    back: String,
}

#[derive(Template)]
#[template(path = "intake/schedule_check.html")]
struct CheckPage {
    frame: Frame,
    form: Form,
    lines: Vec<CaseLine>,
    facts: Vec<(&'static str, String)>,
    letters: String,
    silent: Vec<String>,
    /// Cases that are overdue and stay so, each in words.
    overdue: Vec<String>,
    /// What is odd about the day of the session; empty when nothing is.
    odd_session: String,
}

/// Fields carried through the check page.
pub(super) const FIELDS: [&str; 6] = ["starts", "ends", "place", "form", "track", "session"];

impl CheckPage {
    fn typed(&self) -> Vec<(&'static str, String)> {
        FIELDS.iter().map(|field| (*field, self.form.text(field))).collect()
    }
}

async fn show(seat: CentreCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.case.stage.after(Move::Schedule)?;
    let form = Form::new().with("track", Track::Full.code()).with("starts", words::brief_day(app.today()));
    let forms = forms(&app, std::slice::from_ref(&seat.case)).await?;
    draw(&app, &seat.by, form, (std::slice::from_ref(&seat.case), Vec::new()), &forms)
}

/// Forms open to every one of these cases: to the one received last, what was in force since then is open to all.
async fn forms(app: &App, cases: &[Application]) -> Result<Vec<Entry>, Failure> {
    let today = app.today();
    let received = cases.iter().map(|case| case.received_on).max().unwrap_or(today);
    Ok(app.db.read(move |reader| lists::in_force_since(reader, List::Form, (received, today))).await?)
}

/// Forms to choose from.
pub(super) fn form_choices(forms: &[Entry], today: Day) -> Vec<Choice> {
    std::iter::once(Choice::new("", "Выберите форму")).chain(forms.iter().map(|one| one.choice_on(today))).collect()
}

/// What is said when there is no form to choose from; empty when there is one.
pub(super) fn no_form(forms: &[Entry]) -> String {
    if forms.is_empty() { Refused::Unlisted(List::Form).reason() } else { String::new() }
}

/// Tracks to choose from.
pub(super) fn track_choices() -> Vec<Choice> {
    Track::ALL.map(|one| Choice::new(one.code(), one.words())).into()
}

fn draw(
    app: &App,
    by: &Signed,
    form: Form,
    (cases, troubles): (&[Application], Vec<String>),
    forms: &[Entry],
) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let page = SchedulePage {
        frame: by.frame(app, "Срок и форма аттестации").sound(sound).trail(&[("/intake", "Приём заявлений")]),
        count: words::counted(cases.len() as u64, "дело", "дела", "дел"),
        lines: lines(cases, &troubles),
        forms: form_choices(forms, app.today()),
        unlisted: no_form(forms),
        tracks: track_choices(),
        back: match cases {
            [only] => format!("/applications/{}", only.id),
            _ => "/intake?stage=registered".to_owned(),
        },
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

fn lines(cases: &[Application], troubles: &[String]) -> Vec<CaseLine> {
    let line = |(at, case): (usize, &Application)| CaseLine {
        id: case.id.to_string(),
        name: case.name.full(),
        about: format!("{} · {} · {}", case.number, case.post, case.school_name),
        trouble: troubles.get(at).cloned().unwrap_or_default(),
    };
    cases.iter().enumerate().map(line).collect()
}

/// The cases that were sent, in the order of their last days; unknown ones are left out.
async fn picked(app: &App, form: &Form) -> Result<Vec<Application>, Failure> {
    let ids: Vec<Id<Application>> = form.all("case").iter().filter_map(|text| text.parse().ok()).collect();
    if ids.len() > MOST_PICKED {
        return Err(Failure::Hidden);
    }
    let found: Result<_, Failure> =
        app.db.read(move |reader| assignments::picked(reader, &ids).map_err(Failure::from)).await;
    Ok(found?.into_iter().map(|one| one.case).collect())
}

/// The days, place, form and track as they were typed; none when a field has a fault.
pub(super) fn typed(form: &mut Form, forms: &[Entry]) -> Option<Scheduled> {
    let mut day = |field: &str, missing: &str| {
        let day = Day::typed(&form.text(field)).filter(|day| (2000..=2100).contains(&day.0.year()));
        form.check(field, day.ok_or(missing))
    };
    let starts_on = day("starts", "Укажите день начала, например 23.11.2026.");
    let ends_on = day("ends", "Укажите последний день, например 21.01.2027.");
    let session_on = if form.text("session").is_empty() {
        None
    } else {
        let day = Day::typed(&form.text("session")).ok_or("Дата записана с ошибкой. Пример: 20.01.2027.");
        form.check("session", day)
    };
    let place = form.text("place");
    if place.is_empty() {
        form.fault("place", "Укажите место: адрес или «дистанционно».");
    } else if place.chars().count() > 300 {
        form.fault("place", "Здесь больше 300 знаков. Сократите.");
    }
    let chosen = forms.iter().find(|one| one.id.to_string() == form.value("form"));
    let chosen = form.check("form", chosen.ok_or_else(|| Refused::unlisted(List::Form, forms).reason()));
    let track = form.check("track", Track::parse(form.value("track")).ok_or("Выберите порядок аттестации."));
    let new = Scheduled {
        starts_on: starts_on?,
        ends_on: ends_on?,
        place,
        form: chosen?.words.clone(),
        track: track?,
        session_on,
    };
    form.is_sound().then_some(new)
}

/// A plan, whether its days fit together and stand before the last day of every case, and what keeps each case from it
/// (empty: nothing does).
struct Weighed {
    plan: Plan,
    whole: Result<(), Refused>,
    troubles: Vec<String>,
}

fn weighed(reader: &mut Reader, new: Scheduled, cases: &[Application], today: Day) -> Result<Weighed, Failure> {
    let received: Vec<Day> = cases.iter().map(|case| case.received_on).collect();
    let plan = Plan::of(reader, new, &received)?;
    let ids: Vec<String> = cases.iter().map(|case| case.id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let last: Vec<(String, Day)> = running::due_among(reader, DECIDE, &ids)?;
    let set = store::with_term(reader, &ids)?;
    let trouble = |case: &Application| {
        let id = case.id.to_string();
        let decide_by = last.iter().find(|(one, _)| *one == id).map(|(_, day)| *day);
        let no = match case.stage.after(Move::Reschedule) {
            Ok(_) if set.contains(&id) => Err(Box::new(Refused::TermStands) as Box<dyn Refusal>),
            Ok(_) => fits(case, None, &plan, (decide_by, today)).map_err(|no| Box::new(no) as Box<dyn Refusal>),
            Err(_) => plan.fits_case(case, decide_by, today),
        };
        no.err().map(|no| no.reason()).unwrap_or_default()
    };
    let troubles = cases.iter().map(trouble).collect();
    let earliest = plan.last_for(last.iter().map(|(_, day)| *day).filter(|day| *day >= today).min(), today);
    let whole = match plan.fits(today) {
        Ok(()) | Err(Refused::EndsLate(_)) if plan.new.ends_on > earliest => Err(Refused::EndsLate(earliest)),
        other => other,
    };
    Ok(Weighed { plan, whole, troubles })
}

/// The plan when it may be set for every case; otherwise the faults at their fields and what keeps each case from it.
async fn judged(
    app: &App,
    form: &mut Form,
    new: Scheduled,
    cases: &[Application],
) -> Result<Result<Plan, Vec<String>>, Failure> {
    let (asked, today) = (cases.to_vec(), app.today());
    let read = app.db.read(move |reader| weighed(reader, new, &asked, today));
    let Weighed { plan, whole, troubles } = match read.await {
        Ok(weighed) => weighed,
        Err(Failure::Conflict(why)) => {
            form.fault("starts", why);
            return Ok(Err(Vec::new()));
        }
        Err(other) => return Err(other),
    };
    if let Err(no) = whole {
        let field = match no {
            Refused::SessionOutside => "session",
            Refused::BeginsLongAgo(_) => "starts",
            _ => "ends",
        };
        form.fault(field, no.reason());
    }
    if troubles.iter().any(|one| !one.is_empty()) {
        form.fault("cases", "Не всем делам подходит этот срок, причины указаны в списке. Ничего пока не назначено.");
    }
    Ok(if form.is_sound() { Ok(plan) } else { Err(troubles) })
}

async fn send(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    if form.all("case").is_empty() {
        let said = "Отметьте в списке дела, которым нужно назначить срок и форму.";
        return Ok(page::go_saying(by.visit.cookies, "/intake?stage=registered", said));
    }
    let cases = picked(&app, &form).await?;
    if cases.is_empty() {
        return Err(Failure::Hidden);
    }
    let forms = forms(&app, &cases).await?;
    let is_begun = FIELDS.iter().any(|field| form.ticked(field));
    if !is_begun {
        form = form.with("track", Track::Full.code()).with("starts", words::brief_day(app.today()));
    }
    if !is_begun || form.ticked("back") {
        return draw(&app, &by, form, (&cases, Vec::new()), &forms);
    }
    let Some(new) = typed(&mut form, &forms) else {
        return draw(&app, &by, form, (&cases, Vec::new()), &forms);
    };
    match judged(&app, &mut form, new, &cases).await? {
        Ok(plan) if form.ticked("confirmed") => give(&app, &by, plan, cases).await,
        Ok(plan) => check(&app, &by, form, &plan, cases).await,
        Err(troubles) => draw(&app, &by, form, (&cases, troubles), &forms),
    }
}

async fn check(app: &App, by: &Centre, form: Form, plan: &Plan, cases: Vec<Application>) -> Result<Response, Failure> {
    let (asked, today) = (cases.clone(), app.today());
    let ids: Vec<String> = cases.iter().map(|case| case.id.to_string()).collect();
    let session_on = plan.new.session_on;
    let read = app.db.read(move |reader| {
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let last = running::due_among(reader, DECIDE, &ids)?;
        Ok::<_, DbError>((store::without_address(reader, &asked)?, last, store::odd_session(reader, session_on)?))
    });
    let (silent, last, odd_session) = read.await?;
    let overdue = |case: &Application| {
        let decide_by = last.iter().find(|(id, _)| *id == case.id.to_string()).map(|(_, day)| *day);
        plan::overdue_words(decide_by, today).map(|said| format!("{}: {said}.", case.name.full()))
    };
    let new = &plan.new;
    let decide_by = last.iter().map(|(_, day)| *day).filter(|day| *day >= today).min();
    let page = CheckPage {
        frame: by.frame(app, "Проверьте срок и форму").trail(&[("/intake", "Приём заявлений")]),
        letters: words::counted((cases.len() - silent.len()) as u64, "письмо", "письма", "писем"),
        silent: cases.iter().filter(|one| silent.contains(&one.id)).map(|one| one.name.full()).collect(),
        overdue: cases.iter().filter_map(overdue).collect(),
        odd_session,
        lines: lines(&cases, &[]),
        facts: vec![
            ("Срок", format!("с {} по {}", words::day(new.starts_on), words::day(new.ends_on))),
            ("Самый поздний день", words::day(plan.last_for(decide_by, today))),
            ("Место", new.place.clone()),
            ("Форма", new.form.clone()),
            ("Порядок", new.track.words().to_owned()),
            ("Заседание", new.session_on.map_or_else(|| "день не намечен".to_owned(), words::day)),
        ],
        form,
    };
    page::page(&page)
}

async fn give(app: &App, by: &Centre, plan: Plan, cases: Vec<Application>) -> Result<Response, Failure> {
    let (house, count) = (app.clone(), cases.len());
    let to = match cases.as_slice() {
        [only] => format!("/applications/{}", only.id),
        _ => "/intake?stage=registered".to_owned(),
    };
    let done = app.db.act(by.by(), app.now(), move |act| {
        let mut told = None;
        for case in &cases {
            told = Some(match case.stage {
                Stage::Registered => plan::set(act, &house, case, &plan)?,
                _ => set_missing(act, &house, case, plan.new.clone())?,
            });
        }
        let told = told.ok_or(Failure::Hidden)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    app.bell.ring();
    let said = format!("Срок и форма назначены: {}.", words::counted(count as u64, "дело", "дела", "дел"));
    Ok(page::go_saying(by.visit.cookies, &to, &said))
}
