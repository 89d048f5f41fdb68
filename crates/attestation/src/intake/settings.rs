//! The dated lists of intake as the centre keeps them: an entry is added with its first day, ended with its last, never changed.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::new_version::{day, line};
use crate::platform::page::{self, Frame};
use crate::platform::versions::{self, FAR};
use crate::platform::words;

use super::kinds;
use super::lists::{self, Entry, List, Whom};
use super::question::Question;

pub(super) const PATH: &str = "/settings/intake";

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get(PATH, show).post(PATH, add)
}

struct Line {
    id: String,
    words: String,
    span: String,
    state: &'static str,
    tone: &'static str,
    legal_ref: String,
    /// Whom it is for; empty: everybody.
    whom: &'static str,
    is_explained: bool,
    /// What the system looks up about it; empty: nothing.
    question: &'static str,
    doubt: Option<String>,
    can_end: bool,
    /// It has not begun and may be taken away.
    may_go: bool,
}

struct Group {
    title: &'static str,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "intake/settings.html")]
struct SettingsPage {
    frame: Frame,
    form: Form,
    groups: Vec<Group>,
    lists: Vec<Choice>,
    whom: Vec<Choice>,
    questions: Vec<Choice>,
    today: String,
}

async fn show(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    draw(&app, &by, Form::new()).await
}

async fn draw(app: &App, by: &Centre, form: Form) -> Result<Response, Failure> {
    let all = app.db.read(lists::all).await?;
    let (today, sound) = (app.today(), form.is_sound());
    let of = |list: List| Group {
        title: list.words(),
        lines: all.iter().filter(|one| one.list == list).map(|one| shown(one, today)).collect(),
    };
    let trail = [("/cabinet", "Личный кабинет"), ("/settings", "Настройки")];
    let page = SettingsPage {
        frame: by.frame(app, "Приём заявлений: списки").sound(sound).trail(&trail),
        groups: List::ALL.map(of).into(),
        lists: std::iter::once(Choice::new("", "Выберите список"))
            .chain(List::ALL.map(|one| Choice::new(one.code(), one.words())))
            .collect(),
        whom: Whom::ALL.map(|one| Choice::new(one.code(), one.words())).into(),
        questions: std::iter::once(Choice::new("", "ничего: решает сотрудник"))
            .chain(Question::ALL.map(|one| Choice::new(one.code(), one.words())))
            .collect(),
        today: words::brief_day(today),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

fn shown(entry: &Entry, today: Day) -> Line {
    let (state, tone) = versions::standing((entry.valid_from, entry.valid_to), today);
    Line {
        id: entry.id.to_string(),
        words: entry.words.clone(),
        span: versions::span(entry.valid_from, entry.valid_to),
        state,
        tone,
        legal_ref: entry.legal_ref.clone(),
        whom: if entry.whom == Whom::All { "" } else { entry.whom.words() },
        is_explained: entry.is_explained,
        question: entry.question.map_or("", Question::words),
        doubt: versions::basis(&entry.legal_ref, &entry.remark).doubt,
        can_end: entry.may_end(today),
        may_go: entry.valid_from > today,
    }
}

fn typed(form: &mut Form) -> Option<Entry> {
    let list = form.check("list", List::parse(form.value("list")).ok_or("Выберите список."));
    let words = line(form, "words", "Напишите, что добавить в список.");
    let legal_ref = line(form, "legal_ref", "Укажите основание: документ, его дату и номер.");
    let remark = line(form, "remark", "");
    let whom = form.check("whom", Whom::parse(form.value("whom")).ok_or("Выберите категорию."));
    if list.is_some_and(|list| list != List::Ground) && whom.is_some_and(|whom| whom != Whom::All) {
        form.fault("whom", "Категория указывается только у оснований для отказа. Выберите «любая».");
    }
    let is_explained = form.ticked("explained");
    if list.is_some_and(|list| list != List::Ground) && is_explained {
        form.fault("explained", "Пояснение пишут только к основаниям для отказа. Снимите отметку.");
    }
    let question = (!form.value("question").is_empty())
        .then(|| form.check("question", Question::parse(form.value("question")).ok_or("Выберите, что сверять.")))
        .flatten();
    if list.is_some_and(|list| list != List::Ground) && question.is_some() {
        form.fault("question", "Сверяют только основания для отказа. Выберите «ничего».");
    }
    let from = day(form, "from", "Укажите первый день, например 01.01.2027.");
    let to = if form.text("to").is_empty() {
        Some(FAR)
    } else {
        day(form, "to", "Дата записана с ошибкой. Пример: 31.08.2029.")
    };
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        form.fault("to", "Последний день раньше первого. Проверьте даты.");
    }
    let (list, valid_from, valid_to, whom) = (list?, from?, to?, whom?);
    let id = Id::new();
    let new = Entry { id, list, words, legal_ref, remark, valid_from, valid_to, whom, is_explained, question };
    form.is_sound().then_some(new)
}

async fn add(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let Some(new) = typed(&mut form) else {
        return draw(&app, &by, form).await;
    };
    let done = app.db.act(by.by(), app.now(), move |act| {
        lists::hold(act)?;
        if let Some(why) = unfit(&new, &lists::all(act)?) {
            return Err(why.into());
        }
        lists::add(act, &new)?;
        let until = if new.valid_to == FAR { String::new() } else { format!(" по {}", words::day(new.valid_to)) };
        let from = words::day(new.valid_from);
        let whom = if new.whom == Whom::All {
            String::new()
        } else {
            format!(", для категории: {}", new.whom.words())
        };
        let more = if new.is_explained { ", с пояснением" } else { "" };
        let asked = new.question.map_or_else(String::new, |one| format!(", система сверяет, {}", one.words()));
        let words =
            format!("{}: «{}», с {from}{until}, {}{whom}{more}{asked}", new.list.words(), new.words, new.legal_ref);
        Ok::<_, Failure>(act.record(Fact::of(kinds::LISTED, words).subject("intake-entry", new.id), ())?)
    });
    match done.await {
        Ok(()) => Ok(page::go_saying(by.visit.cookies, PATH, "Добавлено в список.")),
        Err(Failure::Denied(why)) => {
            form.fault("words", why.reason());
            draw(&app, &by, form).await
        }
        Err(other) => Err(other),
    }
}

/// Why a new entry cannot stand among the others.
#[derive(Debug, thiserror::Error)]
enum Unfit {
    #[error("Отказать по этой причине нельзя: она {span} стоит в списке «За что отказать нельзя» ({rule}).")]
    Forbidden { span: String, rule: String },
    #[error("Такая строка в этом списке уже есть: она действует {0}. Добавлять её второй раз не нужно.")]
    Repeated(String),
}

impl Refusal for Unfit {
    fn reason(&self) -> String {
        self.to_string()
    }
}

/// E05 of the procedure: what intake may not be refused for is no ground, whoever writes it down as one.
fn unfit(new: &Entry, all: &[Entry]) -> Option<Unfit> {
    let bar = all.iter().find(|one| new.list == List::Ground && one.list == List::Bar && new.says_as(one));
    if let Some(bar) = bar {
        let span = versions::span(bar.valid_from, bar.valid_to);
        return Some(Unfit::Forbidden { span, rule: bar.legal_ref.clone() });
    }
    let same = all.iter().find(|one| new.repeats(one));
    same.map(|one| Unfit::Repeated(versions::span(one.valid_from, one.valid_to)))
}
