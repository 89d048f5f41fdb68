//! An act is issued: its number, date and signer are typed, the signed act is attached, the register gets its records.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{Account, Role, prove_password};
use crate::context::App;
use crate::documents::{
    Check, SIGNED_PAPER, SignedFile, ask_check, detached_signature, kept, signature_kept_words, signed_paper,
};
use crate::platform::act::{Act, Fact};
use crate::platform::clock::Day;
use crate::platform::dated::day_from;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::paper_number;
use crate::platform::upload::{Upload, UploadRequest};
use crate::platform::words;

use super::guards::OnDesk;
use super::issuing::{self, Signed};
use super::model::{Decree, Denial};
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/acts/board/{id}/issue", show).post("/acts/board/{id}/issue", issue)
}

/// Letters of a name or of a post at most.
const LONGEST: usize = 250;

#[derive(Template)]
#[template(path = "acts/issue.html")]
struct IssuePage {
    frame: Frame,
    form: Form,
    /// What becomes of a signature that is attached.
    kept_words: &'static str,
    home: String,
    is_centre: bool,
    /// Nobody has said yet who issues acts.
    is_unnamed: bool,
    granted: i64,
    refused: i64,
    /// The mark of the composition these numbers are of.
    composition: String,
    accept: String,
}

async fn show(desk: OnDesk, State(app): State<App>) -> Result<Response, Failure> {
    desk.decree.may_change()?;
    draw(&app, &desk, Form::new()).await
}

async fn draw(app: &App, desk: &OnDesk, form: Form) -> Result<Response, Failure> {
    let id = desk.decree.id;
    let read = move |reader: &mut Reader| {
        Ok::<_, DbError>((store::tally(reader, id)?, store::mark(reader, id)?, store::body(reader)?.is_empty()))
    };
    let ((granted, refused), mark, is_unnamed) = app.db.read(read).await?;
    if granted + refused == 0 {
        return Err(Denial::Empty.into());
    }
    let home = format!("/acts/board/{id}");
    let sound = form.is_sound();
    // A form that comes back goes on standing for what was shown at first, until it is told that this has changed.
    let shown = form.text("composition");
    let composition = if shown.is_empty() || form.error("").is_some() { mark } else { shown };
    let page = IssuePage {
        kept_words: signature_kept_words(app),
        frame: desk
            .by
            .frame(app, "Издание акта")
            .sound(sound)
            .trail(&[("/acts/board", "Акты"), (&home, "Проект акта")]),
        form,
        home,
        is_centre: desk.by.seat.role == Role::Centre,
        is_unnamed,
        granted,
        refused,
        composition,
        accept: SIGNED_PAPER.endings(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn issue(desk: OnDesk, State(app): State<App>, request: UploadRequest) -> Result<Response, Failure> {
    let upload = request.read(&app.files, app.config.upload_limit).await?;
    let home = format!("/acts/board/{}", desk.decree.id);
    if desk.decree.is_issued() && desk.decree.number == upload.form.text("number") {
        return Ok(page::go(&home)); // pressed twice: the first press has issued it
    }
    desk.decree.may_change()?;
    let id = desk.decree.id;
    let days = app.db.read(move |reader| store::first_day(reader, id)).await?;
    let (_, last) = days.ok_or(Denial::Empty)?;
    let (mut form, signed) = signed_from(&app, upload, last, &desk.by.account).await?;
    let Some(signed) = signed else {
        return draw(&app, &desk, form.without_passwords()).await;
    };
    let (decree, inner, shown) = (desk.decree.clone(), app.clone(), form.text("composition"));
    let done = app
        .db
        .act(desk.by.by(), app.now(), move |act| {
            let counts = issuing::issue(act, &inner, &decree, &signed, Some(&shown))?;
            let called = format!("№\u{a0}{} от {}", signed.number, words::brief_day(signed.dated_on));
            ask_check_of(act, &inner, (decree.id, &called), &signed.file, signed.signature.as_ref())?;
            let fact = Fact::of(kinds::ISSUED, format!("издан акт {called}")).subject("act", decree.id);
            Ok::<_, Failure>(act.record(fact, counts)?)
        })
        .await;
    app.bell.ring();
    let counts = match done {
        Err(Failure::Denied(why)) => {
            form.fault("", why.reason());
            return draw(&app, &desk, form.without_passwords()).await;
        }
        done => done?,
    };
    let records = words::counted(counts.records as u64, "запись", "записи", "записей");
    let letters = match counts.letters {
        0 => "Писем нет: ни у кого не указан адрес почты.".to_owned(),
        many => format!("Черновиков писем: {many}. Прочитайте и отправьте их."),
    };
    let said = format!("Акт издан. В реестр внесено: {records}. {letters}");
    Ok(page::go_saying(desk.by.visit.cookies, &home, &said))
}

/// Asks for a check of the signature under the file of an act, when there is one.
pub(super) fn ask_check_of(
    act: &mut Act<'_>,
    app: &App,
    (id, called): (Id<Decree>, &str),
    file: &SignedFile,
    signature: Option<&SignedFile>,
) -> Result<(), DbError> {
    let Some(signature) = signature else { return Ok(()) };
    let check = Check {
        signature: signature.key.clone(),
        signed: file.key.clone(),
        what: format!("к акту {called}: {}", signature.name),
        subject: ("act".to_owned(), id.to_string()),
    };
    ask_check(act, app, &check)
}

/// Reads a signed act out of a form; none when there are faults, which stand at their fields.
/// `not_before` is the day before which it cannot be dated, `by` the account whose password is asked again.
pub(super) async fn signed_from(
    app: &App,
    mut upload: Upload,
    not_before: Day,
    by: &Account,
) -> Result<(Form, Option<Signed>), Failure> {
    let number = paper_number::read(upload.form.value("number"), "акта", "214-р");
    let number = upload.form.check("number", number);
    let dated_on = dated(&mut upload.form, not_before, app.today());
    let signer_name = named(&mut upload.form, "signer-name", "Введите, кто подписал акт: фамилию и инициалы.");
    let signer_post = named(&mut upload.form, "signer-post", "Введите должность того, кто подписал акт.");
    let missing = "Приложите подписанный акт: скан или файл PDF.";
    let file = signed_paper(&mut upload, missing, app.config.upload_limit).await?;
    let signature = detached_signature(&mut upload, "", app.config.upload_limit).await?;
    if let (Some(number), Some(day)) = (number.clone(), dated_on) {
        let year = i64::from(day.0.year());
        if app.db.read(move |reader| store::number_taken(reader, year, &number)).await? {
            upload.form.fault("number", format!("Акт с таким номером за {year} год уже есть. Проверьте номер и дату."));
        }
    }
    let is_proved = prove_password(app, by, &mut upload.form).await?;
    let is_sound = is_proved && upload.form.is_sound();
    let (Some(number), Some(dated_on), Some(file), true) = (number, dated_on, file, is_sound) else {
        return Ok((upload.form, None));
    };
    let signature = match signature {
        Some(arrived) => Some(kept(app, arrived).await?),
        None => None,
    };
    let file = kept(app, file).await?;
    Ok((upload.form, Some(Signed { number, dated_on, signer_name, signer_post, file, signature })))
}

fn dated(form: &mut Form, not_before: Day, today: Day) -> Option<Day> {
    let day = day_from(form, "dated", "Введите дату акта.")?;
    if day < not_before {
        let decided = words::day(not_before);
        form.fault("dated", format!("Акт не может быть раньше решения, а оно принято {decided}. Проверьте дату."));
    } else if day > today {
        form.fault("dated", "Эта дата ещё не наступила. Введите дату подписанного акта.");
    }
    Some(day)
}

fn named(form: &mut Form, field: &str, missing: &str) -> String {
    let text = form.text(field);
    if text.is_empty() {
        form.fault(field, missing);
    } else if text.chars().count() > LONGEST {
        form.fault(field, format!("Здесь больше {LONGEST} знаков. Сократите."));
    }
    text
}
