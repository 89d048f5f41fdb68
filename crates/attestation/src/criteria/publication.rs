//! «Проверить» and «Опубликовать»: what is wrong with a draft, its publication from a day on, and taking back what
//! has not begun.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{Centre, InCharge};
use crate::applications;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::findings::{self, About, Finding};
use super::guards::CentresDraft;
use super::model::{Covers, CriteriaSet};
use super::store::{self, Standing};
use super::{coverage, draft, kinds, saving, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/settings/criteria/drafts/{id}/check", check)
        .get("/settings/criteria/drafts/{id}/publication", show)
        .post("/settings/criteria/drafts/{id}/publication", publish)
        .post("/settings/criteria/{id}/withdrawal", withdraw)
}

struct Line {
    href: String,
    place: String,
    words: String,
}

#[derive(Template)]
#[template(path = "criteria/check.html")]
struct CheckPage {
    frame: Frame,
    home: String,
    faults: Vec<Line>,
    warnings: Vec<Line>,
    gaps: Vec<String>,
}

fn line(set: &CriteriaSet, found: Finding) -> Line {
    let home = draft::home(set);
    let (href, place) = match found.about {
        About::Set => (format!("{home}/head"), "О наборе".to_owned()),
        About::Indicator(id) => {
            let one = set.indicators.iter().find(|one| one.id == id);
            (format!("{home}/indicators/{id}"), one.map(|one| one.wording.clone()).unwrap_or_default())
        }
        About::Row(id) => {
            let one = set.rows().find(|(_, row)| row.id == id);
            (format!("{home}/rows/{id}"), one.map(|(_, row)| row.wording.clone()).unwrap_or_default())
        }
    };
    Line { href, place, words: found.words }
}

async fn check(CentresDraft { by, set }: CentresDraft, State(app): State<App>) -> Result<Response, Failure> {
    let read = app.db.read(|reader| Ok::<_, DbError>((store::standing(reader)?, applications::posts(reader)?)));
    let (mut standing, posts) = read.await?;
    standing.push(Standing {
        id: set.id,
        title: set.title.clone(),
        category: set.category,
        from: app.today(),
        covers: set.covers.clone(),
    });
    let gaps = coverage::of(&standing, &posts, app.today());
    let (faults, warnings): (Vec<_>, Vec<_>) = findings::of(&set).into_iter().partition(|found| found.is_fault);
    page::page(&CheckPage {
        frame: draft::frame(&app, &by, &set, "Проверка набора"),
        home: draft::home(&set),
        faults: faults.into_iter().map(|found| line(&set, found)).collect(),
        warnings: warnings.into_iter().map(|found| line(&set, found)).collect(),
        gaps: gaps.iter().filter(|gap| gap.category == set.category).map(coverage::Gap::words).collect(),
    })
}

#[derive(Template)]
#[template(path = "criteria/publication.html")]
struct PublicationPage {
    frame: Frame,
    form: Form,
    home: String,
    title: String,
    faults: usize,
    replaced: Vec<String>,
}

async fn show(CentresDraft { by, set }: CentresDraft, State(app): State<App>) -> Result<Response, Failure> {
    let form = Form::new().with("legal_ref", &set.legal_ref).with("edition", set.edition.to_string());
    draw(&app, &by, &set, form).await
}

async fn draw(app: &App, by: &Centre, set: &CriteriaSet, form: Form) -> Result<Response, Failure> {
    let (sound, standing) = (form.is_sound(), app.db.read(store::standing).await?);
    let shares = standing.iter().filter(|other| meets(set, other));
    let shown = PublicationPage {
        frame: draft::frame(app, by, set, "Публикация набора").sound(sound),
        home: draft::home(set),
        title: set.title.clone(),
        faults: findings::of(set).iter().filter(|found| found.is_fault).count(),
        replaced: shares.map(|other| format!("«{}», действует с {}", other.title, words::day(other.from))).collect(),
        form,
    };
    if sound { page::page(&shown) } else { page::faulty(&shown) }
}

/// Whether a published set is for the same category and for one of the same posts.
fn meets(set: &CriteriaSet, other: &Standing) -> bool {
    let shares = match (&set.covers, &other.covers) {
        (Covers::Named(own), Covers::Named(theirs)) => own.iter().any(|code| theirs.contains(code)),
        _ => true,
    };
    set.category == other.category && shares
}

/// The first day as it is typed: today or later, and no other set of these posts begins on it.
fn first_day(form: &mut Form, today: Day, set: &CriteriaSet, standing: &[Standing]) -> Option<Day> {
    let day = Day::typed(&form.text("valid_from")).filter(|day| (2000..=2100).contains(&day.0.year()));
    let day = form.check("valid_from", day.ok_or("Укажите первый день действия, например 01.09.2027."))?;
    if day < today {
        form.fault("valid_from", "Этот день уже прошёл. Набор начинает действовать сегодня или позже.");
    }
    if let Some(other) = standing.iter().find(|other| other.from == day && meets(set, other)) {
        let day = words::day(day);
        form.fault(
            "valid_from",
            format!(
                "С {day} начинает действовать набор «{}» для тех же должностей. Выберите другой день.",
                other.title
            ),
        );
    }
    Some(day)
}

async fn publish(seat: CentresDraft, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let CentresDraft { by, set } = seat;
    let standing = app.db.read(store::standing).await?;
    let from = first_day(&mut form, app.today(), &set, &standing);
    let legal_ref = typed::line(&mut form, "legal_ref", "Укажите основание: документ, его дату и номер.");
    if let Some(first) = findings::of(&set).into_iter().find(|found| found.is_fault) {
        let words =
            format!("Набор с ошибками опубликовать нельзя. {} Все ошибки — на странице «Проверить».", first.words);
        form.fault("valid_from", words);
    }
    let (true, Some(from), Some(legal_ref)) = (form.is_sound(), from, legal_ref) else {
        return draw(&app, &by, &set, form).await;
    };
    if saving::edition(&form) != set.edition {
        return Err(Failure::Conflict(saving::OVERTAKEN.to_owned()));
    }
    let said = format!("Набор опубликован: он действует с {}.", words::day(from));
    let home = format!("/settings/criteria/{}", set.id);
    let done = app.db.act(by.by(), app.now(), move |act| {
        if !store::publish(act, &set, from, &legal_ref)? {
            return Err(Failure::Conflict(saving::OVERTAKEN.to_owned()));
        }
        let words =
            format!("опубликован набор «{}», действует с {}; основание: {legal_ref}", set.title, words::day(from));
        Ok(act.record(Fact::of(kinds::PUBLISHED, words).subject("criteria", set.id), ())?)
    });
    done.await?;
    Ok(page::go_saying(by.visit.cookies, &home, &said))
}

async fn withdraw(
    InCharge { by, it: set }: InCharge<CriteriaSet>,
    State(app): State<App>,
    _: Form,
) -> Result<Response, Failure> {
    let (today, home) = (app.today(), format!("/settings/criteria/drafts/{}", set.id));
    let done = app.db.act(by.by(), app.now(), move |act| {
        if !store::withdraw(act, set.id, today)? {
            return Err(Failure::Conflict(
                "Снять с публикации можно только набор, который ещё не начал действовать. Сделайте новую версию."
                    .to_owned(),
            ));
        }
        let words = format!("снят с публикации набор «{}», не начавший действовать", set.title);
        Ok(act.record(Fact::of(kinds::WITHDRAWN, words).subject("criteria", set.id), ())?)
    });
    done.await?;
    Ok(page::go_saying(by.visit.cookies, &home, "Набор снят с публикации и снова стал черновиком."))
}
