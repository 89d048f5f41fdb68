//! What the centre is asked before it writes an application down against a rule: why it does, or why so late.

use crate::applications::{self, Application, Filing, NewApplication, Registration, Snils, TeacherOnFile};
use crate::applying::{self, Barred};
use crate::context::App;
use crate::deadlines::Rules;
use crate::intake::{self, Originals};
use crate::platform::act::{Act, Fact};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::new_version;
use crate::platform::words;

use super::kinds;

/// Why an application is written down all the same.
#[derive(Debug)]
pub(super) struct Reasons {
    /// The rule against it and the reason; none when no rule is.
    despite: Option<(String, String)>,
    /// Why it is registered past its last day; empty when it is not.
    late: String,
    /// What is said of the original and the consent; none when it is not registered at once.
    originals: Option<Originals>,
}

/// The last day by a clock of registration of what was received on a day, when it has gone; none when no term was in force.
pub(super) fn overdue(rules: &Rules, clock: &str, received_on: Day, today: Day) -> Option<Day> {
    let last = rules.end(clock, received_on).ok();
    last.map(|(last, _)| last).filter(|last| *last < today)
}

/// What speaks against writing an application down.
struct Against {
    /// The rule.
    rule: Option<Barred>,
    /// The last day to register it, when that has gone.
    last: Option<Day>,
    /// Who may be the same person under another СНИЛС.
    namesake: Option<TeacherOnFile>,
}

impl Against {
    fn read(reader: &mut Reader, (new, filing): (&NewApplication, &Filing), today: Day) -> Result<Self, DbError> {
        Ok(Self {
            last: overdue(&Rules::read(reader)?, filing.clock(), new.received_on, today),
            rule: applying::barred(reader, new)?,
            namesake: applications::namesake(reader, &new.teacher)?,
        })
    }
}

/// Asks whether somebody of the same name and day of birth is another person.
fn ask_who(form: &mut Form, known: &TeacherOnFile) {
    if form.ticked("another") {
        return;
    }
    let (name, born) = (known.name.full(), words::brief_day(known.born));
    let (snils, school) = (Snils::printed(&known.snils), &known.school_name);
    let who = format!("В системе уже есть {name}, дата рождения {born}, {school}, СНИЛС {snils}.");
    form.fault("another", format!("{who} Если это один человек, укажите его СНИЛС. Если другой, отметьте это."));
}

/// Reads the reasons typed in `despite` and `late`, and whether a namesake is `another` person; one that is needed and missing is a fault at its field. Why it is late
/// is asked of a registration alone.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn reasons(
    app: &App,
    form: &mut Form,
    (new, filing): (&NewApplication, &Filing),
    registration: Registration,
) -> Result<Reasons, Failure> {
    let (asked, today) = ((new.clone(), filing.clone()), app.today());
    let against = app.db.read(move |reader| Against::read(reader, (&asked.0, &asked.1), today)).await?;
    if let Some(known) = &against.namesake {
        ask_who(form, known);
    }
    let despite = against.rule.map(|barred| {
        let told = barred.told();
        let missing = format!("{told} Проверьте документы. Если заявление всё же вносите, напишите почему.");
        (told, new_version::line(form, "despite", &missing))
    });
    let late = against
        .last
        .filter(|_| registration != Registration::Later)
        .map(|last| new_version::line(form, "late", &intake::late_words(last)));
    Ok(Reasons { despite, late: late.unwrap_or_default(), originals: None })
}

impl Reasons {
    /// The same with what is said of the papers of an application that is registered at once.
    pub(super) fn with_originals(self, form: &mut Form, registration: Registration) -> Self {
        let is_asked = registration != Registration::Later;
        Self { originals: if is_asked { intake::originals(form) } else { None }, ..self }
    }
}

/// What the journal tells of an application written down against a rule.
pub(super) fn despite(id: Id<Application>, told: &str, why: &str) -> Fact {
    let words = format!("внесено вопреки правилу. {told} Почему внесено: {why}");
    Fact::of(kinds::DESPITE, words).application(id)
}

/// Tells the journal why an application was written down all the same.
///
/// # Errors
/// When the database does not answer.
pub(super) fn note(act: &mut Act<'_>, id: Id<Application>, reasons: &Reasons) -> Result<(), DbError> {
    if let Some((told, why)) = &reasons.despite {
        act.note(despite(id, told, why))?;
    }
    if !reasons.late.is_empty() {
        act.note(intake::late(id, &reasons.late))?;
    }
    if let Some(originals) = &reasons.originals {
        intake::note_originals(act, id, originals)?;
    }
    Ok(())
}
