//! The check before a result is recorded, the recorded result, its return by the centre.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::assignments::{self, Assigned, CentreCase, DeclaredCase};
use crate::context::App;
use crate::documents::shown_inline;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::guards::ConclusionCase;
use super::members::{EVERYBODY, OpinionLine, opinion_line};
use super::model::{Attached, Verdict, differences, may_find, may_record};
use super::overview::{
    ResultLine, VersionLine, conclusion_page, file_href, own_attached, result_line, show, version_line, with_faults,
};
use super::{kinds, letters, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/applications/{id}/conclusion", show)
        .post("/applications/{id}/conclusion/check", check)
        .post("/applications/{id}/result", record)
        .get("/applications/{id}/result", recorded)
        .post("/applications/{id}/return", give_back)
}

/// Signs a reason may have at most.
const LONGEST_REASON: usize = 4_000;

fn verdict_from(form: &mut Form) -> Option<(Verdict, String)> {
    let verdict = Verdict::parse(form.value("verdict"));
    let reason = form.text("reason");
    if verdict.is_none() {
        form.fault("verdict", "Выберите результат: соответствует или не соответствует.");
    }
    if verdict == Some(Verdict::Fails) && reason.is_empty() {
        form.fault("reason", "Напишите, почему уровень работы не соответствует заявленной категории: педагог и комиссия увидят эту причину.");
    }
    if reason.chars().count() > LONGEST_REASON {
        form.fault("reason", format!("Причина длиннее {LONGEST_REASON} знаков. Сократите её."));
    }
    verdict
        .filter(|_| form.is_sound())
        .map(|verdict| (verdict, if verdict == Verdict::Fails { reason } else { String::new() }))
}

/// What was found, when it is what the conclusion in force says; a fault tells what to do when it is not.
async fn agreed(app: &App, newest: Option<&Attached>, form: &mut Form) -> Result<Option<(Verdict, String)>, Failure> {
    let (Some((verdict, reason)), Some(newest)) = (verdict_from(form), newest) else { return Ok(None) };
    let id = newest.id;
    let returned = app.db.glance(move |reader| store::returned_with(reader, id)).await?;
    Ok(form.check("verdict", may_find(newest, returned, verdict)).map(|()| (verdict, reason)))
}

#[derive(Template)]
#[template(path = "conclusions/check.html")]
struct CheckPage {
    frame: Frame,
    form: Form,
    id: String,
    teacher: String,
    category: &'static str,
    verdict: Verdict,
    reason: String,
    conclusion: VersionLine,
    preview: Option<String>,
    /// What it says otherwise than the conclusion.
    differences: Vec<String>,
}

async fn check(seat: DeclaredCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let attached = own_attached(&app, &seat).await?;
    let newest = attached.first();
    may_record(&seat.case, seat.done, newest)?;
    let found = agreed(&app, newest, &mut form).await?;
    let (Some((verdict, reason)), Some(newest)) = (found, newest) else {
        return with_faults(&app, seat, form).await;
    };
    check_page(&app, &seat, form, (newest, verdict, reason))
}

/// What will be recorded, before it is; with what was pressed too early.
fn check_page(
    app: &App,
    seat: &DeclaredCase,
    form: Form,
    (newest, verdict, reason): (&Attached, Verdict, String),
) -> Result<Response, Failure> {
    let (case, sound) = (&seat.case, form.is_sound());
    let home = format!("/applications/{}", case.id);
    let frame = seat.by.frame(app, "Проверьте результат").sound(sound).trail(&[
        ("/applications", "Аттестация"),
        (&home, &case.name.short()),
        (&format!("{home}/conclusion"), "Заключение"),
    ]);
    let page = CheckPage {
        frame,
        differences: differences(newest, verdict, &reason),
        form: form.with("version", newest.version.to_string()),
        id: case.id.to_string(),
        teacher: case.name.full(),
        category: case.category.words(),
        verdict,
        reason,
        conclusion: version_line(app, case, newest),
        preview: shown_inline(&newest.media_type).then(|| format!("{}?show=yes", file_href(case, newest.version))),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn record(seat: DeclaredCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let done = format!("/applications/{}/result", seat.case.id);
    if seat.done {
        return Ok(page::go(&done)); // pressed twice: the first press has recorded it
    }
    let attached = own_attached(&app, &seat).await?;
    may_record(&seat.case, false, attached.first())?;
    let found = agreed(&app, attached.first(), &mut form).await?;
    let (Some((verdict, reason)), Some(newest)) = (found, attached.into_iter().next()) else {
        return with_faults(&app, seat, form).await;
    };
    if form.value("version") != newest.version.to_string() {
        return Err(Failure::Conflict("Пока вы проверяли, было прикреплено другое заключение. Откройте дело заново и проверьте результат ещё раз.".into()));
    }
    if !differences(&newest, verdict, &reason).is_empty() && !form.ticked("knowingly") {
        form.fault("knowingly", "Отметьте, что записываете результат именно таким, или вернитесь и исправьте его.");
        return check_page(&app, &seat, form, (&newest, verdict, reason));
    }
    let (case, own, year) = (seat.case.clone(), seat.by.seat.id, i64::from(app.today().0.year()));
    let inner = app.clone();
    app.db
        .act(seat.by.by(), app.now(), move |act| {
            let finding = store::Finding { conclusion: newest.id, verdict, reason };
            let outcome = store::record(act, &case, own, &finding, year)?;
            let group = assignments::members(act, case.id)?;
            let Some(outcome) = outcome else {
                let name = group.iter().find(|one| one.seat == own).map(|one| one.name.short()).unwrap_or_default();
                let fact = Fact::of(kinds::OPINION, format!("записано мнение специалиста {name}")).application(case.id);
                return Ok(act.record(fact, ())?);
            };
            for one in &group {
                act.post(&letters::recorded(&inner, one, &case, &outcome, group.len() > 1)?)?;
            }
            let words = format!("записан результат № {}: {}", outcome.number, outcome.verdict.brief());
            Ok::<_, Failure>(act.record(Fact::of(kinds::RECORDED, words).application(case.id), ())?)
        })
        .await?;
    app.bell.ring();
    Ok(page::go(&done))
}

#[derive(Template)]
#[template(path = "conclusions/recorded.html")]
struct RecordedPage {
    frame: Frame,
    id: String,
    teacher: String,
    /// The result of the case; none while others of the group have still to say.
    result: Option<ResultLine>,
    /// What the reader has found, when the case has a group.
    own: Option<OpinionLine>,
    /// Of whom an opinion is still waited for.
    waiting: String,
}

async fn recorded(seen: ConclusionCase, State(app): State<App>) -> Result<Response, Failure> {
    let (id, own) = (seen.case.id, seen.by.seat.id);
    let read = app.db.read(move |reader| {
        Ok::<_, DbError>((
            store::recorded(reader, id)?,
            store::opinions_of(reader, id)?,
            assignments::members(reader, id)?,
        ))
    });
    let (result, opinions, members) = read.await?;
    let alone = members.len() < 2;
    let common = result.as_ref().map(|result| result.verdict);
    let own = opinions.iter().find(|one| one.seat == own).filter(|_| !alone);
    if result.is_none() && own.is_none() {
        return Err(Failure::Hidden);
    }
    seen.opened(&app, "открыт записанный результат").await?;
    let home = format!("/applications/{id}");
    let title =
        if result.is_some() { "Результат записан" } else { "Ваше мнение записано" };
    let frame = seen.by.frame(&app, title).trail(&[("/applications", "Аттестация"), (&home, &seen.case.name.short())]);
    let waiting: Vec<String> = members.iter().filter(|one| !one.done).map(|one| one.name.short()).collect();
    page::page(&RecordedPage {
        frame,
        id: id.to_string(),
        teacher: seen.case.name.full(),
        own: own.map(|one| opinion_line(&app, &seen.case, one, common)),
        result: result.map(|one| result_line(&app, one)),
        waiting: waiting.join(", "),
    })
}

/// There is nobody to whom it could go back: what was typed stays with the person, no letter is sent.
const ALREADY_RETURNED: &str = "Возвращать сейчас нечего: результат ещё не записан или уже возвращён. Письмо не отправлено. Скопируйте эти слова, если они нужны, и отправьте их, когда специалист запишет результат.";

/// Those to whom a result goes back: one of the group, or all who have said.
fn returned_to(form: &mut Form, group: &[Assigned]) -> Vec<Assigned> {
    let done = group.iter().filter(|one| one.done);
    let who = form.text("who");
    if group.len() < 2 || who == EVERYBODY {
        return done.cloned().collect();
    }
    let chosen: Vec<Assigned> = done.filter(|one| one.seat.to_string() == who).cloned().collect();
    if chosen.is_empty() {
        form.fault("who", "Выберите, кому вернуть дело.");
    }
    chosen
}

async fn give_back(seat: CentreCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let reason = form.text("return_reason");
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        form.fault("return_reason", "Напишите специалисту, что нужно исправить.");
    }
    let to = returned_to(&mut form, &seat.group.members);
    if to.is_empty() && form.is_sound() {
        form.fault("return_reason", ALREADY_RETURNED);
    }
    if !form.is_sound() {
        return conclusion_page(&app, &ConclusionCase::of_centre(seat), form).await;
    }
    let (case, inner) = (seat.case.clone(), app.clone());
    let said = if to.len() > 1 {
        "Дело возвращено специалистам группы, им отправлены письма."
    } else {
        "Дело возвращено специалисту, ему отправлено письмо."
    };
    app.db
        .act(seat.by.by(), app.now(), move |act| {
            let seats: Vec<_> = to.iter().map(|one| one.seat).collect();
            store::give_back(act, &case, &seats, &reason)?;
            for one in &to {
                act.post(&letters::returned(&inner, one, &case, &reason)?)?;
            }
            let fact =
                Fact::of(kinds::RETURNED, format!("результат возвращён специалисту: {reason}")).application(case.id);
            Ok::<_, Failure>(act.record(fact, ())?)
        })
        .await?;
    app.bell.ring();
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/applications/{}/conclusion", seat.case.id), said))
}
