//! The check of answers with totals and thresholds, and the paper made of them: the next version of the conclusion.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::assignments::DeclaredCase;
use crate::conclusions::model::{Denial, Stated};
use crate::conclusions::{Verdict, kinds, store as conclusions};
use crate::context::App;
use crate::criteria::{CriteriaSet, Tally};
use crate::documents::Media;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::model::{self, Part, Said};
use super::{desk, href, paper, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/applications/{id}/conclusion/answers/check", show)
        .post("/applications/{id}/conclusion/answers/paper", make)
}

#[derive(Template)]
#[template(path = "conclusions/answers/check.html")]
struct CheckPage {
    frame: Frame,
    form: Form,
    action: String,
    teacher: String,
    set: String,
    version: i64,
    parts: Vec<Part>,
    total: String,
    threshold: String,
    whole: Vec<Said>,
    /// What is asked about answers no document proves; empty when there are none.
    unproved: String,
    lacks: usize,
}

/// All points of the set and how many there can be; empty in a set without points.
pub(super) fn total(set: &CriteriaSet, tally: Option<&Tally>) -> String {
    tally.and_then(|tally| tally.total).map(|total| format!("{total} из {}", set.reachable())).unwrap_or_default()
}

/// The threshold of the whole and whether it is met.
pub(super) fn threshold(set: &CriteriaSet, tally: Option<&Tally>) -> String {
    let of_total = set.threshold.zip(tally.and_then(|tally| tally.total)).map(|(least, total)| total >= least);
    model::threshold(set.threshold, of_total)
}

/// What is said of the whole: strengths, advice, the verdict and its reason, or why it is given without the sum; what was not
/// filled in is left out.
pub(super) fn whole(form: &Form, tally: Option<&Tally>) -> Vec<Said> {
    let texts = model::WHOLE.into_iter().map(|(name, label)| (label, form.text(name)));
    let verdict = Verdict::parse(form.value("verdict"));
    let (asked, reason) = match verdict {
        Some(Verdict::Fails) => ("Причина", form.text("reason")),
        Some(Verdict::Meets) if tally.is_some_and(model::misses) => {
            ("Почему соответствует, хотя порог не набран", form.text("reason"))
        }
        _ => ("", String::new()),
    };
    let last = [("Вывод", verdict.map_or("", Verdict::words).to_owned()), (asked, reason)];
    texts
        .chain(last)
        .filter(|(_, words)| !words.is_empty())
        .map(|(question, words)| Said { question: question.to_owned(), words })
        .collect()
}

async fn show(seat: DeclaredCase, State(app): State<App>) -> Result<Response, Failure> {
    let desk = desk(&app, &seat).await?;
    if desk.draft.version == 0 || desk.is_unfinished() {
        return Ok(page::go(&href(&seat)));
    }
    let mut form = desk.form();
    let tally = model::counted(&desk.set, &mut form.clone());
    model::complete(&desk.set, &mut form);
    let home = format!("/applications/{}", seat.case.id);
    let frame = seat.by.frame(&app, "Проверьте заключение").trail(&[
        ("/applications", "Аттестация"),
        (&home, &seat.case.name.short()),
        (&format!("{home}/conclusion"), "Заключение"),
    ]);
    page::page(&CheckPage {
        frame,
        action: href(&seat),
        teacher: seat.case.name.full(),
        set: desk.set.title.clone(),
        version: desk.draft.version,
        parts: model::parts(&desk.set, &form, &desk.papers, tally.as_ref()),
        total: total(&desk.set, tally.as_ref()),
        threshold: threshold(&desk.set, tally.as_ref()),
        whole: whole(&form, tally.as_ref()),
        unproved: model::unproved(&desk.set, &form, &desk.papers),
        lacks: form.faults().len(),
        form,
    })
}

async fn make(seat: DeclaredCase, State(app): State<App>, pressed: Form) -> Result<Response, Failure> {
    let desk = desk(&app, &seat).await?;
    if desk.is_unfinished() {
        return Err(Denial::Unfinished.into());
    }
    let mut form = desk.form();
    let Some(tally) = model::complete(&desk.set, &mut form) else {
        return Err(Denial::Unanswered.into());
    };
    let Some(verdict) = Verdict::parse(form.value("verdict")) else { return Err(Denial::Unanswered.into()) };
    let reason = if verdict == Verdict::Fails { form.text("reason") } else { String::new() };
    let stated = Stated { verdict, reason, meets: tally.meets };
    let seen: i64 = pressed.text("version").parse().unwrap_or(0);
    let media = if pressed.value("as") == "pdf" { Media::Pdf } else { Media::Docx };
    let file = paper::made(&app, &seat, (&desk, &form, &tally), media).await?;
    let (case, own) = (seat.case.clone(), seat.by.seat.id);
    app.db
        .act(seat.by.by(), app.now(), move |act| {
            let version = conclusions::attach(act, &case, own, &file)?;
            conclusions::keep_stated(act, &case, version, &stated)?;
            store::use_up(act, &case, own, seen)?;
            let words = format!("прикреплено заключение, версия {version}, сделано по ответам");
            Ok::<_, Failure>(act.record(Fact::of(kinds::ATTACHED, words).application(case.id), ())?)
        })
        .await?;
    let said = "Заключение сделано и прикреплено. Теперь запишите результат.";
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/applications/{}/conclusion", seat.case.id), said))
}
