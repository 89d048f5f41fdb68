//! The detached signature of an issued act: attached when it comes, later than the scan too, and taken off with a reason when
//! it is a wrong one, which is kept.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::documents::{SignedFile, detached_signature, kept, signature_kept_words};
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::new_version;
use crate::platform::page::{self, Frame};
use crate::platform::upload::UploadRequest;

use super::guards::OnDesk;
use super::model::Decree;
use super::signing::ask_check_of;
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/acts/board/{id}/signature/new", show)
        .post("/acts/board/{id}/signature/new", attach)
        .get("/acts/board/{id}/signature/withdrawal", ask)
        .post("/acts/board/{id}/signature/withdrawal", withdraw)
}

#[derive(Template)]
#[template(path = "acts/signature.html")]
struct SignaturePage {
    frame: Frame,
    form: Form,
    /// What becomes of a signature that is attached.
    kept_words: &'static str,
    home: String,
    called: String,
    /// The file of the act, which the signature signs.
    file: String,
    /// The signature to be taken off; empty when one is to be attached.
    wrong: String,
}

fn draw(app: &App, desk: &OnDesk, form: Form, wrong: &str) -> Result<Response, Failure> {
    let (decree, sound) = (&desk.decree, form.is_sound());
    let home = format!("/acts/board/{}", decree.id);
    let called = decree.called();
    let title = if wrong.is_empty() {
        "Электронная подпись акта"
    } else {
        "Подпись приложена по ошибке"
    };
    let page = SignaturePage {
        kept_words: signature_kept_words(app),
        frame: desk.by.frame(app, title).sound(sound).trail(&[("/acts/board", "Акты"), (&home, &called)]),
        form,
        called,
        file: decree.file.as_ref().map(|file| file.name.clone()).unwrap_or_default(),
        wrong: wrong.to_owned(),
        home,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// The act awaits its signature.
fn awaits(decree: &Decree) -> Result<(), Failure> {
    if !decree.is_issued() {
        return Err(Failure::Conflict("Акт ещё не издан. Подпись прикладывают к изданному акту.".into()));
    }
    if decree.signature.is_some() { Err(taken()) } else { Ok(()) }
}

fn taken() -> Failure {
    Failure::Conflict(
        "К этому акту подпись уже приложена. Если она неверная, сначала отметьте её как ошибочную.".into(),
    )
}

/// The signature that stands.
fn standing(decree: &Decree) -> Result<&SignedFile, Failure> {
    let none = || Failure::Conflict("Подписи у этого акта уже нет. Откройте акт заново.".into());
    decree.signature.as_ref().ok_or_else(none)
}

async fn show(desk: OnDesk, State(app): State<App>) -> Result<Response, Failure> {
    awaits(&desk.decree)?;
    draw(&app, &desk, Form::new(), "")
}

async fn attach(desk: OnDesk, State(app): State<App>, request: UploadRequest) -> Result<Response, Failure> {
    let limit = app.config.upload_limit;
    let mut upload = request.read(&app.files, limit).await?;
    awaits(&desk.decree)?;
    let sent = detached_signature(&mut upload, "Приложите файл подписи.", limit).await?;
    let Some(sent) = sent.filter(|_| upload.form.is_sound()) else {
        return draw(&app, &desk, upload.form, "");
    };
    let (file, decree, inner) = (kept(&app, sent).await?, desk.decree, app.clone());
    let home = format!("/acts/board/{}", decree.id);
    app.db
        .act(desk.by.by(), app.now(), move |act| {
            if !store::attach_signature(act, decree.id, &file)? {
                return Err(taken());
            }
            if let Some(signed) = &decree.file {
                ask_check_of(act, &inner, (decree.id, &decree.called()), signed, Some(&file))?;
            }
            let said = format!("приложена электронная подпись к акту {}: {}", decree.called(), file.name);
            Ok(act.record(Fact::of(kinds::SIGNATURE, said).subject("act", decree.id), ())?)
        })
        .await?;
    app.bell.ring();
    Ok(page::go_saying(desk.by.visit.cookies, &home, "Подпись приложена."))
}

async fn ask(desk: OnDesk, State(app): State<App>) -> Result<Response, Failure> {
    let wrong = standing(&desk.decree)?.name.clone();
    draw(&app, &desk, Form::new(), &wrong)
}

async fn withdraw(desk: OnDesk, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let file = standing(&desk.decree)?.clone();
    let reason = new_version::text(&mut form, "reason", "Напишите, почему подпись приложена по ошибке.", "");
    if !form.is_sound() {
        return draw(&app, &desk, form, &file.name);
    }
    let decree = desk.decree;
    let home = format!("/acts/board/{}", decree.id);
    app.db
        .act(desk.by.by(), app.now(), move |act| {
            if !store::withdraw_signature(act, decree.id, &file, &reason)? {
                return Err(Failure::Conflict(
                    "Подпись этого акта уже сняли или заменили. Откройте акт заново.".into(),
                ));
            }
            let said =
                format!("подпись к акту {} приложена по ошибке: {}; причина: {reason}", decree.called(), file.name);
            Ok(act.record(Fact::of(kinds::SIGNATURE, said).subject("act", decree.id), ())?)
        })
        .await?;
    Ok(page::go_saying(desk.by.visit.cookies, &home, "Подпись отмечена как ошибочная. Приложите верную."))
}
