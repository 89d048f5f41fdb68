//! The conclusion's page, the check before recording, the recorded result, its return by the centre.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::Application;
use crate::assignments::{self, AssignedCase, CentreCase, Relation};
use crate::context::App;
use crate::documents::{Accept, Media, shown_inline};
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::guards::ConclusionCase;
use super::model::{Attached, Recorded, Verdict, may_attach, may_record};
use super::{kinds, letters, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/applications/{id}/conclusion", show)
        .post("/applications/{id}/conclusion/check", check)
        .post("/applications/{id}/result", record)
        .get("/applications/{id}/result", recorded)
        .post("/applications/{id}/return", give_back)
}

struct VersionLine {
    version: i64,
    href: String,
    file_name: String,
    about: String,
    added: String,
}

struct ResultLine {
    number: String,
    verdict: &'static str,
    reason: String,
    recorded: String,
    returned: String,
    return_reason: String,
}

#[derive(Template)]
#[template(path = "conclusions/conclusion.html")]
struct ConclusionPage {
    frame: Frame,
    form: Form,
    id: String,
    teacher: String,
    about: String,
    tone: &'static str,
    left: String,
    due: String,
    versions: Vec<VersionLine>,
    preview: Option<String>,
    results: Vec<ResultLine>,
    verdicts: Vec<Choice>,
    is_specialist: bool,
    may_attach: Result<(), super::Denial>,
    may_record: Result<(), super::Denial>,
    may_return: bool,
    accept: String,
    attach_label: &'static str,
    attach_hint: String,
}

async fn show(seen: ConclusionCase, State(app): State<App>) -> Result<Response, Failure> {
    seen.opened(&app, "открыта страница заключения").await?;
    conclusion_page(&app, &seen, Form::new()).await
}

/// The page again, with what was typed and what is wrong with it.
pub(super) async fn with_faults(app: &App, seat: AssignedCase, form: Form) -> Result<Response, Failure> {
    conclusion_page(app, &seat.into(), form).await
}

async fn conclusion_page(app: &App, seen: &ConclusionCase, form: Form) -> Result<Response, Failure> {
    let case = &seen.case;
    let (attached, results) = facts(app, case).await?;
    let newest = attached.first();
    let is_specialist = seen.relation == Relation::Specialist;
    let sound = form.is_sound();
    let title = format!("Заключение: {}", case.name.short());
    let frame = seen
        .by
        .frame(app, &title)
        .sound(sound)
        .trail(&[("/applications", "Аттестация"), (&format!("/applications/{}", case.id), &case.name.short())]);
    let page = ConclusionPage {
        frame,
        form,
        id: case.id.to_string(),
        teacher: case.name.full(),
        about: format!(
            "{}, {}, заявленная категория — {}",
            case.post_and_subject(),
            case.school_name,
            case.category.words()
        ),
        tone: words::tone(case.due_on, app.today()).code(),
        left: words::left(case.due_on, app.today()),
        due: words::day(case.due_on),
        preview: newest
            .filter(|one| shown_inline(&one.media_type))
            .map(|one| format!("{}?show=yes", file_href(case, one))),
        may_attach: may_attach(case),
        may_record: may_record(case, newest),
        may_return: seen.relation == Relation::Centre && case.stage == crate::applications::Stage::Concluded,
        versions: attached.iter().map(|one| version_line(app, case, one)).collect(),
        results: results.into_iter().map(|one| result_line(app, one)).collect(),
        verdicts: Verdict::ALL
            .into_iter()
            .map(|verdict| Choice::new(verdict.code(), capital(verdict.words())))
            .collect(),
        is_specialist,
        accept: Accept::CONCLUSION.endings(),
        attach_label: if newest.is_some() {
            "Заменить заключение"
        } else {
            "Прикрепить заключение"
        },
        attach_hint: format!(
            "DOCX или PDF до {}. Прежние версии сохраняются.",
            words::size(i64::try_from(app.config.upload_limit).unwrap_or(i64::MAX))
        ),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn facts(app: &App, case: &Application) -> Result<(Vec<Attached>, Vec<Recorded>), Failure> {
    let id = case.id;
    Ok(app
        .db
        .read(move |reader| Ok::<_, DbError>((store::attached(reader, id)?, store::results_of(reader, id)?)))
        .await?)
}

fn file_href(case: &Application, one: &Attached) -> String {
    format!("/applications/{}/conclusion/{}/file", case.id, one.version)
}

fn version_line(app: &App, case: &Application, one: &Attached) -> VersionLine {
    VersionLine {
        version: one.version,
        href: file_href(case, one),
        file_name: one.file_name.clone(),
        about: format!("{}, {}", Media::short(&one.media_type), words::size(one.size)),
        added: app.config.zone.written(one.added_at),
    }
}

fn result_line(app: &App, one: Recorded) -> ResultLine {
    let zone = &app.config.zone;
    ResultLine {
        number: one.number,
        verdict: one.verdict.words(),
        reason: one.reason,
        recorded: zone.written(one.recorded_at),
        returned: one.returned_at.map(|at| zone.written(at)).unwrap_or_default(),
        return_reason: one.return_reason,
    }
}

fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map(|first| first.to_uppercase().collect::<String>() + signs.as_str()).unwrap_or_default()
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

async fn check(seat: AssignedCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
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

async fn record(seat: AssignedCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
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
