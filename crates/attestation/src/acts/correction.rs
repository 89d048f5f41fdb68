//! A clerical error in an issued act is put right by a new one: the earlier stays with a mark, the register is corrected by its own hand.

use std::collections::HashSet;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::applications::Application;
use crate::context::App;
use crate::documents::{SIGNED_PAPER, signature_kept_words};
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::upload::UploadRequest;
use crate::platform::words;

use super::board::{PAGE, one_more};
use super::guards::CentresAct;
use super::issuing::{self, Correction};
use super::one::{CaseLine, case_line};
use super::signing::{ask_check_of, signed_from};
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/acts/board/{id}/correction", show).post("/acts/board/{id}/correction", correct)
}

/// Signs of a text at most.
const LONGEST: usize = 1_000;

struct Tick {
    line: CaseLine,
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "acts/correction.html")]
struct CorrectionPage {
    frame: Frame,
    form: Form,
    /// What becomes of a signature that is attached.
    kept_words: &'static str,
    home: String,
    called: String,
    accept: String,
    /// Those ticked before, on other pages of the list.
    kept: Vec<CaseLine>,
    lines: Vec<Tick>,
    /// The border of the page of the list that is shown; empty on the first one.
    shown: String,
    /// The border of the next one; empty on the last one.
    next: String,
}

/// Which page of the list is asked for: the first one.
const FIRST: &str = "first";

async fn show(desk: CentresAct, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    desk.decree.may_be_corrected()?;
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    draw(&app, &desk, form).await
}

async fn draw(app: &App, desk: &CentresAct, form: Form) -> Result<Response, Failure> {
    let (id, shown) = (desk.decree.id, form.text("after"));
    let (after, chosen) = (store::split(&shown), chosen(&form));
    let read = app.db.read(move |reader| {
        Ok::<_, DbError>((
            store::cases(reader, id, after, false, one_more())?,
            store::lines_among(reader, id, &chosen)?,
        ))
    });
    let (mut found, ticked) = read.await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let (home, called) = (format!("/acts/board/{id}"), desk.decree.called());
    let here: HashSet<String> = found.iter().map(|one| one.application.to_string()).collect();
    let (on_page, elsewhere): (Vec<_>, Vec<_>) =
        ticked.iter().partition(|one| here.contains(&one.application.to_string()));
    let on_page: HashSet<String> = on_page.iter().map(|one| one.application.to_string()).collect();
    let sound = form.is_sound();
    let last = found.last().filter(|_| has_more);
    let page = CorrectionPage {
        kept_words: signature_kept_words(app),
        frame: desk.by.frame(app, "Исправление акта").sound(sound).trail(&[("/acts/board", "Акты"), (&home, &called)]),
        accept: SIGNED_PAPER.endings(),
        next: last.map(store::border).unwrap_or_default(),
        kept: elsewhere.into_iter().map(case_line).collect(),
        lines: found
            .iter()
            .map(|one| Tick { line: case_line(one), is_ticked: on_page.contains(&one.application.to_string()) })
            .collect(),
        shown,
        form,
        home,
        called,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

fn chosen(form: &Form) -> Vec<Id<Application>> {
    form.all("case").iter().filter_map(|id| id.parse().ok()).collect()
}

fn text(form: &mut Form, field: &str, missing: &str) -> String {
    let text = form.text(field);
    if text.is_empty() {
        form.fault(field, missing);
    } else if text.chars().count() > LONGEST {
        form.fault(field, format!("Здесь больше {LONGEST} знаков. Сократите."));
    }
    text
}

async fn correct(desk: CentresAct, State(app): State<App>, request: UploadRequest) -> Result<Response, Failure> {
    desk.decree.may_be_corrected()?;
    let mut upload = request.read(&app.files, app.config.upload_limit).await?;
    // Another page of the list is asked for: what was typed and ticked goes along.
    let to = upload.form.text("to");
    if !to.is_empty() {
        let border = if to == FIRST { String::new() } else { to };
        return draw(&app, &desk, upload.form.with("after", border).without_passwords()).await;
    }
    let what = text(
        &mut upload.form,
        "words",
        "Напишите, что исправлено, например: в приложении 1 вместо «Иванова» читать «Иванкова».",
    );
    let reason = text(&mut upload.form, "reason", "Напишите, почему исправлено и на каком основании.");
    let id = desk.decree.id;
    let chosen = chosen(&upload.form);
    let cases = app.db.read(move |reader| store::among_cases(reader, id, &chosen)).await?;
    if cases.is_empty() {
        upload.form.fault("case", "Отметьте педагогов, в строках которых исправлена ошибка.");
    }
    let not_before = desk.decree.dated_on.unwrap_or_else(|| app.today());
    let (form, signed) = signed_from(&app, upload, not_before, &desk.by.account).await?;
    let Some(signed) = signed else {
        return draw(&app, &desk, form.without_passwords()).await;
    };
    let (decree, inner) = (desk.decree.clone(), app.clone());
    let (made, letters) = app
        .db
        .act(desk.by.by(), app.now(), move |act| {
            let correction = Correction { words: what, reason, cases };
            let (made, letters) = issuing::correct(act, &inner, &decree, &signed, &correction)?;
            let called = format!("№\u{a0}{} от {}", signed.number, words::brief_day(signed.dated_on));
            ask_check_of(act, &inner, (made, &called), &signed.file, signed.signature.as_ref())?;
            let fact = Fact::of(kinds::CORRECTED, format!("акт {} исправлен актом {called}", decree.called()));
            Ok::<_, Failure>(act.record(fact.subject("act", made), (made, letters))?)
        })
        .await?;
    app.bell.ring();
    let waiting = words::counted(letters as u64, "письмо", "письма", "писем");
    let drafts = if letters > 0 { format!(" Ждёт отправки: {waiting}.") } else { String::new() };
    let said = format!("Исправляющий акт записан. Исправьте и записи реестра, если ошибка есть в них.{drafts}");
    Ok(page::go_saying(desk.by.visit.cookies, &format!("/acts/board/{made}"), &said))
}
