//! Before a draft: what is needed, and for which categories this person may apply, with the rule of each.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{Account, Organization, Signed};
use crate::applications::{self, Category, Post};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::page::{self, Frame};

use super::eligibility;
use super::guards::Teacher;
use super::kinds;
use super::known::{self, Awaited};
use super::letters;
use super::model::{Held, Known, Refused, Rule, may_apply};
use super::said::Said;
use super::store::{self, NewDraft};
use super::tasks::Task;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/drafts/new", show).post("/drafts/new", begin)
}

/// A category with «можно», why not, or what is to be answered first.
struct Line {
    category: &'static str,
    said: &'static str,
    tone: &'static str,
    why: String,
    rule: String,
}

#[derive(Template)]
#[template(path = "applying/new.html")]
struct NewPage {
    frame: Frame,
    form: Form,
    lines: Vec<Line>,
    held: Vec<String>,
    posts: Vec<Choice>,
    categories: Vec<Choice>,
    /// Nothing where the register answers.
    said: Vec<Choice>,
    about_said: &'static str,
}

struct Facts {
    known: Known,
    /// The category the person names, or has named in the last application.
    said: Option<Said>,
    rules: Vec<Rule>,
    /// Categories refused lately, each with the term it waits for.
    awaited: Vec<Awaited>,
    posts: Vec<Post>,
}

impl Facts {
    /// Whether the register alone leaves a category shut that one granted elsewhere would open.
    fn depends(&self, today: Day) -> bool {
        let known = Known { held: self.recorded().cloned().collect(), ..Known::default() };
        let shut = |category| may_apply(category, "", &known, &self.rules, today).err();
        Category::ALL.into_iter().any(|category| shut(category).is_some_and(|why| why.asks().is_some()))
    }

    /// Whether a person is still to say which category they have.
    fn is_asked(&self, form: &Form, today: Day) -> bool {
        form.value("said").is_empty() && self.depends(today)
    }

    /// The category a person names where the register does not hold it as the best one.
    fn named(&self, form: &Form, today: Day) -> Option<Said> {
        let recorded: Vec<Held> = self.recorded().cloned().collect();
        let best = known::best(&recorded, today).map(|(_, said)| said);
        Said::parse(form.value("said")).filter(|said| best != Some(*said))
    }

    /// The rule by which a category is open or shut: each «no» rests on its own.
    fn rule(&self, category: Category, no: Option<&Refused>) -> String {
        match no {
            Some(Refused::TooEarly(day)) => {
                let awaited = self.awaited.iter().find(|(one, from, _)| *one == category && from == day);
                awaited.map(|(.., words)| words.clone()).unwrap_or_default()
            }
            // What waits for a decision already is named itself.
            Some(Refused::Open(_)) => String::new(),
            _ => {
                let rule = self.rules.iter().find(|rule| rule.category == category);
                rule.map(|rule| known::rests_on(&rule.legal_ref, &rule.remark)).unwrap_or_default()
            }
        }
    }

    /// What the register holds.
    fn recorded(&self) -> impl Iterator<Item = &Held> {
        self.known.held.iter().filter(|held| held.granted_on.is_some())
    }

    /// The word of the last application, where the register does not say it or says nothing.
    fn word(&self) -> Option<Said> {
        let counts = self.known.held.len() > self.recorded().count();
        self.said.filter(|_| counts || self.known.held.is_empty())
    }
}

/// What is known of a person; `said` is the category they name, none: what they have named before.
async fn facts(app: &App, account: Id<Account>, name: &FullName, said: Option<&str>) -> Result<Facts, Failure> {
    let (today, name, said) = (app.today(), name.clone(), said.map(str::to_owned));
    Ok(app
        .db
        .read(move |reader| {
            let said = match said {
                Some(said) => said,
                None => store::last_sent(reader, account, None, Task::Awards)?.text("held"),
            };
            let said = Said::parse(&said);
            Ok::<_, DbError>(Facts {
                known: known::known(reader, (account, &name), said, today)?,
                said,
                rules: eligibility::rules_on(reader, today)?,
                awaited: known::awaited(reader, account, today)?,
                posts: applications::posts(reader)?,
            })
        })
        .await?)
}

fn made(app: &App, by: &Signed, form: Form, facts: &Facts) -> NewPage {
    let post = form.text("post");
    let is_asked = facts.is_asked(&form, app.today());
    let lines = Category::ALL
        .into_iter()
        .map(|category| {
            let may = may_apply(category, &post, &facts.known, &facts.rules, app.today());
            let rule = facts.rule(category, may.as_ref().err());
            let (said, tone, why) = match may {
                Ok(()) => ("можно", "green", String::new()),
                Err(why) => match why.asks().filter(|_| is_asked) {
                    Some(what) => ("зависит от ответа", "blue", what.to_owned()),
                    None => ("нельзя", "grey", why.reason()),
                },
            };
            Line { category: category.words(), said, tone, why, rule }
        })
        .collect();
    let first = Choice::new("", "Выберите должность");
    NewPage {
        frame: by
            .frame(app, "Новое заявление")
            .sound(form.faults().is_empty())
            .trail(&[("/cabinet", "Личный кабинет")]),
        lines,
        held: facts.recorded().map(Held::words).collect(),
        posts: std::iter::once(first)
            .chain(facts.posts.iter().map(|post| Choice::new(&post.code, &post.name)))
            .collect(),
        categories: Category::ALL.map(|one| Choice::new(one.code(), one.words())).into(),
        said: if facts.depends(app.today()) {
            Said::CHOICES.iter().map(|(code, words)| Choice::new(*code, *words)).collect()
        } else {
            Vec::new()
        },
        about_said: if facts.recorded().next().is_none() {
            "В реестре ваших категорий не нашлось. Центр проверит ответ."
        } else {
            "Если вам установили другую категорию, которой нет в реестре, назовите её: Центр проверит ответ. Если другой нет, назовите ту, что в реестре."
        },
        form,
    }
}

async fn show(teacher: Teacher, State(app): State<App>) -> Result<Response, Failure> {
    let account = &teacher.by.account;
    let facts = facts(&app, account.id, &account.name, None).await?;
    let form = facts.word().map_or_else(Form::new, |said| Form::new().with("said", said.code()));
    page::page(&made(&app, &teacher.by, form, &facts))
}

/// The post and the category chosen, both checked by the rules.
fn chosen(app: &App, form: &mut Form, facts: &Facts) -> Option<(String, Category)> {
    let post = form.text("post");
    if !facts.posts.iter().any(|one| one.code == post) {
        form.fault("post", "Выберите должность, по которой вы аттестуетесь.");
    }
    let category = Category::parse(form.value("category"));
    match category {
        None => form.fault("category", "Выберите категорию."),
        Some(category) => {
            if let Err(why) = may_apply(category, &post, &facts.known, &facts.rules, app.today()) {
                // What the register holds does not open it and nothing was answered: that is what is missing.
                if facts.is_asked(form, app.today()) && why.asks().is_some() {
                    form.fault(
                        "said",
                        "Ответьте, какая категория у вас есть или была: от этого зависит, можно ли подать.",
                    );
                } else {
                    form.fault("category", why.reason());
                }
            }
        }
    }
    form.is_sound().then_some((post, category?))
}

async fn begin(teacher: Teacher, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let account = &teacher.by.account;
    let facts = facts(&app, account.id, &account.name, Some(form.value("said"))).await?;
    let Some((post_code, category)) = chosen(&app, &mut form, &facts) else {
        return page::faulty(&made(&app, &teacher.by, form, &facts));
    };
    let said = facts.named(&form, app.today());
    let new = NewDraft { account: account.id, school: teacher.school, post_code, category, helper: None, said };
    let id = started(&app, &teacher.by, new).await?.ok_or(Failure::Hidden)?;
    Ok(page::go(&format!("/drafts/{id}")))
}

/// Begins a draft, or finds the one that is open; none when the teacher fills in one of their own.
pub(super) async fn started(app: &App, by: &Signed, new: NewDraft) -> Result<Option<Id<store::Draft>>, Failure> {
    let (house, name) = (app.clone(), by.account.name.clone());
    let begun = app
        .db
        .act(by.by(), app.now(), move |act| {
            let category = new.category.words();
            let (words, id) = match store::start(act, &new)? {
                store::Started::Begun(id) => {
                    if new.helper.is_some() {
                        let draft = store::by_id(act, id)?.ok_or(Failure::Hidden)?;
                        act.post(&letters::begun(&house, &draft, &name)?)?;
                    }
                    (format!("начат черновик заявления: {category}"), id)
                }
                store::Started::Resumed(id) => {
                    let draft = store::by_id(act, id)?.ok_or(Failure::Hidden)?;
                    act.post(&letters::resumed(&house, &draft, &name)?)?;
                    (format!("координатор снова помогает с черновиком заявления: {category}"), id)
                }
                store::Started::Open(id) => (format!("открыт начатый раньше черновик заявления: {category}"), id),
                store::Started::Theirs => {
                    let words = format!("черновик не начат: педагог уже заполняет свой, {category}");
                    return Ok(act.record(Fact::of(kinds::STARTED, words).refused(), None)?);
                }
            };
            Ok::<_, Failure>(act.record(Fact::of(kinds::STARTED, words).subject("draft", id), Some(id))?)
        })
        .await?;
    app.bell.ring();
    Ok(begun)
}

/// What a coordinator begins for a teacher of the own school.
pub(super) async fn begun_for(
    app: &App,
    by: &Signed,
    school: Id<Organization>,
    (account, name): (Id<Account>, FullName),
    form: &mut Form,
) -> Result<Option<NewDraft>, Failure> {
    let facts = facts(app, account, &name, Some(form.value("said"))).await?;
    let (helper, said) = (Some(by.account.id), facts.named(form, app.today()));
    let chosen = chosen(app, form, &facts);
    Ok(chosen.map(|(post_code, category)| NewDraft { account, school, post_code, category, helper, said }))
}
