//! How the applications of a sheet are taken: registered in the same act, with a reason when that is late, or left to wait.

use crate::applications::{Application, Filing, NewApplication, Registration};
use crate::context::App;
use crate::deadlines::Rules;
use crate::intake::{self, Originals};
use crate::platform::act::{Act, Fact};
use crate::platform::clock::Day;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::new_version;

use super::model::Plan;
use super::reasons::{despite, overdue};

/// An application that was written down, and how it came.
pub(super) type Made<'n> = (Id<Application>, &'n NewApplication, &'n Filing);

/// The field that says it and its values.
const FIELD: &str = "register";
const NOW: &str = "now";
const LATER: &str = "later";

/// How applications are taken.
#[derive(Debug, Clone)]
pub(super) struct Taking {
    /// Whether they are registered in the same act.
    pub(super) registration: Registration,
    /// Why some are registered past their last day; empty when none is.
    late: String,
    /// Why those are written down that a rule is against; empty when none is.
    despite: String,
    /// What is said of their originals and consents; none when they wait, or nobody was asked.
    originals: Option<Originals>,
}

impl Taking {
    /// Registered today.
    pub(super) fn today(app: &App) -> Self {
        let registration = Registration::on(app.today(), &app.config.zone);
        Self { registration, late: String::new(), despite: String::new(), originals: None }
    }

    /// The same by a command: nobody is there to be asked.
    pub(super) fn by_command(app: &App) -> Self {
        let despite = "таблица внесена командой на сервере, причину не спрашивали".to_owned();
        Self { despite, ..Self::today(app) }
    }

    /// Reads `register`, `despite`, `late` and what is said of the originals. A reason is asked of applications a rule is against,
    /// and of those whose last day has gone, when they are registered; of the originals, of all that are registered.
    pub(super) fn typed(form: &mut Form, app: &App, plan: &Plan) -> Self {
        let missing =
            "Напишите, почему эти заявления всё же вносятся, или уберите их строки и загрузите таблицу снова.";
        let despite =
            if plan.against().is_empty() { String::new() } else { new_version::line(form, "despite", missing) };
        if form.value(FIELD) == LATER {
            return Self { registration: Registration::Later, despite, ..Self::today(app) };
        }
        let late = plan.overdue.map(|(_, last)| new_version::line(form, "late", &intake::late_words(last)));
        let originals = if plan.new > 0 { intake::originals(form) } else { None };
        Self { late: late.unwrap_or_default(), despite, originals, ..Self::today(app) }
    }

    /// What is told of an application a rule is against.
    ///
    /// # Errors
    /// A conflict when no reason was asked: the rule has come since the sheet was looked at.
    pub(super) fn against(&self, id: Id<Application>, told: &str) -> Result<Fact, Failure> {
        if self.despite.is_empty() {
            return Err(Failure::Conflict(
                "Пока вы проверяли таблицу, правила или реестр изменились. Откройте проверку таблицы заново.".into(),
            ));
        }
        Ok(despite(id, told, &self.despite))
    }

    /// Whether they wait to be registered.
    pub(super) fn waits(&self) -> bool {
        self.registration == Registration::Later
    }

    /// What was said of the originals of each, and why those were registered late that were: rows of the journal.
    pub(super) fn reasons(&self, act: &mut Act<'_>, made: &[Made<'_>], today: Day) -> Result<Vec<Fact>, DbError> {
        let of_each = |said: &Originals| made.iter().map(|(id, ..)| intake::originals_told(*id, said)).collect();
        let mut told: Vec<Fact> = self.originals.as_ref().map(of_each).unwrap_or_default();
        if self.late.is_empty() {
            return Ok(told);
        }
        let rules = Rules::read(act)?;
        let late =
            made.iter().filter(|(_, new, filing)| overdue(&rules, filing.clock(), new.received_on, today).is_some());
        told.extend(late.map(|(id, ..)| intake::late(*id, &self.late)));
        Ok(told)
    }
}

/// A form in which applications are registered, unless another choice is made.
pub(super) fn offered() -> Form {
    Form::new().with(FIELD, NOW)
}

/// What may be chosen.
pub(super) fn choices() -> Vec<Choice> {
    let hint = "Заявления будут ждать в разделе «Приём заявлений».".to_owned();
    let later = Choice { hint, ..Choice::new(LATER, "Записать, зарегистрировать позже") };
    vec![Choice::new(NOW, "Записать и зарегистрировать"), later]
}
