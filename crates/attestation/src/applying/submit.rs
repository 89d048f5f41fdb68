//! The act of submitting: everything of a draft becomes an application with its answers, documents, and the signature or the signed paper.

use bytes::Bytes;
use filestore::Key;
use futures::stream;

use crate::accounts::Account;
use crate::applications::{
    self, Application, Channel, Filing, NewApplication, NewTeacher, Outcome, Post, Snils, Stage,
};
use crate::context::App;
use crate::documents::NewDocument;
use crate::intake;
use crate::platform::act::{Act, By, Fact};
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::ids::Id;
use crate::platform::letter::Addressee;
use crate::platform::past;
use crate::platform::upload::store_failure;

use super::against::{self, NotOwn};
use super::model::may_apply;
use super::said::Said;
use super::store::{self, Draft, Reply, Signature};
use super::tasks::Task;
use super::texts::AGREEMENT;
use super::whole::{self, Whole};
use super::{eligibility, given, kinds, known, letters, on_paper, signed_text};

/// Who signs: they have proved themselves by login and password.
#[derive(Debug, Clone)]
pub struct Signed {
    /// For the journal.
    pub by: By,
    /// The network address.
    pub address: String,
    /// The mark of what the teacher was shown.
    pub shown: String,
}

/// Why a draft is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
enum NotTaken {
    /// Something is missing.
    Unready(&'static str),
    /// An answer of this task would not be taken, with the reason.
    Against(&'static str, String),
    /// There is such an application.
    Known,
    /// The post is attested no more.
    EndedPost,
    /// The day under the signature has not come.
    SignedLater,
    /// It is not what the teacher was shown.
    Unseen,
}

impl Refusal for NotTaken {
    fn reason(&self) -> String {
        match self {
            Self::Unready(task) => format!("Заявление ещё не готово. Откройте черновик и заполните: «{task}»."),
            Self::Against(task, why) => format!("Заявление ещё не готово. Откройте в черновике «{task}». {why}"),
            Self::EndedPost => against::ENDED_POST.to_owned(),
            Self::SignedLater => {
                "Заявление не могло быть подписано позже, чем подано. Проверьте день на бумаге.".to_owned()
            }
            Self::Unseen => {
                "Пока вы проверяли, ответы в черновике изменились. Ничего не подписано: откройте «Проверку заявления» и прочитайте их ещё раз.".to_owned()
            }
            Self::Known => {
                "Ваше заявление на эту должность и категорию уже есть. Найдите его в личном кабинете.".to_owned()
            }
        }
    }
}

/// An application signed on paper, with the consent to processing of data: both kept already.
#[derive(Debug, Clone)]
pub(super) struct Original {
    /// The day under the signature.
    pub(super) signed_on: Day,
    /// The scans: of the application, and of the consent where it is given anew.
    pub(super) scans: Vec<NewDocument>,
}

/// By what an application is the teacher's own.
pub(super) enum Proof {
    Signature(Signature),
    Original(Original),
}

/// What is submitted, with what proves it.
pub(super) struct Ready {
    pub(super) whole: Whole,
    pub(super) new: NewApplication,
    pub(super) answers: Vec<Reply>,
    pub(super) proof: Proof,
}

impl Ready {
    /// Whether the teacher wants to be present when the commission considers it.
    pub(super) fn wants_to_attend(&self) -> bool {
        self.whole.form(Task::Category).value("attendance") == "yes"
    }

    /// What the teacher says of an earlier category.
    pub(super) fn said(&self) -> Option<Said> {
        self.whole.said()
    }
}

/// A mark of what would be signed now: another text has another one.
pub(super) fn mark(whole: &Whole, posts: &[Post], today: Day) -> Result<String, Failure> {
    let text =
        signed_text::canonical(whole, &new_application(whole, today)?, &whole.all_answers(posts), Moment::of_micros(0));
    Ok(Key::of(text.as_bytes()).to_string())
}

/// Refuses to sign what the teacher was not shown.
pub(super) fn prove_seen(whole: &Whole, posts: &[Post], (seen, today): (&str, Day)) -> Result<(), Failure> {
    if mark(whole, posts, today)? == seen { Ok(()) } else { Err(NotTaken::Unseen.into()) }
}

/// What a draft would be signed as, as it stands: a mark to be signed with.
///
/// # Errors
/// When a task is not ready.
pub async fn shown(app: &App, id: Id<Draft>) -> Result<String, Failure> {
    let (whole, posts) = seen(app, id).await?;
    mark(&whole, &posts, app.today())
}

/// Whether every task of a draft is ready.
pub(super) fn prove_ready(whole: &Whole, today: Day) -> Result<(), Failure> {
    prove_none(whole, &whole.unready(today))
}

/// Refuses by the first of the tasks that are not ready.
pub(super) fn prove_none(whole: &Whole, unready: &[Task]) -> Result<(), Failure> {
    let Some(task) = unready.first() else { return Ok(()) };
    let why = whole.why(*task).map(str::to_owned);
    Err(why.map_or(NotTaken::Unready(task.words()), |why| NotTaken::Against(task.words(), why)).into())
}

/// Signs a ready draft and submits it; the application it became when it was submitted already.
///
/// # Errors
/// When a task is not ready, the rules say no, the number belongs to another, or something changed meanwhile.
pub async fn sign_and_submit(app: &App, signed: Signed, id: Id<Draft>) -> Result<Id<Application>, Failure> {
    once(app, id, sign(app, signed, id).await).await
}

async fn sign(app: &App, signed: Signed, id: Id<Draft>) -> Result<Id<Application>, Failure> {
    let (whole, posts) = seen(app, id).await?;
    if let Some(known) = whole.draft.application {
        return Ok(known);
    }
    prove_ready(&whole, app.today())?;
    prove_seen(&whole, &posts, (&signed.shown, app.today()))?;
    let ready = ready(app, whole, &posts, signed.address).await?;
    submit(app, signed.by, ready, "подано и подписано").await
}

/// Submits a ready draft whose teacher has signed on paper; the application it became when it was submitted already.
///
/// # Errors
/// As `sign_and_submit`; the consent and the agreement of the cabinet are not asked for: they are on the paper.
pub(super) async fn submit_original(
    app: &App,
    by: By,
    id: Id<Draft>,
    original: Original,
) -> Result<Id<Application>, Failure> {
    once(app, id, file(app, by, id, original).await).await
}

async fn file(app: &App, by: By, id: Id<Draft>, original: Original) -> Result<Id<Application>, Failure> {
    let (whole, posts) = seen(app, id).await?;
    if let Some(known) = whole.draft.application {
        return Ok(known);
    }
    let ready = on_paper::ready(app, whole, &posts, original)?;
    submit(app, by, ready, "подано по бумажному подлиннику").await
}

/// Pressed twice: what the second press is refused for is that the first has made it, perhaps while the second was reading.
async fn once(app: &App, id: Id<Draft>, done: Result<Id<Application>, Failure>) -> Result<Id<Application>, Failure> {
    let Err(why) = done else { return done };
    let now = app.db.read(move |reader| store::by_id(reader, id)).await?;
    now.and_then(|draft| draft.application).ok_or(why)
}

/// A draft with everything in it, and the posts to name its answers by.
pub(super) async fn seen(app: &App, id: Id<Draft>) -> Result<(Whole, Vec<Post>), Failure> {
    let today = app.today();
    let read = app.db.read(move |reader| {
        let Some(draft) = store::by_id(reader, id)? else { return Ok(None) };
        Ok::<_, DbError>(Some((whole::read(reader, &draft, today)?, applications::posts(reader)?)))
    });
    read.await?.ok_or(Failure::Hidden)
}

async fn submit(app: &App, by: By, ready: Ready, how: &'static str) -> Result<Id<Application>, Failure> {
    let inner = app.clone();
    let done = app.db.act(by, app.now(), move |act| {
        let made = write(act, &inner, &ready)?;
        let words = format!("заявление № {} {how}, категория: {}", made.number, made.category.words());
        Ok::<_, Failure>(act.record(Fact::of(kinds::SUBMITTED, words).application(made.id), made.id)?)
    });
    let made = done.await?;
    app.bell.ring();
    Ok(made)
}

/// Everything read once more and made into what is signed.
pub(super) async fn ready(app: &App, whole: Whole, posts: &[Post], address: String) -> Result<Ready, Failure> {
    let new = new_application(&whole, app.today())?;
    let answers = whole.all_answers(posts);
    let text = signed_text::canonical(&whole, &new, &answers, app.now());
    let size = i64::try_from(text.len()).unwrap_or(i64::MAX);
    let content = stream::iter([Ok::<_, std::io::Error>(Bytes::from(text))]);
    let received = app.files.receive(u64::MAX, content).await.map_err(anyhow::Error::from)?;
    let stored = app.files.keep(received).await.map_err(store_failure)?;
    let signature = Signature {
        account: whole.draft.account,
        // The store names a file by the SHA-256 of its content.
        hash: stored.key.to_string(),
        file_key: stored.key.to_string(),
        size,
        agreement: AGREEMENT.version.to_owned(),
        signed_at: app.now(),
        address,
    };
    Ok(Ready { whole, new, answers, proof: Proof::Signature(signature) })
}

/// The application out of sound pages.
pub(super) fn new_application(whole: &Whole, today: Day) -> Result<NewApplication, Failure> {
    let (person, work) = (whole.form(Task::Person), whole.form(Task::Work));
    let unready = |task: Task| NotTaken::Unready(task.words());
    let draft = &whole.draft;
    Ok(NewApplication {
        teacher: NewTeacher {
            name: draft.name.clone(),
            born: past::over(&person.text("born"), today).map_err(|_| unready(Task::Person))?,
            snils: known::snils(&person).ok_or(unready(Task::Person))?,
            email: person.text("email"),
            phone: person.text("phone"),
            school: draft.school,
        },
        post_code: draft.post_code.clone(),
        subject: work.text("subject"),
        experience: work.text("experience").parse().ok(),
        current_category: whole.said().and_then(Said::holds),
        category: draft.category,
        received_on: today,
    })
}

fn write(act: &mut Act<'_>, app: &App, ready: &Ready) -> Result<Application, Failure> {
    let (draft, new) = (&ready.whole.draft, &ready.new);
    let known = known::known(act, (draft.account, &draft.name), ready.said(), new.received_on)?;
    let rules = eligibility::rules_on(act, new.received_on)?;
    may_apply(new.category, &new.post_code, &known, &rules, new.received_on)?;
    if let Some(why) = against::not_own(act, draft, (&new.teacher.snils, new.teacher.born))? {
        return Err(why.into());
    }
    if !applications::posts(act)?.iter().any(|post| post.code == new.post_code) {
        return Err(NotTaken::EndedPost.into());
    }
    let Outcome::Made(id) = applications::submit(act, new)? else { return Err(NotTaken::Known.into()) };
    store::submitted(act, draft, id)?;
    tie(act, &new.teacher.snils, draft.account)?;
    store::keep_submitted(act, id, &ready.answers, &ready.whole.courses)?;
    match &ready.proof {
        Proof::Signature(signature) => store::keep_signature(act, id, signature)?,
        Proof::Original(original) => {
            if original.signed_on > new.received_on {
                return Err(NotTaken::SignedLater.into());
            }
            // It is filed on the day it is handed in; the day under the signature is that of the scans.
            let filing = Filing::of(Some(Channel::InPerson), None, Some(new.received_on), new.received_on);
            applications::file(act, id, &filing.map_err(|_| NotTaken::SignedLater)?)?;
        }
    }
    given::give_documents(act, id, ready)?;
    applications::wish_to_attend(act, id, ready.wants_to_attend())?;
    let made = applications::by_id(act, id)?.ok_or(Failure::Hidden)?;
    debug_assert_eq!(made.stage, Stage::Submitted);
    let last = applications::last_days(act, id)?;
    let to = Addressee {
        email: new.teacher.email.clone(),
        name: draft.name.clone(),
        account: Some(draft.account.to_string()),
    };
    act.post(&letters::submitted(app, &to, &made, last)?)?;
    intake::announce(act, app, &made)?;
    Ok(made)
}

fn tie(act: &mut Act<'_>, snils: &Snils, account: Id<Account>) -> Result<(), Failure> {
    if applications::tie_account(act, snils, account)? { Ok(()) } else { Err(NotOwn::OtherSnils.into()) }
}
