//! Taking a sheet: read it, plan it, carry the plan out once; the same for the pages and for the command line.

use std::sync::Arc;

use futures::TryStreamExt;
use officedocs::sheet::{self, BadSheet, Sheet};

use crate::applications::{self, Filing, NewApplication, Outcome};
use crate::context::App;
use crate::invitations::{self, NewInvitation};
use crate::organizations;
use crate::platform::act::{Act, By, Fact};
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::upload::store_failure;
use crate::register::{self, NewRecord};

use super::model::{Entry, Import, Kind, Plan, Refused, Spot};
use super::parts::{self, Way};
use super::plan::{Days, columns, draft, formulas};
use super::taking::{Made, Taking};
use super::{filed, kinds, store};

/// Why a file is not a sheet that can be taken; the sentence is for the person who sent it.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It is no sheet, or its headings are not the ones looked for.
    #[error(transparent)]
    Sheet(#[from] BadSheet),
    /// Cells hold formulas.
    #[error(
        "В ячейках стоят формулы: {0}. Выделите таблицу, скопируйте её и вставьте как значения, сохраните файл и отправьте снова."
    )]
    Formulas(String),
    /// The system itself could not do it.
    #[error("Система не смогла внести таблицу. {0}")]
    Trouble(String),
}

/// What came of a file given on the command line.
#[derive(Debug, Clone)]
pub struct Report {
    /// What keeps rows from being taken, each with its cell.
    pub faults: Vec<Spot>,
    /// What was taken as it is, but is worth a look.
    pub warnings: Vec<Spot>,
    /// How many rows made something; in a dry run: would make.
    pub created: usize,
    /// How many were there already.
    pub known: usize,
}

/// Takes the good rows of a sheet, or only says what would become of them.
pub async fn import_file(app: &App, kind: Kind, bytes: Vec<u8>, dry_run: bool) -> Result<Report, Unreadable> {
    let sheet = read_sheet(kind, bytes).await?;
    let days = Days { now: app.now(), today: app.today(), received_on: app.today() };
    let planned = if dry_run {
        let read = app.db.read(move |reader| draft(reader, kind, &sheet, days).map(|plan| (plan, 0)));
        read.await.map_err(Failure::from)
    } else {
        take_all(app, kind, sheet, days).await
    };
    let (plan, created) = planned.map_err(told)?;
    let created = if dry_run { plan.new } else { created };
    Ok(Report { created, known: plan.known + plan.new - created, faults: plan.faults, warnings: plan.warnings })
}

async fn take_all(app: &App, kind: Kind, sheet: Arc<Sheet>, days: Days) -> Result<(Plan, usize), Failure> {
    let house = app.clone();
    let (plan, made) = match Way::of(app, kind, &sheet, days).await? {
        Way::ByParts(plan) => {
            let made = parts::hold_by_parts(app, &By::system(), &plan, None).await?;
            (Some(plan), Some(made))
        }
        Way::AtOnce(plan) => (plan, None),
    };
    let done = app.db.act(By::system(), app.now(), move |act| {
        let taking = Taking::by_command(&house);
        let plan = plan.map_or_else(|| draft(act, kind, &sheet, days), Ok)?;
        let created = made.map_or_else(|| carry_out(act, &house, &plan, None, &taking), Ok)?;
        let words = format!("{}: {}", kind.words(), outcome(&plan, created, &taking));
        Ok::<_, Failure>(act.record(Fact::of(kinds::TAKEN, words), (plan, created))?)
    });
    let taken = done.await?;
    app.bell.ring();
    Ok(taken)
}

/// A failure as a command or a job tells it.
pub(super) fn told(failure: Failure) -> Unreadable {
    Unreadable::Trouble(match failure {
        Failure::Denied(refused) => refused.reason(),
        Failure::Conflict(text) | Failure::Gone(text) => text,
        Failure::NoSpace => "На диске нет места.".to_owned(),
        Failure::Away => "База данных не отвечает.".to_owned(),
        Failure::Broken(error) => format!("{error:#}"),
        other => format!("{other:?}"),
    })
}

/// Reads a sheet of this kind, off the threads of pages.
pub(super) async fn read_sheet(kind: Kind, bytes: Vec<u8>) -> Result<Arc<Sheet>, Unreadable> {
    let read = tokio::task::spawn_blocking(move || {
        let sheet = sheet::read(&bytes, columns(kind))?;
        match formulas(&sheet).as_slice() {
            [] => Ok(Arc::new(sheet)),
            some => Err(Unreadable::Formulas(first_few(some))),
        }
    });
    read.await.map_err(|error| Unreadable::Trouble(error.to_string()))?
}

/// «D4, D5, D6 и ещё 12».
fn first_few(cells: &[String]) -> String {
    const FEW: usize = 5;
    let shown = cells[..cells.len().min(FEW)].join(", ");
    match cells.len().saturating_sub(FEW) {
        0 => shown,
        more => format!("{shown} и ещё {more}"),
    }
}

/// Reads the kept file of a sheet that was sent in.
pub(super) async fn kept_sheet(app: &App, import: &Import) -> Result<Arc<Sheet>, Failure> {
    if import.file_key.is_empty() {
        return Err(Refused::Erased.into());
    }
    let broken = || Failure::Broken(anyhow::anyhow!("a kept sheet cannot be read any more"));
    let key = filestore::Key::parse(&import.file_key).ok_or_else(broken)?;
    let reading = app.files.read(&key).await.map_err(store_failure)?;
    let blocks: Vec<bytes::Bytes> = reading.stream.try_collect().await.map_err(store_failure)?;
    read_sheet(import.kind, blocks.concat()).await.map_err(|_| broken())
}

/// The days a sheet that was sent in is planned by.
pub(super) fn days_of(app: &App, import: &Import) -> Days {
    Days { now: app.now(), today: app.today(), received_on: import.received_on }
}

/// Takes a sheet that was sent in, once however often it is asked for; the sentence about what came of it.
pub(super) async fn take_sent(
    app: &App,
    by: By,
    import: Import,
    sheet: Arc<Sheet>,
    taking: Taking,
) -> Result<String, Failure> {
    let (house, days) = (app.clone(), days_of(app, &import));
    if import.is_under_way() {
        return Err(Refused::UnderWay.into());
    }
    if import.confirmed_at.is_some() {
        return Err(Refused::Taken.into());
    }
    let plan = match Way::of(app, import.kind, &sheet, days).await? {
        Way::ByParts(plan) => return parts::begin(app, by, &import, plan.new).await,
        Way::AtOnce(plan) => plan,
    };
    let done = app.db.act(by, app.now(), move |act| {
        if !store::confirm(act, import.id)? {
            return Err(Refused::Taken.into());
        }
        let plan = plan.map_or_else(|| draft(act, import.kind, &sheet, days), Ok)?;
        if plan.new == 0 {
            return Err(Refused::NothingNew.into());
        }
        let created = carry_out(act, &house, &plan, Some(&import.id.to_string()), &taking)?;
        let outcome = outcome(&plan, created, &taking);
        store::conclude(act, import.id, &outcome)?;
        let words = format!("{}, файл {}: {outcome}", import.kind.words(), import.file_name);
        let fact = Fact::of(kinds::TAKEN, words).subject("import", import.id);
        Ok::<_, Failure>(act.record(fact, outcome)?)
    });
    let outcome = done.await?;
    app.bell.ring();
    Ok(outcome)
}

/// Makes what the new rows of a plan say; how many were made. What another hand made meanwhile is not made again.
fn carry_out(
    act: &mut Act<'_>,
    app: &App,
    plan: &Plan,
    batch: Option<&str>,
    taking: &Taking,
) -> Result<usize, Failure> {
    let (mut made, mut applications, mut records, mut numbers) = (0, Vec::new(), Vec::new(), Vec::new());
    for row in plan.rows.iter().filter(|row| row.known.is_empty()) {
        let is_made = match &row.entry {
            Entry::Organization(new) => organizations::create(act, new)?.is_some(),
            Entry::Invitation(new) => invite(act, app, new, batch)?,
            Entry::Application(new) => {
                applications.push(new.as_ref());
                false
            }
            Entry::Record(new) => {
                records.push(new.as_ref());
                false
            }
            Entry::Number(new) => {
                numbers.push(new.as_ref());
                false
            }
        };
        made += usize::from(is_made);
    }
    made += open_cases(act, &applications, (taking, app.today()))?;
    Ok(made + hold(act, &records, batch)? + filed::number_all(act, &numbers)?)
}

/// Records of the register: a sheet that is sent in again makes only what is missing.
pub(super) fn hold(act: &mut Act<'_>, all: &[&NewRecord], batch: Option<&str>) -> Result<usize, Failure> {
    let source = batch.map_or_else(|| "command".to_owned(), |batch| format!("import:{batch}"));
    let made = register::add_all(act, all, &source)?;
    act.note_all(made.iter().map(|(id, new)| register::added(*id, new)))?;
    Ok(made.len())
}

/// All of them together: a sheet may hold thousands.
fn open_cases(
    act: &mut Act<'_>,
    all: &[&(NewApplication, Filing, Option<String>)],
    (taking, today): (&Taking, Day),
) -> Result<usize, Failure> {
    let filed: Vec<(&NewApplication, &Filing)> = all.iter().map(|(new, filing, _)| (new, filing)).collect();
    let outcomes = applications::write_all_down(act, &filed, taking.registration)?;
    let (mut made, mut against): (Vec<Made<'_>>, _) = (Vec::new(), Vec::new());
    for (outcome, (new, filing, told)) in outcomes.iter().zip(all) {
        let Outcome::Made(id) = outcome else { continue };
        made.push((*id, new, filing));
        if let Some(told) = told {
            against.push(taking.against(*id, told)?);
        }
    }
    act.note_all(against)?;
    let waits = if taking.waits() { ", ждёт регистрации" } else { "" };
    act.note_all(made.iter().map(|(id, new, _)| {
        let words = format!("заявление внесено из таблицы{waits}: {}", new.teacher.name.full());
        Fact::of(applications::kinds::REGISTERED, words).application(*id)
    }))?;
    let late = taking.reasons(act, &made, today)?;
    act.note_all(late)?;
    Ok(made.len())
}

fn invite(act: &mut Act<'_>, app: &App, new: &NewInvitation, batch: Option<&str>) -> Result<bool, Failure> {
    let mut new = new.clone();
    new.issued_by = act.account().parse().ok();
    new.batch = batch.map(str::to_owned);
    match invitations::issue(act, app, &new) {
        Ok(_) => Ok(true),
        Err(Failure::Denied(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

/// «Внесено: 316 заявлений. Уже были в системе: 2. Не внесены из-за ошибок: 5 строк.»
pub(super) fn outcome(plan: &Plan, created: usize, taking: &Taking) -> String {
    let made = match plan.kind {
        Kind::Organizations | Kind::Teachers | Kind::Register | Kind::Numbers => "Внесено",
        Kind::Specialists | Kind::Coordinators => "Отправлено",
    };
    let known = plan.known + plan.new - created;
    let mut said = vec![format!("{made}: {}.", plan.kind.counted(created))];
    if plan.kind == Kind::Teachers && taking.waits() {
        said.push("Ждут регистрации.".to_owned());
    }
    if known > 0 {
        said.push(format!("Уже были в системе: {known}."));
    }
    if plan.faulty > 0 {
        said.push(format!("Не внесены из-за ошибок: {}.", plan.left_out()));
    }
    said.join(" ")
}
