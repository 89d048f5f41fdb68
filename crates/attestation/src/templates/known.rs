//! Every paper the system makes by a Word template, and how a template of it is tried: a paper is one row.

use std::future;

use futures::{FutureExt, TryFutureExt};

use crate::applications::Stage;
use crate::papers::Paper;
use crate::{acts, applying, commission, conclusions, fitness, intake, reports, retention};

use super::ways::{ByCase, ByDay, ByNumber, OfToday, OfWords, Way};

/// A paper with how it is tried.
pub(super) struct Known {
    pub(super) paper: &'static Paper,
    pub(super) way: Way,
}

/// Where cases stand that are looked into.
const UNDER_WAY: &[Stage] = &[Stage::Scheduled, Stage::InReview, Stage::Returned, Stage::Concluded, Stage::Ready];
/// Where those stand that have been received and not decided.
const RECEIVED: &[Stage] =
    &[Stage::Submitted, Stage::Registered, Stage::Scheduled, Stage::InReview, Stage::Concluded, Stage::Ready];
/// Where those stand that were turned away at intake.
const TURNED_AWAY: &[Stage] = &[Stage::IntakeRefused];
/// Where those stand that were decided.
const DECIDED: &[Stage] = &[Stage::Granted, Stage::Refused, Stage::Issued, Stage::Published];
/// Where those stand that have an act.
const WITH_ACT: &[Stage] = &[Stage::Issued, Stage::Published];

/// Those with a page in the list, in its order.
static LISTED: [Known; 28] = [
    by_case(&applying::APPLICATION, UNDER_WAY, |app, case| applying::application_stated(app, case).boxed()),
    by_case(&applying::AGREED, UNDER_WAY, |app, case| {
        future::ready(Ok(Some(applying::consent_stated(app, case)))).boxed()
    }),
    by_case(&applying::PETITION, UNDER_WAY, |app, case| applying::petition_stated(app, case).boxed()),
    by_case(&applying::RECEIPT, RECEIVED, |app, case| applying::receipt_stated(app, case).map_ok(Some).boxed()),
    by_case(&intake::NOTICE, RECEIVED, |app, case| intake::notice_stated(app, case).boxed()),
    by_case(&intake::REFUSAL, TURNED_AWAY, |app, case| intake::refusal_stated(app, case).boxed()),
    by_case(&intake::SCHEDULE, UNDER_WAY, |app, case| intake::schedule_stated(app, case).boxed()),
    of_today(&intake::BOOK, "журнале этого месяца", |app| intake::book_stated(app).boxed()),
    by_case(&conclusions::MADE, UNDER_WAY, |app, case| conclusions::stated(app, case).boxed()),
    by_sitting(&commission::AGENDA, |app, day| commission::agenda_stated(app, day).boxed()),
    by_sitting(&commission::PROTOCOL, |app, day| commission::stated(app, day).boxed()),
    by_case(&commission::EXTRACT, DECIDED, |app, case| commission::extract_stated(app, case).boxed()),
    by_sitting(&commission::SUMMARY, |app, day| commission::summary_stated(app, day).boxed()),
    by_act(&acts::ORDER, |app, number| acts::stated(app, number).boxed()),
    by_act(&acts::CORRECTION, |app, number| acts::correction_stated(app, number).boxed()),
    by_case(&acts::EXTRACT, WITH_ACT, |app, case| acts::extract_of(app, case).boxed()),
    by_case(&acts::LETTER, WITH_ACT, |app, case| acts::letter_stated(app, case).boxed()),
    of_school(&fitness::PAPERS[0]),
    of_school(&fitness::PAPERS[1]),
    of_school(&fitness::PAPERS[2]),
    of_school(&fitness::PAPERS[3]),
    of_school(&fitness::PAPERS[4]),
    of_school(&fitness::PAPERS[5]),
    of_school(&fitness::PAPERS[6]),
    of_school(&fitness::PAPERS[7]),
    of_today(&reports::REPORT, "отчёте о поданных заявлениях за этот год", |app| {
        reports::report_stated(app).boxed()
    }),
    of_today(&reports::WIDE, "сравнении этого года с прошлым", |app| {
        reports::wide_stated(app).boxed()
    }),
    by_words(&retention::ERASURE, |app| retention::sample(&app.config.centre_name, app.today())),
];

/// The blank of a conclusion: it has a page of its own.
static BLANK: Known =
    by_case(&conclusions::BLANK, UNDER_WAY, |app, case| conclusions::blank_stated(app, case).map_ok(Some).boxed());

const fn by_case(paper: &'static Paper, stages: &'static [Stage], stated: ByCase) -> Known {
    Known { paper, way: Way::Case(stages, stated) }
}

const fn by_act(paper: &'static Paper, stated: ByNumber) -> Known {
    Known { paper, way: Way::Act(stated) }
}

const fn by_sitting(paper: &'static Paper, stated: ByDay) -> Known {
    Known { paper, way: Way::Sitting(stated) }
}

const fn by_words(paper: &'static Paper, stated: OfWords) -> Known {
    Known { paper, way: Way::Words(stated) }
}

/// A paper of the school's own attestation: the Centre does not see them.
const fn of_school(paper: &'static Paper) -> Known {
    by_words(paper, |app| fitness::sample(app.today()))
}

const fn of_today(paper: &'static Paper, on: &'static str, stated: OfToday) -> Known {
    Known { paper, way: Way::Today(on, stated) }
}

/// Every paper, in the order it is shown.
pub(super) fn all() -> impl Iterator<Item = &'static Known> {
    LISTED.iter()
}

/// The paper of a code, among those with a page in the list.
pub(super) fn named(code: &str) -> Option<&'static Known> {
    all().find(|known| known.paper.code == code)
}

/// The paper a version is of: the blank of a conclusion too.
pub(super) fn of_version(code: &str) -> Option<&'static Known> {
    named(code).or_else(|| (code == BLANK.paper.code).then_some(&BLANK))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use officedocs::template::Template;

    use super::*;

    #[test]
    fn every_template_of_the_program_asks_only_for_what_is_filled() {
        let mut codes = BTreeSet::new();
        for Known { paper, .. } in all().chain([&BLANK]) {
            assert!(codes.insert(paper.code), "{} is there twice", paper.code);
            let template = Template::read(paper.builtin).expect("a template");
            let unknown: Vec<String> = template.unknown(paper.tags).into_iter().map(|one| one.tag).collect();
            assert_eq!(unknown, Vec::<String>::new(), "{}", paper.code);
            assert_eq!(template.rehearse(paper.tags).map_err(|why| why.to_string()), Ok(()), "{}", paper.code);
            let is_there = |any: &&[&str]| any.iter().any(|tag| template.tags().iter().any(|known| known == tag));
            assert!(!paper.needed.is_empty() && paper.needed.iter().all(is_there), "{}", paper.code);
            assert!(paper.needed.iter().all(|any| any.iter().all(|tag| paper.tags.contains(tag))), "{}", paper.code);
        }
        assert_eq!(codes.len(), 29);
    }
}
