//! Every paper the system makes by a Word template, and what a template of it is tried on.

use serde_json::Value;

use crate::applications::{self, Application, Stage};
use crate::context::App;
use crate::papers::{Paper, Sample};
use crate::platform::clock::Day;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::words;
use crate::{acts, applying, commission, conclusions, fitness, intake, reports, retention};

/// Every paper, in the order it is shown.
pub(super) fn all() -> impl Iterator<Item = &'static Paper> {
    let of_cases = [
        &applying::APPLICATION,
        &applying::AGREED,
        &applying::PETITION,
        &applying::RECEIPT,
        &intake::NOTICE,
        &intake::REFUSAL,
        &intake::SCHEDULE,
        &intake::BOOK,
        &conclusions::MADE,
        &commission::AGENDA,
        &commission::PROTOCOL,
        &commission::EXTRACT,
        &commission::SUMMARY,
        &acts::ORDER,
        &acts::EXTRACT,
        &acts::LETTER,
    ];
    of_cases.into_iter().chain(fitness::PAPERS.iter()).chain([&reports::REPORT, &retention::ERASURE])
}

/// The paper of a code, among those with a page in the list.
pub(super) fn named(code: &str) -> Option<&'static Paper> {
    all().find(|paper| paper.code == code)
}

/// The paper a version is of: the blank of a conclusion too, which has a page of its own.
pub(super) fn of_version(code: &str) -> Option<&'static Paper> {
    named(code).or_else(|| (code == conclusions::BLANK.code).then_some(&conclusions::BLANK))
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

async fn case(app: &App, said: &str) -> Result<Option<Application>, DbError> {
    let number = said.to_owned();
    app.db.read(move |reader| applications::by_number(reader, &number)).await
}

/// What a paper about a case states of it; none when there is no such paper.
async fn of_case(app: &App, paper: &Paper, case: &Application) -> Result<Option<Value>, Failure> {
    if paper.code == acts::EXTRACT.code {
        acts::extract_of(app, case).await
    } else if paper.code == acts::LETTER.code {
        acts::letter_stated(app, case).await
    } else if paper.code == intake::SCHEDULE.code {
        intake::schedule_stated(app, case).await
    } else if paper.code == commission::EXTRACT.code {
        commission::extract_stated(app, case).await
    } else if paper.code == intake::NOTICE.code {
        intake::notice_stated(app, case).await
    } else if paper.code == applying::RECEIPT.code {
        applying::receipt_stated(app, case).await.map(Some)
    } else if paper.code == intake::REFUSAL.code {
        intake::refusal_stated(app, case).await
    } else if paper.code == applying::PETITION.code {
        applying::petition_stated(app, case).await
    } else if paper.code == applying::APPLICATION.code {
        applying::application_stated(app, case).await
    } else if paper.code == applying::AGREED.code {
        Ok(Some(applying::consent_stated(app, case)))
    } else if paper.code == conclusions::BLANK.code {
        conclusions::blank_stated(app, case).await.map(Some)
    } else {
        conclusions::stated(app, case).await
    }
}

/// Cases that are looked through for one a paper can be made of.
const LOOKED_THROUGH: i64 = 10;

/// The newest thing a template of this paper can be tried on, as it is typed; empty when none is found.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn newest(app: &App, paper: &Paper) -> Result<String, Failure> {
    Ok(match paper.sample {
        Sample::Words | Sample::Today => String::new(),
        Sample::Act => app.db.read(acts::newest_number).await?.unwrap_or_default(),
        Sample::Sitting => app.db.read(commission::newest_day).await?.map(words::brief_day).unwrap_or_default(),
        Sample::Case => {
            let stages = stages_of(paper);
            let numbers = app.db.read(move |reader| applications::last_changed(reader, stages, LOOKED_THROUGH)).await?;
            for number in numbers {
                if tried(app, paper, &number).await?.is_ok() {
                    return Ok(number);
                }
            }
            String::new()
        }
    })
}

/// Where cases stand of which a paper is made.
fn stages_of(paper: &Paper) -> &'static [Stage] {
    if [acts::EXTRACT.code, acts::LETTER.code].contains(&paper.code) {
        &[Stage::Issued, Stage::Published]
    } else if paper.code == commission::EXTRACT.code {
        &[Stage::Granted, Stage::Refused, Stage::Issued, Stage::Published]
    } else if [applying::RECEIPT.code, intake::NOTICE.code].contains(&paper.code) {
        &[Stage::Submitted, Stage::Registered, Stage::Scheduled, Stage::InReview, Stage::Concluded, Stage::Ready]
    } else if paper.code == intake::REFUSAL.code {
        &[Stage::IntakeRefused]
    } else {
        &[Stage::Scheduled, Stage::InReview, Stage::Returned, Stage::Concluded, Stage::Ready]
    }
}

/// What a template of a paper is tried on, by what was typed.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn tried(app: &App, paper: &Paper, said: &str) -> Result<Result<Tried, Nothing>, Failure> {
    let on = said.to_owned();
    let of = |data: Option<Value>, on: String, nothing: Nothing| {
        data.map(|data| Tried { data, case: None, on }).ok_or(nothing)
    };
    Ok(match paper.sample {
        Sample::Words => {
            let data = if paper.code == retention::ERASURE.code {
                retention::sample(&app.config.centre_name, app.today())
            } else {
                fitness::sample(app.today())
            };
            Ok(Tried { data, case: None, on: "словах-образцах".to_owned() })
        }
        Sample::Today => {
            let (data, on) = if paper.code == reports::REPORT.code {
                (reports::report_stated(app).await?, "отчёте о поданных заявлениях за этот год")
            } else {
                (intake::book_stated(app).await?, "журнале этого месяца")
            };
            Ok(Tried { data, case: None, on: on.to_owned() })
        }
        Sample::Act => of(acts::stated(app, said).await?, format!("акте № {on}"), Nothing::Act),
        Sample::Sitting => {
            let data = match Day::typed(said) {
                Some(day) if paper.code == commission::AGENDA.code => commission::agenda_stated(app, day).await?,
                Some(day) if paper.code == commission::SUMMARY.code => commission::summary_stated(app, day).await?,
                Some(day) => commission::stated(app, day).await?,
                None => None,
            };
            of(data, format!("заседании {on}"), Nothing::Sitting)
        }
        Sample::Case => {
            let Some(case) = case(app, said).await? else { return Ok(Err(Nothing::Case)) };
            let data = of_case(app, paper, &case).await?;
            let on = format!("деле {}", case.number);
            data.map(|data| Tried { data, case: Some(case), on }).ok_or(Nothing::Case)
        }
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use officedocs::template::Template;

    use super::*;

    #[test]
    fn every_template_of_the_program_asks_only_for_what_is_filled() {
        let mut codes = BTreeSet::new();
        for paper in all().chain([&conclusions::BLANK]) {
            assert!(codes.insert(paper.code), "{} is there twice", paper.code);
            let template = Template::read(paper.builtin).expect("a template");
            let unknown: Vec<String> = template.unknown(paper.tags).into_iter().map(|one| one.tag).collect();
            assert_eq!(unknown, Vec::<String>::new(), "{}", paper.code);
            assert_eq!(template.rehearse(paper.tags).map_err(|why| why.to_string()), Ok(()), "{}", paper.code);
            let is_there = |any: &&[&str]| any.iter().any(|tag| template.tags().iter().any(|known| known == tag));
            assert!(!paper.needed.is_empty() && paper.needed.iter().all(is_there), "{}", paper.code);
            assert!(paper.needed.iter().all(|any| any.iter().all(|tag| paper.tags.contains(tag))), "{}", paper.code);
        }
        assert_eq!(codes.len(), 27);
    }
}
