//! One version of the Centre's own template: tried on something real, put in force.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use officedocs::pdf::Named;
use officedocs::word::LeftOut;

use crate::accounts::InCharge;
use crate::conclusions;
use crate::context::App;
use crate::documents::made::made;
use crate::documents::{self, Media};
use crate::papers::{self, Paper};
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::twice;
use crate::platform::words;

use super::guards::Sent;
use super::ways::Tried;
use super::{kinds, one};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/settings/papers/versions/{id}", show)
        .get("/settings/papers/versions/{id}/file", take)
        .post("/settings/papers/versions/{id}/trial", try_on)
        .post("/settings/papers/versions/{id}/publication", publish)
}

#[derive(Template)]
#[template(path = "templates/version.html")]
#[allow(clippy::struct_excessive_bools, reason = "each is a part of the page that is shown or not")]
struct VersionPage {
    frame: Frame,
    form: Form,
    paper: &'static str,
    back: String,
    home: String,
    number: i64,
    file: String,
    added: String,
    state: &'static str,
    tone: &'static str,
    is_published: bool,
    /// Whether it was in force once and may be so again.
    may_return: bool,
    is_tried: bool,
    has_failed: bool,
    /// What of the template has no place in a PDF, in words; empty when all of it has.
    left_out: String,
    /// What to type to try it; empty when nothing is.
    asks: &'static str,
    /// What it is tried on when nothing is typed.
    instead: &'static str,
    example: &'static str,
}

fn home(seat: &InCharge<Sent>) -> String {
    format!("/settings/papers/versions/{}", seat.it.version.id)
}

async fn draw(app: &App, seat: &InCharge<Sent>, form: Form) -> Result<Response, Failure> {
    let template = papers::bytes_of(app, &seat.it.own.key).await?;
    // It was read when it was sent.
    let left_out = papers::left_out(template).await?.map_err(anyhow::Error::from)?;
    let left_out: Vec<&str> = left_out.into_iter().map(LeftOut::words).collect();
    let (it, version, sound) = (&seat.it, &seat.it.version, form.is_sound());
    let title = format!("Версия {}", version.number);
    let back = it.paper.home();
    let trail = [("/settings", "Настройки"), ("/settings/papers", "Шаблоны документов"), (&back, it.paper.words)];
    let (state, tone) = one::standing(version.published_at.is_some(), it.is_in_force);
    let (asks, example) = it.way.asks();
    let page = VersionPage {
        frame: seat.by.frame(app, &title).sound(sound).trail(&trail),
        form,
        paper: it.paper.words,
        home: home(seat),
        number: version.number,
        file: format!("{}, {}", it.own.name, words::size(it.own.size)),
        added: format!("{}, {}", version.added_by, app.config.zone.brief(version.added_at)),
        state,
        tone,
        is_published: version.published_at.is_some(),
        may_return: it.may_return(),
        is_tried: version.tried_at.is_some(),
        has_failed: it.has_failed,
        left_out: left_out.join(", "),
        asks,
        instead: it.way.instead(),
        example,
        back,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(seat: InCharge<Sent>, State(app): State<App>) -> Result<Response, Failure> {
    let newest = seat.it.way.newest(&app).await?;
    draw(&app, &seat, Form::new().with("number", newest)).await
}

async fn take(seat: InCharge<Sent>, State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let own = &seat.it.own;
    documents::serve(&app.files, &headers, &own.key, &own.name, Media::Docx.mime(), false).await
}

/// The paper as it would be, to be read and thrown away.
async fn try_on(seat: InCharge<Sent>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let (paper, id, number) = (seat.it.paper, seat.it.version.id, seat.it.version.number);
    let said = form.text("number");
    let (asks, example) = seat.it.way.asks();
    if said.is_empty() && !asks.is_empty() {
        form.fault("number", format!("Заполните поле «{asks}». {example}"));
        return draw(&app, &seat, form).await;
    }
    let found = seat.it.way.tried(&app, &said).await?;
    let Some(Tried { data, case, on }) = form.check("number", found) else {
        return draw(&app, &seat, form).await;
    };
    let template = papers::bytes_of(&app, &seat.it.own.key).await?;
    let filled = papers::tried(template, data).await?;
    let Some(bytes) = form.check("number", filled) else {
        return failed(&app, seat, form, &on).await;
    };
    let fact = Fact::of(kinds::TRIED, format!("{}: версия {number} опробована на {on}", paper.words));
    let fact = fact.subject("paper", paper.code);
    let fact = match case {
        Some(case) => fact.application(case.id),
        None => fact,
    };
    let (bytes, media) =
        if form.text("as") == "pdf" { (proof(&app, paper, bytes).await?, Media::Pdf) } else { (bytes, Media::Docx) };
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        papers::mark_tried(act, id)?;
        Ok::<_, Failure>(act.record(fact, ())?)
    });
    done.await?;
    let ending = if media == Media::Pdf { "pdf" } else { "docx" };
    Ok(made(bytes, &format!("Проба — {}.{ending}", paper.words), media))
}

/// No paper came of a trial: this version is put in force only after another one has gone well.
async fn failed(app: &App, mut seat: InCharge<Sent>, form: Form, on: &str) -> Result<Response, Failure> {
    let (paper, id, number) = (seat.it.paper, seat.it.version.id, seat.it.version.number);
    let words = format!("{}: по версии {number} документ не получился на {on}", paper.words);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        papers::mark_untried(act, id)?;
        Ok::<_, Failure>(act.record(Fact::of(kinds::FAILED, words).subject(papers::SUBJECT, id), ())?)
    });
    done.await?;
    seat.it.version.tried_at = None;
    seat.it.has_failed = true;
    draw(app, &seat, form).await
}

/// The same paper as a PDF.
async fn proof(app: &App, paper: &Paper, filled: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let organization = app.config.centre_name.clone();
    let named = Named { title: paper.words.to_owned(), organization, ..Named::default() };
    papers::set(filled, named, app.now()).await
}

async fn publish(seat: InCharge<Sent>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    if form.text("do") == "again" {
        return again(app, seat, form).await;
    }
    if seat.it.version.published_at.is_none() && seat.it.has_failed {
        form.fault(
            "number",
            "Проба этой версии не удалась. Попробуйте её ещё раз или исправьте шаблон и загрузите снова.",
        );
        return draw(&app, &seat, form).await;
    }
    if seat.it.version.published_at.is_none() && seat.it.version.tried_at.is_none() && !form.ticked("untried") {
        form.fault(
            "untried",
            "Эту версию ещё не пробовали. Скачайте пробный документ или отметьте, что вводите её без пробы.",
        );
        return draw(&app, &seat, form).await;
    }
    let (paper, id, number) = (seat.it.paper, seat.it.version.id, seat.it.version.number);
    let (own, by) = (seat.it.own.clone(), seat.by.by());
    let words = format!("{}: введён в действие шаблон, версия {number}", paper.words);
    let fact = Fact::of(kinds::PUBLISHED, words).subject("paper", paper.code);
    let told = fact.clone();
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        if !papers::publish(act, id)? {
            return Err(Failure::Conflict(
                "Эта версия шаблона уже вводилась в действие. Снова ввести её можно на её странице.".into(),
            ));
        }
        if paper.code == papers::BLANK {
            conclusions::put_in_force(act, number, &own)?;
        }
        Ok(act.record(told, ())?)
    });
    twice::settled(&app.db, by, fact, done.await).await?;
    let said = format!("Шаблон введён в действие: версия {number}. Документы, сделанные раньше, не изменились.");
    Ok(page::go_saying(seat.by.visit.cookies, &paper.home(), &said))
}

/// An earlier version is put in force again: the same file under the next number, because what was made by others stays as
/// it was made.
async fn again(app: App, seat: InCharge<Sent>, mut form: Form) -> Result<Response, Failure> {
    let (paper, own, number) = (seat.it.paper, seat.it.own.clone(), seat.it.version.number);
    if !seat.it.may_return() {
        return Err(Failure::Conflict(
            "Эту версию нельзя ввести в действие снова: она действует или ещё не вводилась. Откройте её страницу заново.".into(),
        ));
    }
    // It was taken by what was asked of a template then.
    let template = papers::bytes_of(&app, &own.key).await?;
    if form.check("again", papers::fits(template, paper).await?).is_none() {
        return draw(&app, &seat, form).await;
    }
    let begins = format!("{}: снова введён в действие шаблон версии {number}", paper.words);
    let told = Fact::of(kinds::PUBLISHED, format!("{begins}, ")).subject("paper", paper.code);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let Some(new) = papers::publish_again(act, paper, &own)? else {
            return Err(Failure::Conflict("Этот шаблон уже действует. Откройте его страницу заново.".into()));
        };
        let words = format!("{begins}, теперь это версия {new}");
        Ok(act.record(Fact::of(kinds::PUBLISHED, words).subject("paper", paper.code), ())?)
    });
    twice::settled(&app.db, seat.by.by(), told, done.await).await?;
    let said = format!("Снова действует шаблон версии {number}. Документы, сделанные раньше, не изменились.");
    Ok(page::go_saying(seat.by.visit.cookies, &paper.home(), &said))
}
