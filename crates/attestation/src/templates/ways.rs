//! How a template is tried: on a case, an act or a session somebody names, on words that stand for people, on what there is
//! today. What the tags stand for is said by the room that makes the paper.

use futures::future::BoxFuture;
use serde_json::Value;

use crate::applications::{self, Application, Stage};
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::words;
use crate::{acts, commission};

/// What a paper states; none when there is no such paper.
type Stating<'a> = BoxFuture<'a, Result<Option<Value>, Failure>>;
/// What a paper about a case states of it.
pub(super) type ByCase = for<'a> fn(&'a App, &'a Application) -> Stating<'a>;
/// What a paper about an issued act states, by the number of the act.
pub(super) type ByNumber = for<'a> fn(&'a App, &'a str) -> Stating<'a>;
/// What a paper about a session states, by the day of the session.
pub(super) type ByDay = fn(&App, Day) -> Stating<'_>;
/// What a paper states in words that say what stands where.
pub(super) type OfWords = fn(&App) -> Value;
/// What a paper states of what there is today.
pub(super) type OfToday = fn(&App) -> BoxFuture<'_, Result<Value, Failure>>;

/// How a template of a paper is tried.
pub(super) enum Way {
    /// On a case by its number; the newest is looked for among those that stand so.
    Case(&'static [Stage], ByCase),
    /// On an issued act by its number.
    Act(ByNumber),
    /// On a session by its day.
    Sitting(ByDay),
    /// On words that say what stands where: the Centre does not see such papers of schools, or need not pick one.
    Words(OfWords),
    /// On what there is today, which nobody need pick: the book of this month, a report of this year. What it is, in words.
    Today(&'static str, OfToday),
}

/// What a template is tried on.
pub(super) struct Tried {
    /// What its tags stand for.
    pub(super) data: Value,
    /// The case it is about, when it is about one.
    pub(super) case: Option<Application>,
    /// What it was, in words.
    pub(super) on: String,
}

/// Why there is nothing to try a template on.
#[derive(Debug, thiserror::Error)]
pub(super) enum Nothing {
    /// No such case, or none from which this paper is made.
    #[error("По делу с таким номером этот документ не составить. Укажите номер другого дела, например 2026-0417.")]
    Case,
    /// No such act.
    #[error("Изданного акта с таким номером нет. Укажите номер другого акта, например 214-р.")]
    Act,
    /// No session that day.
    #[error("Подходящего заседания в этот день нет. Укажите другой день, например 23.11.2026.")]
    Sitting,
}

/// Cases that are looked through for one a paper can be made of.
const LOOKED_THROUGH: i64 = 10;

impl Way {
    /// What to type, and an example; nothing where nothing is picked.
    pub(super) const fn asks(&self) -> (&'static str, &'static str) {
        match self {
            Self::Case(..) => ("Номер дела", "Например, 2026-0417."),
            Self::Act(_) => ("Номер акта", "Например, 214-р."),
            Self::Sitting(_) => ("День заседания", "Например, 23.11.2026."),
            Self::Words(_) | Self::Today(..) => ("", ""),
        }
    }

    /// What is tried on when nothing is typed, as the page says it.
    pub(super) const fn instead(&self) -> &'static str {
        match self {
            Self::Words(_) => "Вместо сведений о людях в пробном документе будут слова-образцы.",
            Self::Today(..) => "Пробный документ составляется по тому, что есть в системе сегодня.",
            Self::Case(..) | Self::Act(_) | Self::Sitting(_) => "",
        }
    }

    /// The newest thing a template can be tried on, as it is typed; empty when none is found.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn newest(&self, app: &App) -> Result<String, Failure> {
        Ok(match self {
            Self::Words(_) | Self::Today(..) => String::new(),
            Self::Act(_) => app.db.read(acts::newest_number).await?.unwrap_or_default(),
            Self::Sitting(_) => app.db.read(commission::newest_day).await?.map(words::brief_day).unwrap_or_default(),
            Self::Case(stages, stated) => {
                let stages = *stages;
                let numbers = app.db.read(move |reader| applications::last_changed(reader, stages, LOOKED_THROUGH));
                for number in numbers.await? {
                    if on_case(app, *stated, &number).await?.is_ok() {
                        return Ok(number);
                    }
                }
                String::new()
            }
        })
    }

    /// What a template is tried on, by what was typed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn tried(&self, app: &App, said: &str) -> Result<Result<Tried, Nothing>, Failure> {
        let of = |data: Value, on: String| Tried { data, case: None, on };
        Ok(match self {
            Self::Words(stated) => Ok(of(stated(app), "словах-образцах".to_owned())),
            Self::Today(on, stated) => Ok(of(stated(app).await?, (*on).to_owned())),
            Self::Act(stated) => {
                let data = stated(app, said).await?;
                data.map(|data| of(data, format!("акте № {said}"))).ok_or(Nothing::Act)
            }
            Self::Sitting(stated) => {
                let data = match Day::typed(said) {
                    Some(day) => stated(app, day).await?,
                    None => None,
                };
                data.map(|data| of(data, format!("заседании {said}"))).ok_or(Nothing::Sitting)
            }
            Self::Case(_, stated) => on_case(app, *stated, said).await?,
        })
    }
}

/// A case by its number, with what a paper states of it.
async fn on_case(app: &App, stated: ByCase, said: &str) -> Result<Result<Tried, Nothing>, Failure> {
    let number = said.to_owned();
    let found = app.db.read(move |reader| applications::by_number(reader, &number)).await?;
    let Some(case) = found else { return Ok(Err(Nothing::Case)) };
    let data = stated(app, &case).await?;
    let on = format!("деле {}", case.number);
    Ok(data.map(|data| Tried { data, case: Some(case), on }).ok_or(Nothing::Case))
}
