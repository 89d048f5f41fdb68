//! The guard of one teacher of the own school: another school's is not there, and the journal tells.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::accounts::{Coordinator, path_part};
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::Guard;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::ids::Id;
use crate::platform::page::Frame;
use crate::register::{self, Record};

use super::cycle::{self, Due};
use super::model::{Case, Held, Since, Worker};
use super::refused::Refused;
use super::rules::{NoTerm, Rules};
use super::stage::Move;
use super::standing::{self, Standing};
use super::store;

/// A teacher of the coordinator's own school in one post, or one who has moved and of whom the school keeps something.
pub(super) struct OwnWorker {
    pub(super) by: Coordinator,
    pub(super) worker: Worker,
}

/// The attestation under way of a teacher of the own school, with the rules it began under.
pub(super) struct OwnCase {
    pub(super) by: Coordinator,
    pub(super) worker: Worker,
    pub(super) case: Case,
    pub(super) rules: Rules,
    /// What was begun after it.
    pub(super) since: Since,
    /// The register of people with the worker's name.
    records: Vec<Record>,
    /// The rules in force today.
    now: Rules,
}

/// An attestation under way or over: the one the address names, which is over, otherwise the one under way or the last.
/// Its papers are made, again and again, and what was written down in it is put right.
pub(super) struct AnyCase(pub(super) OwnCase);

impl Guard for OwnWorker {
    const WHO: &'static str = "the coordinator of the teacher's school";
}

impl Guard for OwnCase {
    const WHO: &'static str = "the coordinator of the teacher's school";
}

impl Guard for AnyCase {
    const WHO: &'static str = "the coordinator of the teacher's school";
}

/// Nothing is under way.
#[derive(Debug)]
struct NotBegun;

/// Nothing was ever begun.
#[derive(Debug)]
struct NeverBegun;

impl Refusal for NotBegun {
    fn reason(&self) -> String {
        "Аттестация этого работника не идёт. Запланируйте её на его странице.".to_owned()
    }
}

impl Refusal for NeverBegun {
    fn reason(&self) -> String {
        "Аттестации этого работника ещё не было. Запланируйте её на его странице.".to_owned()
    }
}

impl OwnWorker {
    /// The address of the teacher's page.
    pub(super) fn home(&self) -> String {
        home(self.worker.held())
    }

    /// A page about this teacher.
    pub(super) fn frame(&self, app: &App, title: &str) -> Frame {
        framed(app, &self.by, &self.worker, title)
    }
}

impl OwnCase {
    /// The address of the page that tells of it: the teacher's own until another attestation has begun.
    pub(super) fn home(&self) -> String {
        match self.since {
            Since::Nothing => home(self.worker.held()),
            Since::NotHeld | Since::Next => earlier(self.worker.held(), &self.case),
        }
    }

    /// A page about this teacher.
    pub(super) fn frame(&self, app: &App, title: &str) -> Frame {
        framed(app, &self.by, &self.worker, title)
    }

    /// The same attestation as it stands now.
    pub(super) async fn anew(self, app: &App) -> Result<Self, Failure> {
        let (worker, id) = (self.worker.clone(), self.case.id);
        let now = app.db.read(move |reader| store::one(reader, &worker, id)).await?;
        Ok(Self { case: now.ok_or(Failure::Hidden)?, ..self })
    }

    /// Why the worker is not to be attested on a day; none when nothing stands against it.
    pub(super) fn exempt_on(&self, day: Day) -> Result<Option<Standing>, NoTerm> {
        standing::exempt(&self.worker, &self.records, &self.now, day)
    }

    /// By when the worker is to be attested.
    pub(super) fn due(&self, today: Day) -> Result<Option<Due>, NoTerm> {
        cycle::due_by(&self.worker, &self.records, &self.now, today)
    }

    /// Whether the worker may be attested on a day, whatever day is asked about.
    pub(super) fn attestable_on(&self, day: Day) -> Result<Day, Refused> {
        self.exempt_on(day)?.map_or(Ok(day), |why| Err(Refused::Exempt(day, why)))
    }

    /// Whether a move may be made now.
    pub(super) fn may(&self, mv: Move) -> Result<(), Failure> {
        self.case.stage.after(mv)?;
        Ok(())
    }
}

/// The address of a teacher's page.
pub(super) fn home(of: Held) -> String {
    format!("/school/fitness/{of}")
}

/// The address of a teacher's page, of any address below it; none of the page itself and of what is not below one.
pub fn page_of(path: &str) -> Option<String> {
    let (id, _) = path.strip_prefix("/school/fitness/")?.split_once('/')?;
    Held::parse(id).map(home)
}

/// The address of an attestation that is over.
pub(super) fn earlier(of: Held, case: &Case) -> String {
    format!("{}/earlier/{}", home(of), case.id)
}

fn framed(app: &App, by: &Coordinator, worker: &Worker, title: &str) -> Frame {
    by.frame(app, title).trail(&[
        ("/school", "Педагоги школы"),
        ("/school/fitness", "Соответствие должности"),
        (&home(worker.held()), &worker.name.short()),
    ])
}

impl FromRequestParts<App> for OwnWorker {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let raw = path_part(parts, app, "id").await;
        let by = match Coordinator::from_request_parts(parts, app).await {
            Ok(by) => by,
            Err(Failure::Hidden) => return Err(turned_away(parts, app, &raw).await),
            Err(other) => return Err(other),
        };
        let Some(of) = Held::parse(&raw) else { return Err(Failure::Hidden) };
        let school = by.school;
        match app.db.glance(move |reader| store::held(reader, of, school)).await? {
            Some(worker) => Ok(Self { by, worker }),
            None => Err(by.turned_away(app, "teacher", &raw).await),
        }
    }
}

/// Somebody in another role.
async fn turned_away(parts: &mut Parts, app: &App, raw: &str) -> Failure {
    match crate::accounts::SignedIn::from_request_parts(parts, app).await {
        Ok(signed) => signed.turned_away(app, "teacher", raw).await,
        Err(failure) => failure,
    }
}

impl FromRequestParts<App> for OwnCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let OwnWorker { by, mut worker } = OwnWorker::from_request_parts(parts, app).await?;
        let Some(case) = worker.case.take() else { return Err(NotBegun.into()) };
        with_rules(app, by, worker, case).await
    }
}

impl FromRequestParts<App> for AnyCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let OwnWorker { by, mut worker } = OwnWorker::from_request_parts(parts, app).await?;
        let named = path_part(parts, app, "case").await;
        let case = if named.is_empty() {
            let going = worker.case.take();
            if let Some(case) = going { case } else { newest(app, &worker).await?.ok_or(NeverBegun)? }
        } else {
            let id: Id<Case> = named.parse().map_err(|_| Failure::Hidden)?;
            let of = worker.clone();
            app.db.glance(move |reader| store::ended(reader, &of, id)).await?.ok_or(Failure::Hidden)?
        };
        Ok(Self(with_rules(app, by, worker, case).await?))
    }
}

async fn newest(app: &App, worker: &Worker) -> Result<Option<Case>, DbError> {
    let of = worker.clone();
    Ok(app.db.glance(move |reader| store::history(reader, &of, 1)).await?.pop())
}

async fn with_rules(app: &App, by: Coordinator, worker: Worker, case: Case) -> Result<OwnCase, Failure> {
    let today = app.today();
    let read = app.db.read(move |reader| {
        let (rules, since) = (store::rules_of(reader, &case)?, store::since(reader, &worker, &case)?);
        let (records, now) =
            (register::of_people(reader, &[&worker.name.key()], &[&worker.snils])?, store::rules_on(reader, today)?);
        Ok::<_, DbError>(OwnCase { by, worker, case, rules, since, records, now })
    });
    Ok(read.await?)
}
