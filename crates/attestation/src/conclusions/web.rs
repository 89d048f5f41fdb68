//! The conclusion of a case: the template filled for it, attaching, replacing, looking.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::applications::Application;
use crate::assignments::{self, DeclaredCase};
use crate::context::App;
use crate::documents::{self, Accept, Media, Reading, examine, made};
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page;
use crate::platform::upload::{UploadRequest, store_failure};

use super::guards::{ConclusionCase, ConclusionVersion};
use super::model::may_attach;
use super::store::{self, KeptFile};
use super::template_web::{InForce, unfit};
use super::{filling, kinds, overview};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/applications/{id}/conclusion/template", filled)
        .post("/applications/{id}/conclusion", attach)
        .get("/applications/{id}/conclusion/{version}/file", open)
}

/// What is said when the template in force cannot be filled with a case, and what to do meanwhile.
const UNFIT: &str = "Заключение по шаблону Центра не получилось";
const MEANWHILE: &str = " Пока можно взять пустой шаблон.";

async fn filled(seen: ConclusionCase, State(app): State<App>) -> Result<Response, Failure> {
    let id = seen.case.id;
    let (template, group, documents) = app
        .db
        .read(move |reader| {
            let template = store::newest_template(reader)?;
            let group = assignments::members(reader, id)?;
            Ok::<_, DbError>((template, group, documents::of_application(reader, id, Reading::Work)?))
        })
        .await?;
    let template = InForce::of(&app, template).await?;
    let words = format!("заполненный шаблон, {}", template.words);
    // A specialist's own name; the centre sees the first of a group.
    let specialist = group.iter().find(|one| one.seat == seen.by.seat.id).or(group.first());
    let data = filling::data(&seen.case, specialist, &documents, &app.config.centre_name, app.today());
    let made = template.filled(data).await?.map_err(|error| unfit(UNFIT, &error, MEANWHILE))?;
    let fact = Fact::of(kinds::TEMPLATE_TAKEN, words).application(id);
    app.db.act(seen.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    Ok(made::made(made, &format!("Заключение {} {}.docx", seen.case.number, seen.case.name.surname), Media::Docx))
}

async fn attach(seat: DeclaredCase, State(app): State<App>, request: UploadRequest) -> Result<Response, Failure> {
    may_attach(&seat.case, seat.done)?;
    let limit = app.config.upload_limit;
    let mut upload = request.read(&app.files, limit).await?;
    let missing = "Прикрепите заключение. Подойдут DOCX и PDF.";
    let Some(arrived) = upload.one_file("conclusion", missing, limit) else {
        return overview::with_faults(&app, seat, upload.form).await;
    };
    let checked = tokio::task::spawn_blocking(move || {
        examine(&arrived.file, &arrived.name, Accept::CONCLUSION).map(|media| (arrived, media))
    });
    let (arrived, media) = match checked.await.map_err(anyhow::Error::from)? {
        Ok(fit) => fit,
        Err(bad) => {
            upload.form.fault("conclusion", bad.to_string());
            return overview::with_faults(&app, seat, upload.form).await;
        }
    };
    let stored = app.files.keep(arrived.file).await.map_err(store_failure)?;
    let file = KeptFile {
        name: arrived.name,
        key: stored.key.to_string(),
        size: i64::try_from(stored.size).unwrap_or(i64::MAX),
        media_type: media.mime().into(),
    };
    let (by, case) = (seat.by.by(), seat.case.clone());
    let own = seat.by.seat.id;
    let is_first = app
        .db
        .act(by, app.now(), move |act| {
            let version = store::attach(act, &case, own, &file)?;
            let is_first = store::attached(act, case.id)?.iter().filter(|one| one.seat == own).count() == 1;
            let fact =
                Fact::of(kinds::ATTACHED, format!("прикреплено заключение, версия {version}")).application(case.id);
            Ok::<_, Failure>(act.record(fact, is_first)?)
        })
        .await?;
    let said = if is_first {
        "Заключение прикреплено. Теперь запишите результат."
    } else {
        "Заключение заменено: действует то, что вы прикрепили сейчас."
    };
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/applications/{}/conclusion", seat.case.id), said))
}

async fn open(
    asked: ConclusionVersion,
    State(app): State<App>,
    headers: HeaderMap,
    query: axum::extract::RawQuery,
) -> Result<Response, Failure> {
    let (id, version) = (asked.case.case.id, asked.version);
    let all = app.db.read(move |reader| store::attached(reader, id)).await?;
    let one = all.into_iter().find(|one| one.version == version && asked.case.sees(one)).ok_or(Failure::Hidden)?;
    let fact = Fact::of(kinds::OPENED, format!("открыто заключение, версия {version}")).application(id);
    app.db.act(asked.case.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let inline = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes()).value("show") == "yes";
    documents::serve(
        &app.files,
        &headers,
        &one.file_key,
        &named(&asked.case.case, &one.file_name),
        &one.media_type,
        inline,
    )
    .await
}

fn named(case: &Application, file_name: &str) -> String {
    if file_name.is_empty() { format!("Заключение {}", case.number) } else { file_name.to_owned() }
}
