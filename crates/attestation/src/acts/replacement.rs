//! The file of an issued act that was attached by mistake: another takes its place, the earlier one is kept with the reason.
//! What the act states does not change by it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::prove_password;
use crate::context::App;
use crate::documents::{SIGNED_PAPER, SignedFile, kept, signed_paper};
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::new_version;
use crate::platform::page::{self, Frame};
use crate::platform::upload::UploadRequest;

use super::guards::OnDesk;
use super::model::Decree;
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/acts/board/{id}/file/replacement", show).post("/acts/board/{id}/file/replacement", replace)
}

#[derive(Template)]
#[template(path = "acts/replacement.html")]
struct ReplacementPage {
    frame: Frame,
    form: Form,
    home: String,
    called: String,
    /// The file that stands.
    file: String,
    accept: String,
    /// The signature that goes with it, since it signs that file; empty when there is none.
    signature: String,
    is_file_public: bool,
}

/// The file that stands.
fn standing(decree: &Decree) -> Result<&SignedFile, Failure> {
    let early = || Failure::Conflict("Акт ещё не издан. Файл приложат, когда его издадут.".into());
    decree.file.as_ref().filter(|_| decree.is_issued()).ok_or_else(early)
}

async fn show(desk: OnDesk, State(app): State<App>) -> Result<Response, Failure> {
    draw(&app, &desk, Form::new())
}

fn draw(app: &App, desk: &OnDesk, form: Form) -> Result<Response, Failure> {
    let (decree, sound) = (&desk.decree, form.is_sound());
    let (home, called) = (format!("/acts/board/{}", decree.id), decree.called());
    let page = ReplacementPage {
        frame: desk
            .by
            .frame(app, "Файл акта приложен по ошибке")
            .sound(sound)
            .trail(&[("/acts/board", "Акты"), (&home, &called)]),
        file: standing(decree)?.name.clone(),
        accept: SIGNED_PAPER.endings(),
        signature: decree.signature.as_ref().map(|file| file.name.clone()).unwrap_or_default(),
        is_file_public: decree.is_file_public,
        form,
        home,
        called,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn replace(desk: OnDesk, State(app): State<App>, request: UploadRequest) -> Result<Response, Failure> {
    let limit = app.config.upload_limit;
    let mut upload = request.read(&app.files, limit).await?;
    let earlier = standing(&desk.decree)?.clone();
    let arrived = signed_paper(&mut upload, "Приложите верный файл акта: скан или файл PDF.", limit).await?;
    let reason = new_version::text(&mut upload.form, "reason", "Напишите, почему файл приложен по ошибке.", "");
    let is_proved = prove_password(&app, &desk.by.account, &mut upload.form).await?;
    let Some(arrived) = arrived.filter(|_| is_proved && upload.form.is_sound()) else {
        return draw(&app, &desk, upload.form.without_passwords());
    };
    let file = kept(&app, arrived).await?;
    if file.key == earlier.key {
        upload.form.fault("file", "Это тот же самый файл, что уже приложен. Выберите верный.");
        return draw(&app, &desk, upload.form.without_passwords());
    }
    let decree = desk.decree;
    let home = format!("/acts/board/{}", decree.id);
    app.db
        .act(desk.by.by(), app.now(), move |act| {
            if !store::replace_file(act, decree.id, (&earlier, &file), &reason)? {
                return Err(Failure::Conflict("Файл этого акта уже заменили. Откройте акт заново.".into()));
            }
            // As it stands now: one may have been attached while the file was on its way.
            if let Some(signature) = store::by_id(act, decree.id)?.and_then(|now| now.signature) {
                let why = format!("Файл акта заменён: {reason}");
                store::withdraw_signature(act, decree.id, &signature, &why)?;
            }
            let said = format!(
                "файл акта {} приложен по ошибке: {}, вместо него {}; причина: {reason}",
                decree.called(),
                earlier.name,
                file.name
            );
            Ok(act.record(Fact::of(kinds::REPLACED, said).subject("act", decree.id), ())?)
        })
        .await?;
    Ok(page::go_saying(desk.by.visit.cookies, &home, "Файл акта заменён. Прежний остался с отметкой."))
}
