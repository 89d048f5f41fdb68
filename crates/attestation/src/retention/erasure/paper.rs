//! An act of erasure as a paper. It names cases by their numbers and nobody by name: it is kept when the names are gone.
//! Source of what it states: приказ Роскомнадзора от 28.10.2022 № 179, not checked against its text.

use serde_json::{Value, json};

use crate::accounts::InCharge;
use crate::context::App;
use crate::papers::{self, Handed, Paper, Taken};
use crate::platform::act::Fact;
use crate::platform::clock::{Day, Moment, Zone};
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::words;
use crate::retention::kinds;
use crate::retention::model::{Sort, Version, kept_until};
use crate::retention::store::versions;

use super::acting::Whole;
use super::model::{Denial, Erasure, State as Stand};
use super::printed::erasure_paper;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    papers::doors::<Act>(doors)
}

/// The act as a Word document.
pub static ERASURE: Paper = Paper {
    code: "erasure",
    words: "Акт об уничтожении дел",
    builtin: include_bytes!("../../../papers/retention/erasure.docx"),
    tags: &[
        "организация",
        "адрес",
        "акт.номер",
        "акт.дата",
        "акт.уничтожено",
        "акт.проект",
        "комиссия",
        "основание",
        "данные",
        "носитель",
        "способ",
        "дела.номер",
        "дела.дело",
        "дела.должность",
        "дела.получено",
        "дела.закончено",
        "дела.хранить",
        "всего",
    ],
    needed: &[&["акт.номер"], &["акт.дата"], &["дела.номер", "дела.дело"]],
};

/// What an act of erasure takes, as the paper says it.
pub(super) const DATA: &str = "фамилия, имя, отчество, дата рождения, СНИЛС, телефон, адрес электронной почты, сведения заявления, документы, \
    заключения, подписи, переписка";
/// Where it was.
pub(super) const PLACE: &str = "информационная система «Аттестация»: база данных и хранилище файлов";
const HOW: &str = "записи очищены, файлы удалены из хранилища; средствами системы восстановить их нельзя";

/// The act at its doors. One that is done changes no more: its template is that of its moment, and it gives the same file.
struct Act;

impl Handed for Act {
    type By = InCharge<Erasure>;
    const WORD: &'static str = "/retention/erasures/{id}/paper";
    const PDF: &'static str = "/retention/erasures/{id}/paper/pdf";

    fn paper() -> &'static Paper {
        &ERASURE
    }

    async fn taken(desk: InCharge<Erasure>, app: &App) -> Result<Taken, Failure> {
        let says = stated(&desk, app).await?;
        let done_at = desk.it.done_at;
        let name = format!("Акт об уничтожении {}-{}", desk.it.year, desk.it.number);
        let shape = erasure_paper(&says);
        Ok(Taken { since: done_at, at: done_at, ..Taken::now(says, shape, name) })
    }
}

/// What the paper states, with its row of the journal.
async fn stated(desk: &InCharge<Erasure>, app: &App) -> Result<Value, Failure> {
    if desk.it.state == Stand::Dropped {
        return Err(Denial::Dropped.into());
    }
    let id = desk.it.id;
    let read = app.db.read(move |reader| Ok::<_, DbError>((Whole::of(reader, id)?, versions(reader)?)));
    let (whole, versions) = read.await?;
    let zone = &app.config.zone;
    let rows = rows(&whole, &versions, zone);
    let ground = if desk.it.ground.is_empty() { whole.grounds(&versions, zone) } else { desk.it.ground.clone() };
    let stated = json!({
        "организация": app.config.centre_name,
        "адрес": desk.it.operator(&app.config.centre_address),
        "акт": {
            "номер": desk.it.number,
            "дата": desk.it.dated_on.map_or_else(|| "_______________".to_owned(), words::brief_day),
            "уничтожено": desk.it.dated_on.map_or_else(|| "_______________".to_owned(), words::day),
            "проект": desk.it.state == Stand::Draft,
        },
        "комиссия": desk.it.members,
        "основание": ground.join("; "),
        "данные": DATA,
        "носитель": PLACE,
        "способ": HOW,
        "всего": rows.len(),
        "дела": rows,
    });
    let fact = Fact::of(kinds::ERASURE_TAKEN, format!("скачан акт об уничтожении {}", desk.it.called()));
    let fact = fact.subject("erasure", id);
    app.db.act(desk.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    Ok(stated)
}

/// A row for each case, then for each attestation: what began when, was over when and is kept until when.
fn rows(whole: &Whole, versions: &[Version], zone: &Zone) -> Vec<Value> {
    let cases = whole.cases.iter().map(|one| {
        let case = &one.case;
        (Sort::CASES, case.number.clone(), case.post.as_str(), case.received_on, one.over_at)
    });
    let attestations = whole.attestations.iter();
    let attestations =
        attestations.map(|one| (Sort::FITNESS, one.called(), one.post.as_str(), one.began_on, one.over_at));
    let row = |(at, (code, called, post, began, over_at)): (usize, (&str, String, &str, Day, Moment))| {
        let over = zone.day(over_at);
        json!({
            "номер": at + 1,
            "дело": called,
            "должность": post,
            "получено": words::brief_day(began),
            "закончено": words::brief_day(over),
            "хранить": kept_until(versions, code, over).map(words::brief_day).unwrap_or_default(),
        })
    };
    cases.chain(attestations).enumerate().map(row).collect()
}

/// What an act states of nothing: words that say what stands where.
pub fn sample(centre: &str, today: Day) -> Value {
    let day = words::brief_day(today);
    json!({
        "организация": centre,
        "адрес": "[почтовый адрес]",
        "акт": { "номер": "[номер]", "дата": day, "уничтожено": words::day(today), "проект": false },
        "комиссия": ["[член комиссии]", "[член комиссии]"],
        "основание": "[основание]",
        "данные": DATA,
        "носитель": PLACE,
        "способ": HOW,
        "дела": [{
            "номер": 1,
            "дело": "[номер дела]",
            "должность": "[должность]",
            "получено": day,
            "закончено": day,
            "хранить": day,
        }],
        "всего": 1,
    })
}
