//! The check before a result is recorded, the recorded result, its return by the centre.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::assignments::{self, CentreCase, DeclaredCase};
use crate::context::App;
use crate::documents::shown_inline;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::guards::ConclusionCase;
use super::model::{Verdict, may_record};
use super::overview::{
    ResultLine, VersionLine, conclusion_page, facts, file_href, result_line, show, version_line, with_faults,
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
}

async fn check(seat: DeclaredCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let (attached, _) = facts(&app, &seat.case).await?;
    let newest = attached.first();
    may_record(&seat.case, newest)?;
    let (Some((verdict, reason)), Some(newest)) = (verdict_from(&mut form), newest) else {
        return with_faults(&app, seat, form).await;
    };
    let case = &seat.case;
    let home = format!("/applications/{}", case.id);
    let frame = seat.by.frame(&app, "Проверьте результат").trail(&[
        ("/applications", "Аттестация"),
        (&home, &case.name.short()),
        (&format!("{home}/conclusion"), "Заключение"),
    ]);
    page::page(&CheckPage {
        frame,
        form: form.with("version", newest.version.to_string()),
        id: case.id.to_string(),
        teacher: case.name.full(),
        category: case.category.words(),
        verdict,
        reason,
        conclusion: version_line(&app, case, newest),
        preview: shown_inline(&newest.media_type).then(|| format!("{}?show=yes", file_href(case, newest))),
    })
}

async fn record(seat: DeclaredCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let done = format!("/applications/{}/result", seat.case.id);
    if seat.case.stage == crate::applications::Stage::Concluded {
        return Ok(page::go(&done)); // pressed twice: the first press has recorded it
    }
    let (attached, _) = facts(&app, &seat.case).await?;
    may_record(&seat.case, attached.first())?;
    let (Some((verdict, reason)), Some(newest)) = (verdict_from(&mut form), attached.into_iter().next()) else {
        return with_faults(&app, seat, form).await;
    };
    if form.value("version") != newest.version.to_string() {
        return Err(Failure::Conflict("Пока вы проверяли, было прикреплено другое заключение. Откройте дело заново и проверьте результат ещё раз.".into()));
    }
    let (case, own, year) = (seat.case.clone(), seat.by.seat.id, i64::from(app.today().0.year()));
    let inner = app.clone();
    app.db
        .act(seat.by.by(), app.now(), move |act| {
            let finding = store::Finding { conclusion: newest.id, verdict, reason };
            let number = store::record(act, &case, own, &finding, year)?;
            if let Some(specialist) = assignments::current(act, case.id)? {
                act.post(&letters::recorded(&inner, &specialist, &case, verdict, &number)?)?;
            }
            let fact = Fact::of(kinds::RECORDED, format!("записан результат № {number}: {}", verdict.brief()))
                .application(case.id);
            Ok::<_, Failure>(act.record(fact, ())?)
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
    result: ResultLine,
}

async fn recorded(seen: ConclusionCase, State(app): State<App>) -> Result<Response, Failure> {
    let id = seen.case.id;
    let result = app.db.read(move |reader| store::recorded(reader, id)).await?.ok_or(Failure::Hidden)?;
    seen.opened(&app, "открыт записанный результат").await?;
    let home = format!("/applications/{id}");
    let frame = seen
        .by
        .frame(&app, "Результат записан")
        .trail(&[("/applications", "Аттестация"), (&home, &seen.case.name.short())]);
    page::page(&RecordedPage {
        frame,
        id: id.to_string(),
        teacher: seen.case.name.full(),
        result: result_line(&app, result),
    })
}

async fn give_back(seat: CentreCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let reason = form.text("return_reason");
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        form.fault("return_reason", "Напишите специалисту, что нужно исправить.");
    }
    if !form.is_sound() {
        return conclusion_page(&app, &ConclusionCase::of_centre(seat), form).await;
    }
    let (case, inner) = (seat.case.clone(), app.clone());
    app.db
        .act(seat.by.by(), app.now(), move |act| {
            store::give_back(act, &case, &reason)?;
            if let Some(specialist) = assignments::current(act, case.id)? {
                act.post(&letters::returned(&inner, &specialist, &case, &reason)?)?;
            }
            let fact =
                Fact::of(kinds::RETURNED, format!("результат возвращён специалисту: {reason}")).application(case.id);
            Ok::<_, Failure>(act.record(fact, ())?)
        })
        .await?;
    app.bell.ring();
    Ok(page::go_saying(
        seat.by.visit.cookies,
        &format!("/applications/{}/conclusion", seat.case.id),
        "Дело возвращено специалисту, ему отправлено письмо.",
    ))
}
