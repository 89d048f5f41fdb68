//! What is signed by hand before an application is sent: the application and the consent to processing of data, filled with the
//! draft. Neither bears a number: an application gets it when it is submitted. Word by the template in force, and PDF.
//! Source: приказ Минпросвещения России от 24.03.2023 № 196 — the application goes to the commission on paper too; its form is
//! ours. 152-ФЗ, ст. 9 — the consent is a document of its own.

use officedocs::pdf::{Align, Block, Paper as Printed, Signature, Weight};
use serde_json::{Value, json};

use crate::accounts;
use crate::applications::{self, Application, Category};
use crate::commission;
use crate::context::App;
use crate::documents::made::{rows, text};
use crate::documents::{self, Document, Reading};
use crate::papers::{self, Handed, Paper, Taken};
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::names::FullName;
use crate::platform::words;

use super::guards::DraftInHand;
use super::store::{self, Course, Reply};
use super::tasks::Task;
use super::texts::CONSENT;
use super::{courses, on_paper, papers as given, whole};

/// The application.
pub static APPLICATION: Paper = Paper {
    code: "application",
    words: "Заявление для подписи на бумаге",
    builtin: include_bytes!("../../papers/applying/application.docx"),
    tags: &[
        "центр.название",
        "педагог.фио",
        "педагог.фамилия_инициалы",
        "педагог.должность",
        "педагог.организация",
        "просьба",
        "разделы.название",
        "разделы.ответы.вопрос",
        "разделы.ответы.ответ",
        "курсы",
        "курсы.название",
        "курсы.сведения",
        "документы",
        "документы.название",
    ],
    needed: &[&["педагог.фио"], &["просьба"]],
};

/// The consent.
pub static AGREED: Paper = Paper {
    code: "consent",
    words: "Согласие на обработку персональных данных для подписи на бумаге",
    builtin: include_bytes!("../../papers/applying/consent.docx"),
    tags: &["центр.название", "педагог.фио", "педагог.фамилия_инициалы", "просьба", "текст.абзац", "редакция"],
    needed: &[&["педагог.фио"], &["центр.название"], &["текст.абзац"]],
};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    papers::doors::<ConsentByHand>(papers::doors::<ApplicationByHand>(doors))
}

/// Something of the draft is not filled in: half an application is not signed.
#[derive(Debug)]
struct NotReady(&'static str);

impl Refusal for NotReady {
    fn reason(&self) -> String {
        format!("Заявление ещё не заполнено до конца. Откройте черновик и заполните: «{}».", self.0)
    }
}

/// Who applies and for what.
struct About<'a> {
    name: &'a FullName,
    school: &'a str,
    /// The post with the subject.
    post_and_subject: &'a str,
    post: &'a str,
    category: Category,
}

impl About<'_> {
    /// What both papers state.
    fn stated(&self, app: &App) -> Value {
        json!({
            "центр": { "название": app.config.centre_name },
            "педагог": {
                "фио": self.name.full(),
                "фамилия_инициалы": self.name.short(),
                "должность": words::inside(self.post_and_subject),
                "организация": self.school,
            },
            "просьба": commission::sought_for(self.category, self.post),
        })
    }

    /// What the application states.
    fn application(&self, app: &App, answers: &[Reply], courses: &[Course], documents: &[String]) -> Value {
        let mut says = self.stated(app);
        let parts = answers.chunk_by(|one, next| one.part == next.part).map(|part| {
            let answers: Vec<Value> =
                part.iter().map(|one| json!({ "вопрос": one.question, "ответ": said(&one.answer) })).collect();
            json!({ "название": part[0].part, "ответы": answers })
        });
        says["разделы"] = parts.collect::<Vec<_>>().into();
        let lines = courses.iter().map(courses::line);
        says["курсы"] =
            lines.map(|one| json!({ "название": one.title, "сведения": one.about })).collect::<Vec<_>>().into();
        says["документы"] = documents.iter().map(|name| json!({ "название": name })).collect::<Vec<_>>().into();
        says
    }

    /// What the consent states.
    fn consent(&self, app: &App) -> Value {
        let mut says = self.stated(app);
        says["текст"] = CONSENT.paragraphs.iter().map(|one| json!({ "абзац": one })).collect::<Vec<_>>().into();
        says["редакция"] = accounts::consent_edition(CONSENT.version).into();
        says
    }
}

fn said(answer: &str) -> &str {
    if answer.is_empty() { "—" } else { answer }
}

fn of_case<'c>(case: &'c Application, post_and_subject: &'c str) -> About<'c> {
    About { name: &case.name, school: &case.school_name, post_and_subject, post: &case.post, category: case.category }
}

/// What the application of a case would state on paper; none when its teacher has answered nothing here.
///
/// # Errors
/// When the database does not answer.
pub async fn application_stated(app: &App, case: &Application) -> Result<Option<Value>, Failure> {
    let id = case.id;
    let read = app.db.read(move |reader| {
        let (answers, courses) = (store::answers_of(reader, id)?, store::courses_of_case(reader, id)?);
        Ok::<_, DbError>((answers, courses, documents::of_application(reader, id, Reading::Session)?))
    });
    let (answers, courses, papers) = read.await?;
    if answers.is_empty() {
        return Ok(None);
    }
    let named: Vec<String> = papers.iter().filter(|one| one.came_with_it).map(Document::with_kind).collect();
    let post = case.post_and_subject();
    Ok(Some(of_case(case, &post).application(app, &answers, &courses, &named)))
}

/// What the consent of a case's teacher would state on paper.
pub fn consent_stated(app: &App, case: &Application) -> Value {
    of_case(case, &case.post_and_subject()).consent(app)
}

/// The head of a paper to the commission.
fn addressed(data: &Value) -> Block {
    let of = ["/центр/название", "/педагог/фио", "/педагог/должность", "/педагог/организация"];
    let lines: Vec<&str> = of.into_iter().map(|at| text(data, at)).filter(|line| !line.is_empty()).collect();
    Block::Text {
        text: format!("В аттестационную комиссию\n{}", lines.join("\n")),
        align: Align::Right,
        weight: Weight::Regular,
    }
}

/// Where the teacher signs.
fn signature(data: &Value) -> Block {
    let post = "«____» ______________ 20___\u{a0}г.".to_owned();
    Block::Signatures(vec![Signature {
        post, name: text(data, "/педагог/фамилия_инициалы").to_owned()
    }])
}

/// The application as a PDF: what `data` states, in the order of the Word file.
fn application_paper(data: &Value) -> Printed {
    let asked = format!("Прошу провести аттестацию в целях установления {}.", text(data, "/просьба"));
    let mut blocks = vec![
        addressed(data),
        Block::Title("Заявление".to_owned()),
        Block::centred("о проведении аттестации"),
        Block::text(asked),
    ];
    let pair = |one: &Value, (name, words): (&str, &str)| (text(one, name).to_owned(), text(one, words).to_owned());
    for part in rows(data, "/разделы") {
        blocks.push(Block::Heading(text(part, "/название").to_owned()));
        let answers = rows(part, "/ответы").iter();
        blocks.push(Block::Facts(answers.map(|one| pair(one, ("/вопрос", "/ответ"))).collect()));
    }
    let courses = rows(data, "/курсы");
    if !courses.is_empty() {
        blocks.push(Block::Heading(Task::Courses.words().to_owned()));
        blocks.push(Block::Facts(courses.iter().map(|one| pair(one, ("/название", "/сведения"))).collect()));
    }
    let items: Vec<String> = rows(data, "/документы").iter().map(|one| text(one, "/название").to_owned()).collect();
    if !items.is_empty() {
        blocks.push(Block::Heading("К заявлению приложены документы".to_owned()));
        blocks.push(Block::List { is_numbered: true, items });
    }
    blocks.push(Block::text("Подтверждаю, что сведения и документы верны."));
    blocks.push(signature(data));
    let title = "Заявление о проведении аттестации".to_owned();
    Printed { title, organization: text(data, "/центр/название").to_owned(), blocks }
}

/// The consent as a PDF, in the same way.
fn consent_paper(data: &Value) -> Printed {
    let fact = |name: &str, said: String| (name.to_owned(), said);
    let about = format!("о проведении аттестации в целях установления {}", text(data, "/просьба"));
    let mut blocks = vec![
        Block::Title(CONSENT.title.to_owned()),
        Block::Facts(vec![
            fact("Кто даёт согласие", text(data, "/педагог/фио").to_owned()),
            fact("Кому", text(data, "/центр/название").to_owned()),
            fact("К какому заявлению", about),
        ]),
    ];
    blocks.extend(rows(data, "/текст").iter().map(|one| Block::text(text(one, "/абзац"))));
    blocks.push(Block::text(format!("Редакция текста: {}", text(data, "/редакция"))));
    blocks.push(signature(data));
    let title = CONSENT.title.to_owned();
    Printed { title, organization: text(data, "/центр/название").to_owned(), blocks }
}

fn about<'d>(hand: &'d DraftInHand, post_and_subject: &'d str) -> About<'d> {
    let draft = &hand.draft;
    About {
        name: &draft.name,
        school: &draft.school_name,
        post_and_subject,
        post: &draft.post,
        category: draft.category,
    }
}

fn named(what: &str, of: &FullName) -> String {
    format!("{what}, {}", of.short().replace('\u{a0}', " "))
}

/// The application of a draft at its doors.
struct ApplicationByHand;

impl Handed for ApplicationByHand {
    type By = DraftInHand;
    const WORD: &'static str = "/drafts/{id}/application/file";
    const PDF: &'static str = "/drafts/{id}/application/pdf";

    fn paper() -> &'static Paper {
        &APPLICATION
    }

    async fn taken(hand: DraftInHand, app: &App) -> Result<Taken, Failure> {
        if hand.is_own {
            hand.not_sent()?;
        }
        let (draft, today) = (hand.draft.clone(), app.today());
        let read = app
            .db
            .read(move |reader| Ok::<_, DbError>((whole::read(reader, &draft, today)?, applications::posts(reader)?)));
        let (whole, posts) = read.await?;
        if let Some(task) = whole.unready_on_paper(today).first() {
            return Err(NotReady(task.words()).into());
        }
        let printed = on_paper::mark(&whole, &posts);
        on_paper::taken(&hand, app, "скачано заявление для подписи на бумаге", Some(printed)).await?;
        let papers: Vec<String> = whole.papers.iter().map(given::with_kind).collect();
        let post = whole.post_and_subject();
        let says = about(&hand, &post).application(app, &whole.all_answers(&posts), &whole.courses, &papers);
        let shape = application_paper(&says);
        Ok(Taken::now(says, shape, named("Заявление", &hand.draft.name)))
    }
}

/// The consent of a draft's teacher at its doors.
struct ConsentByHand;

impl Handed for ConsentByHand {
    type By = DraftInHand;
    const WORD: &'static str = "/drafts/{id}/consent/file";
    const PDF: &'static str = "/drafts/{id}/consent/pdf";

    fn paper() -> &'static Paper {
        &AGREED
    }

    async fn taken(hand: DraftInHand, app: &App) -> Result<Taken, Failure> {
        hand.not_sent()?;
        on_paper::taken(&hand, app, "скачано согласие для подписи на бумаге", None).await?;
        let says = about(&hand, &hand.draft.post).consent(app);
        let shape = consent_paper(&says);
        Ok(Taken::now(says, shape, named("Согласие", &hand.draft.name)))
    }
}
