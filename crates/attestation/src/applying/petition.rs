//! «Ходатайство работодателя» for the categories of methodist and mentor: filled with what the teacher has answered, to be
//! signed by the head and attached. Word by the template in force, and PDF.
//! Source: приказ Минпросвещения России от 24.03.2023 № 196 — the application goes with a ходатайство; its form is ours.

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::response::Response;
use officedocs::pdf::{Align, Block, Paper as Printed, Signature, Weight};
use serde_json::{Value, json};

use crate::applications::{self, Application, Category};
use crate::assignments::{CaseInSight, Relation};
use crate::context::App;
use crate::documents::Media;
use crate::documents::made::{BLANK, ToPrint, made, rows, text};
use crate::papers::{self, ByTemplate, Paper};
use crate::platform::act::Fact;
use crate::platform::doors::{Doors, Guard};
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::names::FullName;
use crate::platform::words;

use super::guards::DraftInHand;
use super::store::{self, Reply};
use super::tasks::{self, Task};
use super::{kinds, whole};

/// The ходатайство of an employer.
pub static PETITION: Paper = Paper {
    code: "petition",
    words: "Ходатайство работодателя",
    builtin: include_bytes!("../../papers/applying/petition.docx"),
    tags: &[
        "центр.название",
        "организация",
        "педагог.фио",
        "педагог.должность",
        "категория",
        "деятельность",
        "сведения.название",
        "сведения.ответ",
        "результаты.название",
        "результаты.текст",
    ],
    needed: &[&["педагог.фио"], &["категория"], &["организация"]],
};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/drafts/{id}/petition", file_of_draft)
        .get("/drafts/{id}/petition/pdf", pdf_of_draft)
        .get("/applications/{id}/petition", file_of_case)
        .get("/applications/{id}/petition/pdf", pdf_of_case)
}

/// Whether an application for a category goes with a ходатайство.
pub(super) const fn is_asked_for(category: Category) -> bool {
    category.is_proposed()
}

/// This category asks for none.
#[derive(Debug)]
struct NotAskedFor;

impl Refusal for NotAskedFor {
    fn reason(&self) -> String {
        "Ходатайство нужно только для категорий «педагог-методист» и «педагог-наставник».".to_owned()
    }
}

/// A case before those who bring its ходатайство: its teacher, the coordinator of its school, the centre from paper.
struct CaseToAskFor(CaseInSight);

impl Guard for CaseToAskFor {
    const WHO: &'static str = "the teacher of the case, the coordinator of its school, the centre";
}

impl FromRequestParts<App> for CaseToAskFor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = CaseInSight::from_request_parts(parts, app).await?;
        if matches!(seen.relation, Relation::Teacher | Relation::Coordinator | Relation::Centre) {
            return Ok(Self(seen));
        }
        let id = seen.case.id.to_string();
        Err(seen.by.turned_away(app, "application", &id).await)
    }
}

/// Whom a ходатайство is about.
struct About<'a> {
    name: &'a FullName,
    school: &'a str,
    /// The post with the subject.
    post: &'a str,
    category: Category,
}

/// What a ходатайство states: answers that are there, those about the work under their indicators.
fn data(app: &App, about: &About<'_>, answers: &[Reply]) -> Value {
    let asked = |task: Task, field: &str| {
        let label = task.fields().iter().find(|one| one.name == field).map_or("", |one| one.label);
        let found = answers.iter().find(|one| one.part == task.words() && one.question == label);
        found.map(|one| one.answer.as_str()).filter(|answer| !answer.is_empty())
    };
    let known = [
        ("Педагогический стаж, полных лет", asked(Task::Work, "experience")),
        ("Имеющаяся категория", asked(Task::Awards, "held")),
        ("Приказ о категории", asked(Task::Awards, "act")),
        ("Уровень образования", asked(Task::Education, "level")),
        ("Квалификация по диплому", asked(Task::Education, "qualification")),
    ];
    let known = known
        .into_iter()
        .filter_map(|(name, answer)| Some(json!({ "название": name, "ответ": words::inside(answer?) })));
    let results = answers.iter().filter(|one| tasks::is_of_results(&one.question) && !one.answer.is_empty());
    let results = results.map(|one| json!({ "название": one.part, "текст": one.answer }));
    json!({
        "центр": { "название": app.config.centre_name },
        "организация": about.school,
        "педагог": { "фио": about.name.full(), "должность": words::inside(about.post) },
        "категория": about.category.words(),
        "деятельность": if about.category == Category::Mentor { "наставнической" } else { "методической" },
        "сведения": known.collect::<Vec<_>>(),
        "результаты": results.collect::<Vec<_>>(),
    })
}

/// What the ходатайство about a case states; none when its category asks for none.
///
/// # Errors
/// When the database does not answer.
pub async fn petition_stated(app: &App, case: &Application) -> Result<Option<Value>, Failure> {
    if !is_asked_for(case.category) {
        return Ok(None);
    }
    let id = case.id;
    let answers = app.db.read(move |reader| store::answers_of(reader, id)).await?;
    let post = case.post_and_subject();
    let about = About { name: &case.name, school: &case.school_name, post: &post, category: case.category };
    Ok(Some(data(app, &about, &answers)))
}

/// Who supports the ходатайство, each to be filled in by hand.
const SUPPORTED: &str = "Ходатайство рассмотрено и поддержано коллегиальным органом управления организации \
     (____________________________), протокол №\u{a0}______ от «____» ______________ 20___\u{a0}г.";

/// The ходатайство as a PDF: what `data` states, in the order of the Word file.
fn petition_paper(data: &Value) -> Printed {
    let title = "Ходатайство".to_owned();
    let mut facts = vec![
        ("Фамилия, имя, отчество".to_owned(), text(data, "/педагог/фио").to_owned()),
        ("Должность".to_owned(), text(data, "/педагог/должность").to_owned()),
    ];
    facts.extend(
        rows(data, "/сведения").iter().map(|one| (text(one, "/название").to_owned(), text(one, "/ответ").to_owned())),
    );
    let mut blocks = vec![
        Block::Text {
            text: format!("В аттестационную комиссию\n{}", text(data, "/центр/название")),
            align: Align::Right,
            weight: Weight::Regular,
        },
        Block::centred(text(data, "/организация")),
        Block::Title(title.clone()),
        Block::centred(format!("об установлении квалификационной категории «{}»", text(data, "/категория"))),
        Block::text(format!(
            "{} ходатайствует об установлении квалификационной категории «{}» педагогическому работнику:",
            text(data, "/организация"),
            text(data, "/категория")
        )),
        Block::Facts(facts),
        Block::Heading(format!("О {} деятельности педагога", text(data, "/деятельность"))),
    ];
    for one in rows(data, "/результаты") {
        blocks.push(Block::bold(text(one, "/название")));
        blocks.push(Block::text(text(one, "/текст")));
    }
    if rows(data, "/результаты").is_empty() {
        blocks.push(Block::text(BY_HAND));
    }
    blocks.push(Block::text(SUPPORTED));
    let signature = |post: &str| Signature { post: post.to_owned(), name: BLANK.to_owned() };
    blocks.push(Block::Signatures(vec![
        signature("Руководитель организации"),
        signature("Согласовано: председатель профсоюзной организации"),
    ]));
    blocks.push(Block::text("«____» ______________ 20___\u{a0}г."));
    Printed { title, organization: text(data, "/организация").to_owned(), blocks }
}

/// Where nothing was answered yet, lines to write on.
const BY_HAND: &str = "______________________________________________________________________\n\
     ______________________________________________________________________\n\
     ______________________________________________________________________";

/// What the ходатайство of a draft states and the name of its file without an ending; the journal tells that it was taken.
async fn taken_of_draft(hand: &DraftInHand, app: &App) -> Result<(Value, String), Failure> {
    if !is_asked_for(hand.draft.category) {
        return Err(NotAskedFor.into());
    }
    let (draft, today) = (hand.draft.clone(), app.today());
    let read = app.db.read(move |reader| {
        let (whole, posts) = (whole::read(reader, &draft, today)?, applications::posts(reader)?);
        Ok::<_, DbError>((whole.all_answers(&posts), whole.post_and_subject()))
    });
    let (answers, post) = read.await?;
    let draft = &hand.draft;
    let about = About { name: &draft.name, school: &draft.school_name, post: &post, category: draft.category };
    let says = data(app, &about, &answers);
    let fact = Fact::of(kinds::PETITION_TAKEN, "скачано ходатайство для черновика").subject("draft", draft.id);
    app.db.act(hand.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    Ok((says, named(&draft.name)))
}

async fn taken_of_case(seen: &CaseInSight, app: &App) -> Result<(Value, String), Failure> {
    let says = petition_stated(app, &seen.case).await?.ok_or(NotAskedFor)?;
    seen.opened(app, "скачано ходатайство").await?;
    Ok((says, named(&seen.case.name)))
}

fn named(of: &FullName) -> String {
    format!("Ходатайство, {}", of.short().replace('\u{a0}', " "))
}

async fn word(app: &App, (says, name): (Value, String)) -> Result<Response, Failure> {
    let bytes = papers::filled(app, &PETITION, says, app.now()).await?;
    Ok(made(bytes, &format!("{name}.docx"), Media::Docx))
}

async fn print(app: &App, (says, name): (Value, String)) -> Result<Response, Failure> {
    let shape = ToPrint { paper: petition_paper(&says), at: app.now(), name: format!("{name}.pdf") };
    ByTemplate { paper: &PETITION, data: says, since: app.now(), shape }.printed(app).await
}

async fn file_of_draft(hand: DraftInHand, State(app): State<App>) -> Result<Response, Failure> {
    word(&app, taken_of_draft(&hand, &app).await?).await
}

async fn pdf_of_draft(hand: DraftInHand, State(app): State<App>) -> Result<Response, Failure> {
    print(&app, taken_of_draft(&hand, &app).await?).await
}

async fn file_of_case(case: CaseToAskFor, State(app): State<App>) -> Result<Response, Failure> {
    word(&app, taken_of_case(&case.0, &app).await?).await
}

async fn pdf_of_case(case: CaseToAskFor, State(app): State<App>) -> Result<Response, Failure> {
    print(&app, taken_of_case(&case.0, &app).await?).await
}
