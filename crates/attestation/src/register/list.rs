//! «Реестр категорий»: the search through every record in force; the authority and municipalities only read.

use std::borrow::Cow;
use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::applications::{Category, Snils};
use crate::context::App;
use crate::platform::choices::List;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::listing::{self, Addresses};
use crate::platform::names::PlaceName;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::guards::RegisterReader;
use super::model::{Listed, Record};
use super::standing::months_after;
use super::store::{self, Filter, Known};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/register", show)
}

/// Rows of one page.
pub(super) const PAGE: usize = 20;
/// Fields of the filter.
pub(super) const FIELDS: [&str; 7] = ["name", "organization", "municipality", "post", "category", "on", "ends"];

/// One record of a list, in words.
pub(super) struct Line {
    pub(super) id: Id<Record>,
    pub(super) name: String,
    pub(super) post: String,
    pub(super) place: Arc<PlaceName>,
    pub(super) category: &'static str,
    pub(super) granted: String,
    pub(super) until: Cow<'static, str>,
    pub(super) state: Cow<'static, str>,
    pub(super) tone: &'static str,
}

/// A record as a line of a list on a day.
pub(super) fn line(record: Listed, today: Day) -> Line {
    let (state, tone) = record.standing.state(today);
    Line {
        id: record.id,
        name: record.name.full(),
        post: record.post,
        place: record.place,
        category: record.category.words(),
        granted: words::brief_day(record.standing.granted_on),
        until: record.standing.until(),
        state,
        tone,
    }
}

#[derive(Template)]
#[template(path = "register/list.html")]
struct ListPage<'p> {
    frame: Frame,
    form: Form,
    is_keeper: bool,
    opens: bool,
    within: String,
    posts: &'p List,
    categories: Vec<Choice>,
    endings: Vec<Choice>,
    lines: Vec<Line>,
    narrowed: bool,
    found: String,
    order: &'static str,
    export_href: String,
    first_href: String,
    next_href: String,
}

/// What was asked for; a day that cannot be read is a fault at its field.
fn filter(form: &mut Form, today: Day) -> Filter {
    let written = form.text("on");
    let on = Day::typed(&written);
    if on.is_none() && !written.is_empty() {
        form.fault("on", "Дата записана с ошибкой. Пример: 23.11.2026.");
    }
    Filter {
        name: form.text("name"),
        snils: String::new(),
        organization: form.text("organization"),
        municipality: form.text("municipality"),
        post: form.text("post"),
        category: Category::parse(form.value("category")),
        on,
        ends: ends(form, today),
        within: None,
        school: None,
        after: after(form.value("after")),
    }
}

/// What this person asked for; by СНИЛС only those search who read it.
pub(super) fn asked(by: &RegisterReader, form: &mut Form, today: Day) -> Filter {
    let mut filter = Filter { within: by.within.clone(), ..filter(form, today) };
    if by.is_keeper()
        && let Ok(snils) = Snils::parse(&filter.name)
    {
        snils.as_str().clone_into(&mut filter.snils);
        filter.name.clear();
    }
    filter
}

/// The months within which a category ends.
const ENDINGS: [(&str, &str); 4] =
    [("1", "в течение месяца"), ("3", "в течение 3 месяцев"), ("6", "в течение полугода"), ("12", "в течение года")];

pub(super) fn endings() -> Vec<Choice> {
    listing::choices("Любой", ENDINGS)
}

pub(super) fn ends(form: &Form, today: Day) -> Option<(Day, Day)> {
    let (months, _) = ENDINGS.into_iter().find(|(months, _)| *months == form.value("ends"))?;
    Some((today, months_after(today, months.parse().ok()?)))
}

/// The border of a page: the record's id and what the list goes by.
pub(super) fn border(filter: &Filter, record: &Listed) -> String {
    format!("{}.{}", record.id, filter.place(&record.name, record.standing))
}

pub(super) fn after(text: &str) -> Option<(String, Id<Record>)> {
    let (id, key) = text.split_once('.')?;
    Some((key.to_owned(), id.parse().ok()?))
}

async fn show(by: RegisterReader, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let mut form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let filter = asked(&by, &mut form, app.today());
    let (sound, asked) = (form.is_sound(), filter.clone());
    let known = Known::of(&app).await?;
    let posts = Arc::clone(&known.posts);
    let found = if sound {
        app.db.brief(move |reader| store::lines(reader, &known, &asked, PAGE + 1)).await?
    } else {
        Vec::new()
    };
    let list = drawn(&app, &by, form, &filter, (found, &posts));
    if sound { page::page(&list) } else { page::faulty(&list) }
}

fn drawn<'p>(
    app: &App,
    by: &RegisterReader,
    form: Form,
    filter: &Filter,
    (mut found, posts): (Vec<Listed>, &'p List),
) -> ListPage<'p> {
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let (addresses, today) = (Addresses::of(&form, &FIELDS), app.today());
    let next = found.last().filter(|_| has_more);
    let next = next.map(|last| addresses.next("/register", &border(filter, last)));
    let is_part = has_more || filter.after.is_some();
    let shown = words::counted(found.len() as u64, "запись", "записи", "записей");
    ListPage {
        frame: by.by.frame(app, "Реестр категорий").sound(form.is_sound()),
        is_keeper: by.is_keeper(),
        opens: by.opens(),
        within: by.within.clone().unwrap_or_default(),
        posts,
        categories: listing::choices("Все категории", Category::ALL.map(|one| (one.code(), one.words()))),
        endings: endings(),
        lines: found.into_iter().map(|record| line(record, today)).collect(),
        narrowed: addresses.are_narrowed(),
        found: format!("{}{shown}", if is_part { "На странице: " } else { "Найдено: " }),
        order: filter.order_in_words(),
        export_href: addresses.first("/register/export"),
        next_href: next.unwrap_or_default(),
        first_href: if filter.after.is_some() { addresses.first("/register") } else { String::new() },
        form,
    }
}
