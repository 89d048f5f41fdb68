//! The employer's presentation: written, shown or refused before witnesses; and the worker's own information.

use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::dated::with_day;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::page;
use crate::platform::words;

use super::acts;
use super::guards::OwnCase;
use super::model::{Presentation, verdict};
use super::refused;
use super::rules;
use super::stage::{Move, Stage};
use super::step::{self, Ask, StepPage};
use super::store;
use super::thresholds::TO_READ;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/school/fitness/{id}/presentation", show_text)
        .post("/school/fitness/{id}/presentation", write)
        .get("/school/fitness/{id}/showing", show)
        .post("/school/fitness/{id}/showing", shown)
        .get("/school/fitness/{id}/information", show_information)
        .post("/school/fitness/{id}/information", file)
}

/// Why something about the presentation cannot be done now.
#[derive(Debug)]
enum Early {
    /// It was shown already.
    Shown,
    /// It is not written yet.
    Unwritten,
    /// Information is filed when the session is ahead.
    NotAwaited,
    /// It was filed already: the day.
    Filed(Day),
}

impl Refusal for Early {
    fn reason(&self) -> String {
        match self {
            Self::Shown => "Представление уже показано работнику: менять его нельзя.".to_owned(),
            Self::Unwritten => "Представление ещё не составлено. Сначала составьте его и скачайте.".to_owned(),
            Self::NotAwaited => {
                "Сведения работника записывают между ознакомлением с представлением и заседанием. Сейчас не то время."
                    .to_owned()
            }
            Self::Filed(day) => format!(
                "Сведения работника уже записаны: поданы {}. Если день неверен, нажмите на странице работника «Исправить записанное»: прежний день останется в исправлениях.",
                words::day(*day)
            ),
        }
    }
}

fn may_write(seat: &OwnCase) -> Result<(), Failure> {
    if seat.case.may_be_presented() { Ok(()) } else { Err(Early::Shown.into()) }
}

async fn show_text(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    may_write(&seat)?;
    let (version, form) = written(&app, &seat).await?;
    step::drawn_upon(text_page(&app, &seat, form), version)
}

/// What is written now as its form, and its mark: 0 before it is written.
async fn written(app: &App, seat: &OwnCase) -> Result<(i64, Form), Failure> {
    let id = seat.case.id;
    Ok(match app.db.read(move |reader| store::written(reader, id)).await? {
        Some((version, one)) => {
            let form = with_day(Form::new(), "contract", one.contract_on)
                .with("education", one.education)
                .with("training", one.training)
                .with("earlier", one.earlier)
                .with("assessment", one.assessment);
            (version, form)
        }
        None => (0, Form::new().with("earlier", earlier(seat))),
    })
}

/// What is known of the previous attestation, offered for the presentation.
fn earlier(seat: &OwnCase) -> String {
    let previous = seat.worker.facts.as_ref().and_then(|known| known.previous);
    previous.map_or_else(
        || "Аттестация на соответствие занимаемой должности в организации ранее не проводилась.".to_owned(),
        |(on, fits)| format!("{}: {}.", words::day(on), verdict(fits)),
    )
}

fn text_page(app: &App, seat: &OwnCase, form: Form) -> StepPage {
    StepPage {
        frame: seat.frame(app, "Представление"),
        title: "Представление",
        worker: seat.worker.name.full(),
        before: vec!["Фамилия, имя, отчество и должность встанут в представление сами. Пишите о результатах работы, а не о личных качествах.".to_owned()],
        asks: vec![
            Ask::date("contract", "Дата трудового договора по этой должности", ""),
            Ask::area("education", "Уровень образования и квалификация", "По диплому. Не больше 5000 знаков."),
            Ask::area("training", "Дополнительное профессиональное образование", "Что, где и когда; если его не было, так и напишите. Не больше 5000 знаков."),
            Ask::area("earlier", "Результаты предыдущих аттестаций", "Не больше 5000 знаков."),
            Ask::area("assessment", "Мотивированная оценка результатов профессиональной деятельности", "Как работник выполняет трудовые обязанности по договору. Не больше 5000 знаков."),
        ],
        action: format!("{}/presentation", seat.home()),
        button: "Сохранить представление",
        back: seat.home(),
        form,
    }
}

fn parse(form: &mut Form, seat: &OwnCase, today: Day) -> Option<Presentation> {
    let contract_on = step::past(form, ("contract", "Укажите дату трудового договора."), today, None);
    let contract_on = contract_on.and_then(|day| form.check("contract", refused::working_age(seat.worker.born, day)));
    let education = step::text(form, "education", "Укажите образование и квалификацию.");
    let training = step::text(form, "training", "Укажите дополнительное образование или напишите, что его не было.");
    let earlier = step::text(form, "earlier", "Укажите результаты предыдущих аттестаций или напишите, что их не было.");
    let assessment = step::text(form, "assessment", "Напишите мотивированную оценку: без неё представления нет.");
    Some(Presentation {
        contract_on: contract_on?,
        education: education?,
        training: training?,
        earlier: earlier?,
        assessment: assessment?,
    })
}

async fn write(seat: OwnCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    may_write(&seat)?;
    let (seen, theirs) = written(&app, &seat).await?;
    if step::is_stale(&form, seen)
        && let Some(both) = step::both(text_page(&app, &seat, form.clone()), &theirs, seen)?
    {
        return Ok(both);
    }
    let Some(new) = parse(&mut form, &seat, app.today()).filter(|_| form.is_sound()) else {
        return step::drawn_upon(text_page(&app, &seat, form), seen);
    };
    let (home, worker, case) = (seat.home(), seat.worker.clone(), seat.case.clone());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::write(act, &worker, &case, (seen, &new))?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    match done.await {
        Ok(()) => {
            let said = "Представление сохранено. Скачайте его, подпишите у руководителя и покажите работнику.";
            Ok(page::go_saying(seat.by.signed.visit.cookies, &home, said))
        }
        Err(Failure::Conflict(why)) => {
            let (now, theirs) = written(&app, &seat).await?;
            let both = if now == seen { None } else { step::both(text_page(&app, &seat, form), &theirs, now)? };
            both.ok_or(Failure::Conflict(why))
        }
        Err(other) => Err(other),
    }
}

async fn may_show(app: &App, seat: &OwnCase) -> Result<(), Failure> {
    seat.may(Move::Present)?;
    let id = seat.case.id;
    let written = app.db.read(move |reader| store::presentation(reader, id)).await?;
    written.map(|_| ()).ok_or_else(|| Early::Unwritten.into())
}

async fn show(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    may_show(&app, &seat).await?;
    draw(&app, &seat, with_day(Form::new(), "shown", app.today()))
}

fn draw(app: &App, seat: &OwnCase, form: Form) -> Result<Response, Failure> {
    let before = step::until_session(seat, (rules::SHOWING, "представлением"))?;
    step::drawn(StepPage {
        frame: seat.frame(app, "Ознакомление с представлением"),
        title: "Ознакомление с представлением",
        worker: seat.worker.name.full(),
        before,
        asks: step::how_it_went(
            Ask::date("shown", "День ознакомления или отказа", ""),
            seat.case.thresholds,
            "Отказался прочитать",
        ),
        action: format!("{}/showing", seat.home()),
        button: "Записать ознакомление",
        back: seat.home(),
        form,
    })
}

/// The day and the witnesses of a refusal; none when a field has a fault.
fn parse_showing(form: &mut Form, seat: &OwnCase, today: Day) -> Option<(Day, Vec<String>)> {
    let first = seat.case.order.as_ref().map(|(_, on)| (*on, "издан приказ"));
    let day = step::past(form, ("shown", "Укажите день."), today, first);
    if let Some((day, session)) = day.zip(seat.case.session_on) {
        form.check("shown", seat.attestable_on(session));
        step::in_time(form, ("shown", "показать"), refused::after_showing(&seat.rules, day, session));
    }
    let witnesses = step::witnesses(form, seat.case.thresholds, TO_READ);
    Some((day?, witnesses)).filter(|_| form.is_sound())
}

async fn shown(seat: OwnCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    may_show(&app, &seat).await?;
    let Some((day, witnesses)) = parse_showing(&mut form, &seat, app.today()) else {
        return draw(&app, &seat, form);
    };
    let said = step::as_it_went(&witnesses);
    let (home, worker, case) = (seat.home(), seat.worker, seat.case);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::show(act, &worker, &case, (day, &witnesses))?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    Ok(page::go_saying(seat.by.signed.visit.cookies, &home, said))
}

/// The day of the session while the worker's information is awaited: it is filed once.
fn awaited(seat: &OwnCase) -> Result<Day, Failure> {
    let session = seat.case.session_on.filter(|_| seat.case.stage == Stage::Presented).ok_or(Early::NotAwaited)?;
    seat.case.filed_on.map_or(Ok(session), |day| Err(Early::Filed(day).into()))
}

async fn show_information(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    let session = awaited(&seat)?;
    draw_information(&app, &seat, session, Form::new())
}

fn draw_information(app: &App, seat: &OwnCase, session: Day, form: Form) -> Result<Response, Failure> {
    let last = words::day(seat.rules.latest(rules::FILING, session)?);
    step::drawn(StepPage {
        frame: seat.frame(app, "Сведения работника"),
        title: "Сведения работника",
        worker: seat.worker.name.full(),
        before: vec![format!(
            "Работник может подать в комиссию свои сведения о работе или заявление о несогласии с представлением. Последний день для этого {last}."
        )],
        asks: vec![Ask::date("filed", "День, когда сведения поданы", "")],
        action: format!("{}/information", seat.home()),
        button: "Записать сведения",
        back: seat.home(),
        form,
    })
}

async fn file(seat: OwnCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let session = awaited(&seat)?;
    let first = seat.case.listed_on.map(|day| (day, "работник ознакомлен с приказом"));
    let day = step::past(&mut form, ("filed", "Укажите день."), app.today(), first);
    let day = day.and_then(|day| form.check("filed", refused::filed_in_time(&seat.rules, day, session)));
    let Some(day) = day.filter(|_| form.is_sound()) else {
        return draw_information(&app, &seat, session, form);
    };
    let (home, worker, case) = (seat.home(), seat.worker, seat.case);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::file(act, &worker, &case, day)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    Ok(page::go_saying(seat.by.signed.visit.cookies, &home, "Сведения работника записаны."))
}
