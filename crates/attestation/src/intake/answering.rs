//! Answers to remarks: the teacher, the coordinator of the school or the centre from paper answers each in words. Once none is
//! open the application is sent again.

use axum::extract::State;
use axum::response::Response;

use crate::applications::{self, Application, Move};
use crate::assignments::Relation;
use crate::context::App;
use crate::platform::act::{Act, Fact, Told};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page;
use crate::platform::words;

use super::guards::{AnswerableCase, RemarkedCase};
use super::kinds;
use super::model::Refused;
use super::registration::tell_registered;
use super::remarks::{LONGEST, draw};
use super::store::{self, Remark};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.post("/applications/{id}/remarks/answers", send)
}

async fn send(seen: AnswerableCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seen.case.stage.after(Move::Resend)?;
    let id = seen.case.id;
    let open = app.db.read(move |reader| store::open_remarks(reader, id)).await?;
    let mut answers = Vec::new();
    for remark in &open {
        let field = format!("answer-{}", remark.id);
        let words = form.text(&field);
        if words.chars().count() > LONGEST {
            form.fault(&field, format!("Здесь больше {LONGEST} знаков. Сократите."));
        } else if !words.is_empty() {
            answers.push((remark.id, words));
        }
    }
    if let (true, Some(first), true) = (answers.is_empty(), open.first(), form.is_sound()) {
        form.fault(&format!("answer-{}", first.id), "Напишите, что исправлено, хотя бы по одному замечанию.");
    }
    if !form.is_sound() {
        let AnswerableCase { by, case, relation } = seen;
        return draw(&app, RemarkedCase { by, case, relation }, form).await;
    }
    let (case, house, today, without) = (seen.case.clone(), app.clone(), app.today(), form.ticked("without"));
    let unsigned = Refused::Unsigned(seen.relation == Relation::Teacher);
    let why = unsigned.clone();
    let done = app.db.act(seen.by.by(), app.now(), move |act| {
        let (answered, told) = answer(act, &house, &case, &answers, today)?;
        if matches!(answered, Answered::All) && !without && store::has_unsigned(act, case.id)? {
            return Err(why.into());
        }
        Ok::<_, Failure>(act.end(told, answered))
    });
    let done = match done.await {
        Err(Failure::Denied(why)) if why.reason() == unsigned.reason() => {
            form.fault("without", why.reason());
            let AnswerableCase { by, case, relation } = seen;
            return draw(&app, RemarkedCase { by, case, relation }, form).await;
        }
        other => other?,
    };
    let said = match done {
        Answered::All => "Ответы отправлены: заявление снова у Центра.".to_owned(),
        Answered::Some(left) => {
            let left = words::counted(left as u64, "замечание", "замечания", "замечаний");
            format!("Ответ записан. Осталось ответить: {left}.")
        }
    };
    Ok(page::go_saying(seen.by.visit.cookies, &format!("/applications/{id}/remarks"), &said))
}

/// What came of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// Nothing is left open: the corrected application was sent.
    All,
    /// So many remarks are left open.
    Some(usize),
}

/// Answers remarks about a case; once none is open, the corrected application is sent (`Move::Resend`) and counts as
/// registered, on `today` when it was not before: then the teacher gets the letter of registration.
///
/// # Errors
/// When one of them is not open, or the case waits for no corrections.
pub fn answer(
    act: &mut Act<'_>,
    app: &App,
    case: &Application,
    answers: &[(Id<Remark>, String)],
    today: Day,
) -> Result<(Answered, Told), Failure> {
    applications::hold(act, case)?;
    for (id, words) in answers {
        if !store::answer_remark(act, case.id, *id, words)? {
            return Err(Refused::AnsweredBefore.into());
        }
    }
    let left = store::open_remarks(act, case.id)?.len();
    if left > 0 {
        let words = format!("ответы на замечания: {}, осталось {left}", answers.len());
        let told = act.note(Fact::of(kinds::ANSWERED, words).application(case.id))?;
        return Ok((Answered::Some(left), told));
    }
    applications::step(act, case, Move::Resend)?;
    if case.filed.registered_on.is_none() {
        applications::mark_registered(act, case.id, today)?;
        tell_registered(act, app, case, today)?;
    }
    let told =
        act.note(Fact::of(kinds::ANSWERED, "замечания исправлены, заявление отправлено снова").application(case.id))?;
    Ok((Answered::All, told))
}
