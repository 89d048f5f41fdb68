//! The protocol of a session: looked at, signed — which closes the session for good — downloaded, and corrected
//! only by dated records beside it.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use bytes::Bytes;
use futures::stream;
use serde_json::Value;

use crate::accounts::{InCharge, prove_password};
use crate::context::App;
use crate::documents::made::made;
use crate::documents::{self, Media};
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::Reader;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::paper_number;
use crate::platform::upload::store_failure;
use crate::platform::words;

use super::document::{protocol_data, render, tie_settled};
use super::guards::{Part, SittingInSight};
use super::leading::leaders;
use super::originals::{PaperLine, paper_lines, signed_choices};
use super::store::{self, Correction, Sitting, SittingStage};
use super::{kinds, printed, protocol_pdf, signing, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/sittings/{id}/protocol", show)
        .post("/sittings/{id}/protocol", sign)
        .get("/sittings/{id}/protocol/file", file)
        .get("/sittings/{id}/protocol/pdf", protocol_pdf::pdf)
        .post("/sittings/{id}/corrections", correct)
}

struct Question {
    title: String,
    asked: String,
    votes: String,
    /// How they were settled when they were even; empty otherwise.
    tie: String,
    /// Who was there and had no vote: it was their own case; empty where there was nobody.
    own: String,
    decision: String,
    reason: String,
}

struct CorrectionLine {
    day: String,
    words: String,
    reason: String,
    added: String,
}

#[derive(Template)]
#[template(path = "commission/protocol.html")]
struct ProtocolPage {
    frame: Frame,
    form: Form,
    id: String,
    commission: String,
    title: String,
    stage: SittingStage,
    keeps: bool,
    present: Vec<String>,
    absent: Vec<String>,
    quorum: String,
    /// At which hour it was opened, when that was another than announced; who has led. Empty otherwise.
    began: String,
    led: String,
    questions: Vec<Question>,
    waiting: i64,
    papers: Vec<PaperLine>,
    /// What becomes of a signature that is attached.
    kept_words: &'static str,
    signed: Vec<Choice>,
    corrections: Vec<CorrectionLine>,
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

pub(super) fn no_protocol(sitting: &Sitting) -> Failure {
    Failure::Conflict(format!("Протокола нет: заседание {}.", sitting.stage.words()))
}

fn people(data: &Value, name: &str) -> Vec<String> {
    let all = data.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    all.iter().map(|one| format!("{}, {}", text(one, "фио"), text(one, "роль"))).collect()
}

fn questions(data: &Value) -> Vec<Question> {
    let number = |one: &Value, name: &str| one.get(name).and_then(Value::as_i64).unwrap_or_default();
    let all = data.get("вопросы").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let question = |one: &Value| Question {
        title: format!("{}. {}", number(one, "номер"), text(one, "педагог")),
        asked: format!("{}, {}. Вопрос: {}.", text(one, "должность"), text(one, "организация"), text(one, "вопрос")),
        votes: super::Tally {
            in_favour: number(one, "за"),
            against: number(one, "против"),
            abstained: number(one, "воздержались"),
        }
        .voted(),
        tie: tie_settled(one).to_owned(),
        own: text(one, "не_голосовали").to_owned(),
        decision: text(one, "решение").to_owned(),
        reason: text(one, "причина").to_owned(),
    };
    all.iter().map(question).collect()
}

fn correction_line(app: &App, one: &Correction) -> CorrectionLine {
    CorrectionLine {
        day: words::day(one.dated_on),
        words: one.words.clone(),
        reason: one.reason.clone(),
        added: format!("{}, {}", one.added_by, app.config.zone.brief(one.added_at)),
    }
}

pub(super) async fn draw(app: &App, seen: &SittingInSight, form: Form) -> Result<Response, Failure> {
    let sitting = &seen.sitting;
    let (id, of) = (sitting.id, sitting.clone());
    let (stated, waiting, (papers, checks), corrections) = app
        .db
        .read(move |reader| {
            let stated = says(reader, &of, &of.protocol_number)?;
            let (papers, corrections) = (store::ever_attached(reader, id)?, store::corrections(reader, id)?);
            let signatures: Vec<&str> = papers.iter().map(|one| one.file.key.as_str()).collect();
            let checks = documents::checks_of(reader, &signatures)?;
            Ok::<_, Failure>((stated, store::open_items(reader, id)?, (papers, checks), corrections))
        })
        .await?;
    let (sound, home) = (form.is_sound(), format!("/sittings/{id}"));
    let day = words::day(sitting.held_on);
    let title = match sitting.protocol_date {
        Some(date) => format!("Протокол №\u{a0}{} от {}", sitting.protocol_number, words::day(date)),
        None => format!("Протокол заседания {day}"),
    };
    let page = ProtocolPage {
        frame: seen.by.frame(app, &title).sound(sound).trail(&[("/sittings", "Заседания"), (&home, &day)]),
        form,
        id: id.to_string(),
        commission: sitting.commission_name.clone(),
        title,
        stage: sitting.stage,
        keeps: seen.part.keeps(),
        present: people(&stated, "присутствовали"),
        absent: people(&stated, "отсутствовали"),
        quorum: text(&stated, "кворум").to_owned(),
        began: printed::began(&stated).unwrap_or_default(),
        led: printed::led(&stated).unwrap_or_default(),
        questions: questions(&stated),
        waiting,
        signed: signed_choices(&papers),
        kept_words: documents::signature_kept_words(app),
        papers: paper_lines(app, sitting, &papers, &checks),
        corrections: corrections.iter().map(|one| correction_line(app, one)).collect(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(seen: SittingInSight, State(app): State<App>) -> Result<Response, Failure> {
    if matches!(seen.sitting.stage, SittingStage::Planned | SittingStage::Cancelled) {
        return Err(no_protocol(&seen.sitting));
    }
    let form = Form::new().with("date", words::brief_day(seen.sitting.held_on));
    draw(&app, &seen, form).await
}

pub(super) fn of_centre(seat: InCharge<Sitting>) -> SittingInSight {
    SittingInSight { by: seat.by.0, part: Part::Centre, sitting: seat.it }
}

/// Keeps the file of a protocol: its hash and its size in bytes.
///
/// # Errors
/// When the store cannot take it.
pub async fn keep(app: &App, bytes: Vec<u8>) -> Result<(String, i64), Failure> {
    let content = stream::iter([Ok::<_, std::io::Error>(Bytes::from(bytes))]);
    let received = app.files.receive(100 * 1024 * 1024, content).await.map_err(anyhow::Error::from)?;
    let stored = app.files.keep(received).await.map_err(store_failure)?;
    Ok((stored.key.to_string(), i64::try_from(stored.size).unwrap_or(i64::MAX)))
}

async fn parse(app: &App, seat: &InCharge<Sitting>, form: &mut Form) -> Result<Option<(String, Day)>, Failure> {
    let number = paper_number::read(form.value("number"), "протокола", "14");
    let number = form.check("number", number).unwrap_or_default();
    let date = typed::day(form, "date", "Укажите дату протокола, например 23.11.2026.");
    let (Some(date), true) = (date, form.is_sound()) else { return Ok(None) };
    if date < seat.it.held_on {
        form.fault("date", "Протокол не может быть раньше самого заседания. Проверьте дату.");
    } else if date > app.today() {
        form.fault("date", "Этот день ещё не наступил. Укажите день, в который подписан протокол.");
    }
    let (commission, sought) = (seat.it.commission, number.clone());
    let known = app.db.read(move |reader| store::protocol_known(reader, commission, &sought, date)).await?;
    if known {
        form.fault("number", "Протокол с таким номером у этой комиссии в этом году уже есть. Укажите другой номер.");
    }
    Ok(form.is_sound().then_some((number, date)))
}

async fn sign(seat: InCharge<Sitting>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    if seat.it.stage != SittingStage::Open {
        return Err(super::Denial::NotOpen(seat.it.stage.words()).into());
    }
    let typed = parse(&app, &seat, &mut form).await?;
    let is_proved = prove_password(&app, &seat.by.account, &mut form).await?;
    let (Some((number, date)), true) = (typed, is_proved) else {
        return draw(&app, &of_centre(seat), form.without_passwords()).await;
    };
    let (id, known) = (seat.it.id, number.clone());
    if !app.db.read(move |reader| store::has_decisions(reader, id)).await? {
        return Err(Failure::Conflict(
            "На заседании ничего не решено: подписывать нечего. Запишите решения или отмените заседание с причиной."
                .into(),
        ));
    }
    let members = app.db.read(move |reader| store::attendees(reader, id)).await?;
    if leaders(&seat.it, &members).is_empty() {
        return Err(super::Denial::NobodyLeads.into());
    }
    let stated = app.db.read(move |reader| protocol_data(reader, id, &known, date)).await?.ok_or(Failure::Hidden)?;
    let bytes = render(&app, stated.clone()).await?;
    let (key, size) = keep(&app, bytes).await?;
    let sitting = seat.it.clone();
    let said = format!("Протокол № {number} подписан. Заседание завершено.");
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = signing::sign(act, &sitting, (&number, date), (&key, size), &stated)?;
        // The file must state what the rows say now: somebody may have changed them while it was made.
        if protocol_data(act, sitting.id, &number, date)?.as_ref() != Some(&stated) {
            return Err(Failure::Conflict(
                "Пока протокол составлялся, данные заседания изменились. Откройте его и проверьте ещё раз.".into(),
            ));
        }
        Ok(act.end(told, ()))
    });
    done.await?;
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/sittings/{id}/protocol"), &said))
}

/// Writes down that the protocol was taken, signed or as a draft; the name of its file without an ending.
pub(super) async fn taken(seen: &SittingInSight, app: &App) -> Result<String, Failure> {
    let (sitting, day) = (&seen.sitting, words::brief_day(seen.sitting.held_on));
    let (words, name) = match sitting.stage {
        SittingStage::Closed => {
            let number = &sitting.protocol_number;
            (format!("скачан протокол № {number}"), format!("Протокол {number} от {day}"))
        }
        SittingStage::Open => ("скачан проект протокола".to_owned(), format!("Проект протокола {day}")),
        SittingStage::Planned | SittingStage::Cancelled => return Err(no_protocol(sitting)),
    };
    let fact = Fact::of(kinds::PROTOCOL_TAKEN, words).subject("sitting", sitting.id);
    app.db.act(seen.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    Ok(name)
}

/// What stands in the place of the number while the protocol is not signed.
const DRAFT: &str = "____ (проект, не подписан)";

/// What the protocol of a session states: a signed one what was kept at its signature, a draft what the rows say now.
/// A protocol signed before that was kept is read off its rows too.
pub(super) fn says(reader: &mut Reader, sitting: &Sitting, number: &str) -> Result<Value, Failure> {
    if let Some(kept) = store::stated_of(reader, sitting.id)? {
        return Ok(serde_json::from_str(&kept).map_err(anyhow::Error::from)?);
    }
    let dated_on = sitting.protocol_date.unwrap_or(sitting.held_on);
    protocol_data(reader, sitting.id, number, dated_on)?.ok_or(Failure::Hidden)
}

/// What the protocol states, and its day.
pub(super) async fn stated(seen: &SittingInSight, app: &App) -> Result<(Value, Day), Failure> {
    let sitting = seen.sitting.clone();
    let is_signed = sitting.stage == SittingStage::Closed;
    let number = if is_signed { sitting.protocol_number.clone() } else { DRAFT.to_owned() };
    let dated_on = sitting.protocol_date.unwrap_or(sitting.held_on);
    Ok((app.db.read(move |reader| says(reader, &sitting, &number)).await?, dated_on))
}

async fn file(seen: SittingInSight, State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let name = format!("{}.docx", taken(&seen, &app).await?);
    let sitting = &seen.sitting;
    if sitting.stage == SittingStage::Closed {
        return documents::serve(&app.files, &headers, &sitting.file_key, &name, Media::Docx.mime(), false).await;
    }
    let (says, _) = stated(&seen, &app).await?;
    Ok(made(render(&app, says).await?, &name, Media::Docx))
}

async fn correct(seat: InCharge<Sitting>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let words = typed::text(&mut form, "words", "Напишите, что и как читать правильно.");
    let reason = typed::text(&mut form, "reason", "Напишите причину исправления.");
    let dated_on = typed::day(&mut form, "dated_on", "Укажите дату исправления, например 25.11.2026.");
    // A protocol signed before its day was looked at may bear one that is yet to come: it can be corrected all the same.
    if let (Some(day), Some(signed)) = (dated_on, seat.it.protocol_date) {
        if day < signed.min(app.today()) {
            form.fault("dated_on", "Исправление не может быть раньше протокола. Проверьте дату.");
        } else if day > app.today() {
            form.fault("dated_on", "Этот день ещё не наступил. Укажите день, в который исправление записано.");
        }
    }
    let (Some(dated_on), true) = (dated_on, form.is_sound()) else {
        return draw(&app, &of_centre(seat), form).await;
    };
    let sitting = seat.it.clone();
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        store::correct(act, &sitting, dated_on, &words, &reason)?;
        let told = format!("исправление к протоколу № {}: {words}; причина: {reason}", sitting.protocol_number);
        Ok::<_, Failure>(act.record(Fact::of(kinds::CORRECTED, told).subject("sitting", sitting.id), ())?)
    });
    done.await?;
    let to = format!("/sittings/{}/protocol", seat.it.id);
    Ok(page::go_saying(seat.by.visit.cookies, &to, "Исправление записано рядом с протоколом."))
}
