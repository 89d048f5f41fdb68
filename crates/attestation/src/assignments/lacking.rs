//! Who there is for a case: told when they are fewer than it needs, and asked about when the chosen one does not look at its post.

use askama::Template;
use axum::response::Response;

use crate::applications::Application;
use crate::context::App;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::group::Group;
use super::guards::CentreCase;
use super::model::{SpecialistLoad, conflict};

/// What is said when fewer specialists are to be had than places are free; empty when there are enough. `invited` are those
/// who have not come in yet.
pub(super) fn words(case: &Application, group: &Group, all: &[SpecialistLoad], invited: i64) -> String {
    let is_fit =
        |one: &&SpecialistLoad| one.fits(&case.post_code) && !group.has(one.seat) && conflict(one, case).is_none();
    let found = i64::try_from(all.iter().filter(is_fit).count()).unwrap_or(i64::MAX);
    let needed = group.free();
    if found >= needed {
        return String::new();
    }
    let said = if found == 0 {
        "По этой должности назначить некого: никто не проводит по ней анализ без конфликта интересов.".to_owned()
    } else {
        format!("По этой должности не хватает специалистов: нужно {needed}, найдено {found}.")
    };
    if invited == 0 {
        said
    } else {
        format!("{said} Приглашены специалистами и ещё не вошли: {invited}.")
    }
}

/// As it is told behind the name of somebody who does not look at the post of a case they work on.
pub(super) const UNFIT: &str = "по этой должности анализ не проводит";

#[derive(Template)]
#[template(path = "assignments/unfit.html")]
struct UnfitPage {
    frame: Frame,
    href: String,
    number: String,
    teacher: String,
    post: String,
    specialist: String,
    /// What was sent, sent again when it is so.
    typed: Vec<(&'static str, String)>,
}

/// Whether it is still to be asked why somebody who does not look at the post gets the case.
pub(super) fn is_asked(to: &SpecialistLoad, case: &Application, form: &Form) -> bool {
    !to.fits(&case.post_code) && !form.ticked("sure")
}

/// The question about somebody who does not look at the post of the case.
pub(super) fn ask(app: &App, desk: &CentreCase, to: &SpecialistLoad, form: &Form) -> Result<Response, Failure> {
    let case = &desk.case;
    let href = format!("/applications/{}", case.id);
    page::page(&UnfitPage {
        frame: desk
            .by
            .frame(app, "Специалист не проводит анализ по этой должности")
            .trail(&[("/applications", "Дела"), (href.as_str(), &case.number)]),
        number: case.number.clone(),
        teacher: case.name.full(),
        post: case.post_and_subject(),
        specialist: to.name.full(),
        typed: ["seat", "instead", "reason"].map(|field| (field, form.text(field))).into(),
        href,
    })
}
