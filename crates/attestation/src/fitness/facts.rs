//! What fitness needs of a teacher, typed by the coordinator: the post and since when, the previous attestation, a ground.

use axum::extract::State;
use axum::response::Response;

use crate::applications;
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::dated::{with_day, without_day};
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::listing;
use crate::platform::page;

use super::acts;
use super::guards::OwnWorker;
use super::model::{Facts, Ground, Worker};
use super::refused;
use super::step::{self, Ask, StepPage};
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/school/fitness/{id}/facts", show).post("/school/fitness/{id}/facts", save)
}

async fn show(seat: OwnWorker, State(app): State<App>) -> Result<Response, Failure> {
    let mut form = known(&seat.worker);
    if seat.worker.facts.is_none() {
        let id = seat.worker.id;
        let applied = app.db.read(move |reader| applications::last_post(reader, id)).await?;
        form = form.with("post", applied.unwrap_or_default());
    }
    draw(&app, &seat, Sheet::FACTS, form).await
}

/// The form with what is known now.
fn known(worker: &Worker) -> Form {
    let Some(known) = &worker.facts else { return Form::new() };
    let mut form = with_day(Form::new().with("post", &known.post_code), "since", known.since);
    if let Some(last) = known.until {
        form = with_day(form, "left", last);
    }
    if let Some((on, fits)) = known.previous {
        form = with_day(form.with("fits", if fits { "yes" } else { "no" }), "previous", on);
    }
    with_ground(form, known)
}

/// The form with the ground not to attest, whatever it said of one: it holds for the person, whatever the post.
pub(super) fn with_ground(form: Form, known: &Facts) -> Form {
    match known.ground {
        Some((ground, last)) => with_day(form.with("ground", ground.code()), "until", last),
        None => without_day(form.with("ground", ""), "until"),
    }
}

/// What a form of facts is about: those of a post that is known, or of one more.
pub(super) struct Sheet {
    pub(super) title: &'static str,
    /// The first words before the questions.
    pub(super) about: &'static str,
    /// The end of its address.
    pub(super) last: &'static str,
    pub(super) button: &'static str,
}

impl Sheet {
    const FACTS: Self = Self {
        title: "Сведения о работнике",
        about: "Имеющуюся категорию указывать не нужно: система берёт её из реестра.",
        last: "facts",
        button: "Записать сведения",
    };
}

pub(super) async fn draw(app: &App, seat: &OwnWorker, sheet: Sheet, form: Form) -> Result<Response, Failure> {
    step::drawn_upon(sheet_page(app, seat, sheet, form).await?, seat.worker.version)
}

/// What is typed beside what another hand has written down since its page was drawn; none when they say the same.
pub(super) async fn both(
    app: &App,
    seat: &OwnWorker,
    sheet: Sheet,
    (form, theirs): (&Form, &Form),
) -> Result<Option<Response>, Failure> {
    if !step::is_stale(form, seat.worker.version) {
        return Ok(None);
    }
    step::both(sheet_page(app, seat, sheet, form.clone()).await?, theirs, seat.worker.version)
}

/// The same worker as they are known now.
pub(super) async fn anew(app: &App, seat: OwnWorker) -> Result<OwnWorker, Failure> {
    let (held, school) = (seat.worker.held(), seat.worker.school);
    let now = app.db.read(move |reader| store::held(reader, held, school)).await?;
    Ok(OwnWorker { worker: now.ok_or(Failure::Hidden)?, ..seat })
}

async fn sheet_page(app: &App, seat: &OwnWorker, sheet: Sheet, form: Form) -> Result<StepPage, Failure> {
    let posts = app.db.read(applications::posts).await?;
    let posts = listing::choices("Выберите должность", posts.iter().map(|one| (one.code.as_str(), one.name.as_str())));
    let outcomes = vec![Choice::new("yes", "Соответствует"), Choice::new("no", "Не соответствует")];
    let grounds = listing::choices("Нет", Ground::ALL.map(|one| (one.code(), one.words())));
    Ok(StepPage {
        frame: seat.frame(app, sheet.title),
        title: sheet.title,
        worker: seat.worker.name.full(),
        before: vec![
            sheet.about.to_owned(),
            "Диагнозы и справки сюда не вносят: хранится только основание и его последний день. Видят его только координаторы вашей школы."
                .to_owned(),
        ],
        asks: vec![
            Ask::select("post", "Должность", "", posts),
            Ask::date("since", "В этой должности в вашей организации с", "Например, 1 09 2019."),
            Ask::date("left", "Последний день в этой должности", "Оставьте пустым, если работник в ней и сейчас."),
            Ask::date(
                "previous",
                "День предыдущей аттестации на соответствие",
                "В этой должности в вашей организации. Оставьте пустым, если её не было.",
            ),
            Ask::radios("fits", "Итог предыдущей аттестации", "Если она была.", outcomes),
            Ask::select(
                "ground",
                "Основание, по которому работник сейчас не аттестуется",
                "Относится ко всем должностям работника.",
                grounds,
            ),
            Ask::date("until", "Последний день отпуска, болезни или другого основания", "Если основание выбрано."),
        ],
        action: format!("{}/{}", seat.home(), sheet.last),
        button: sheet.button,
        back: seat.home(),
        form,
    })
}

/// What was typed; none when a field has a fault.
pub(super) fn parse(form: &mut Form, posts: &[applications::Post], (born, today): (Day, Day)) -> Option<Facts> {
    let post = posts.iter().find(|one| one.code == form.value("post")).map(|one| one.code.clone());
    if post.is_none() {
        form.fault("post", "Выберите должность из списка.");
    }
    let since = step::past(form, ("since", "Укажите, с какого дня работник в этой должности."), today, None);
    let since = since.and_then(|day| form.check("since", refused::working_age(born, day)));
    let until = step::optional(form, "left").and_then(|day| form.check("left", refused::foreseen(day, today)));
    if let Some((since, last)) = since.zip(until) {
        form.check("left", refused::not_before(last, since, "работник принят на должность"));
    }
    let previous = previous(form, (born, today), since);
    let ground = Ground::parse(form.value("ground"));
    let last = step::optional(form, "until").and_then(|day| form.check("until", refused::foreseen(day, today)));
    if ground.is_some() && last.is_none() {
        form.fault("until", "Укажите последний день основания: от него считается, когда аттестация станет возможна.");
    }
    if ground.is_none() && last.is_some() {
        form.fault("ground", "Выберите основание или сотрите его последний день.");
    }
    let facts = Facts { post_code: post?, since: since?, until, previous, ground: ground.zip(last) };
    Some(facts).filter(|_| form.is_sound())
}

fn previous(form: &mut Form, (born, today): (Day, Day), since: Option<Day>) -> Option<(Day, bool)> {
    let on = step::optional(form, "previous");
    let fits = |day| {
        let day = refused::come(day, today).and_then(|day| refused::working_age(born, day))?;
        since.map_or(Ok(day), |since| refused::attested_here(day, since))
    };
    let on = on.and_then(|day| form.check("previous", fits(day)));
    match (on, form.value("fits")) {
        (Some(on), "yes") => Some((on, true)),
        (Some(on), "no") => Some((on, false)),
        (Some(_), _) => {
            form.fault("fits", "Выберите итог предыдущей аттестации.");
            None
        }
        (None, "") => None,
        (None, _) => {
            form.fault("previous", "Укажите день предыдущей аттестации.");
            None
        }
    }
}

async fn save(seat: OwnWorker, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    if let Some(both) = both(&app, &seat, Sheet::FACTS, (&form, &known(&seat.worker))).await? {
        return Ok(both);
    }
    let posts = app.db.read(applications::posts).await?;
    let Some(facts) = parse(&mut form, &posts, (seat.worker.born, app.today())) else {
        return draw(&app, &seat, Sheet::FACTS, form).await;
    };
    let (home, worker) = (seat.home(), seat.worker.clone());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::know(act, &worker, &facts)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    match done.await {
        Ok(()) => Ok(page::go_saying(seat.by.signed.visit.cookies, &home, "Сведения записаны.")),
        Err(Failure::Denied(why)) => {
            form.fault("post", why.reason());
            draw(&app, &seat, Sheet::FACTS, form).await
        }
        Err(Failure::Conflict(why)) => {
            let seat = anew(&app, seat).await?;
            let both = both(&app, &seat, Sheet::FACTS, (&form, &known(&seat.worker))).await?;
            both.ok_or(Failure::Conflict(why))
        }
        Err(other) => Err(other),
    }
}
