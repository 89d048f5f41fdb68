//! Counting, by hand and by chance.

use proptest::prelude::*;

use super::super::model::{Covers, Measure, State};
use super::*;
use crate::applications::Category;
use crate::platform::clock::Day;

fn options(points: &[i64]) -> Vec<Opt> {
    let one =
        |points: &i64| Opt { id: Id::new(), wording: "ответ".to_owned(), points: *points, low: None, high: None };
    points.iter().map(one).collect()
}

/// Bands: from, to, points.
fn bands(all: &[(i64, Option<i64>, i64)]) -> Vec<Opt> {
    let one = |(low, high, points): &(i64, Option<i64>, i64)| Opt {
        id: Id::new(),
        wording: String::new(),
        points: *points,
        low: Some(*low),
        high: *high,
    };
    all.iter().map(one).collect()
}

fn row(kind: RowKind, min: i64, max: i64, options: Vec<Opt>) -> Row {
    let wording = kind.words().to_owned();
    let hint = String::new();
    let (id, measure) = (Id::new(), Measure::Percent);
    Row { id, kind, measure, wording, hint, min, max, years: None, options, evidence: vec![] }
}

fn indicator(rows: Vec<Row>, cap: Option<i64>, threshold: Option<i64>) -> Indicator {
    Indicator { id: Id::new(), code: "I1".to_owned(), wording: "Показатель".to_owned(), cap, threshold, rows }
}

fn set(scoring: Scoring, threshold: Option<i64>, indicators: Vec<Indicator>) -> CriteriaSet {
    CriteriaSet {
        id: Id::new(),
        title: "Набор".to_owned(),
        category: Category::First,
        covers: Covers::AllPosts,
        state: State::Published,
        scoring,
        valid_from: Day(jiff::civil::date(2026, 1, 1)),
        threshold,
        legal_ref: String::new(),
        remark: String::new(),
        edition: 1,
        indicators,
    }
}

fn shares() -> Row {
    let all = [(0, Some(19), 0), (20, Some(39), 1), (40, Some(59), 2), (60, None, 3)];
    row(RowKind::Band, 0, 3, bands(&all))
}

fn counted(row: &Row, answer: Answer) -> Result<Option<i64>, String> {
    let set = set(Scoring::Points, None, vec![indicator(vec![row.clone()], None, None)]);
    evaluate(&set, &Answers::default().with(row.id, answer))
        .map(|tally| tally.total)
        .map_err(|faults| faults.into_iter().map(|fault| fault.reason).collect::<Vec<_>>().join("; "))
}

#[test]
fn each_kind_of_row_is_counted() {
    let one = row(RowKind::Exclusive, 0, 5, options(&[0, 3, 5]));
    assert_eq!(counted(&one, Answer::Chosen(one.options[1].id)), Ok(Some(3)));
    let many = row(RowKind::Additive, 0, 5, options(&[2, 2, 3]));
    let ids: Vec<_> = many.options.iter().map(|option| option.id).collect();
    assert_eq!(counted(&many, Answer::Ticked(vec![])), Ok(Some(0)));
    assert_eq!(counted(&many, Answer::Ticked(vec![ids[0], ids[0]])), Ok(Some(2)), "twice the same counts once");
    assert_eq!(counted(&many, Answer::Ticked(ids)), Ok(Some(5)), "no more than the row gives");
    let shares = shares();
    for (share, points) in [(0, 0), (19, 0), (20, 1), (39, 1), (40, 2), (59, 2), (60, 3), (100, 3)] {
        assert_eq!(counted(&shares, Answer::Measured(share)), Ok(Some(points)), "{share} %");
    }
    let yes = row(RowKind::YesNo, 1, 4, vec![]);
    assert_eq!(counted(&yes, Answer::Yes(true)), Ok(Some(4)));
    assert_eq!(counted(&yes, Answer::Yes(false)), Ok(Some(1)));
    let text = row(RowKind::Text, 0, 0, vec![]);
    assert_eq!(counted(&text, Answer::Written("Открытые уроки".to_owned())), Ok(Some(0)));
}

#[test]
fn what_does_not_fit_is_told() {
    let one = row(RowKind::Exclusive, 0, 5, options(&[0, 3]));
    let foreign = "Такого ответа в этой строке нет. Выберите один из предложенных.".to_owned();
    assert_eq!(counted(&one, Answer::Chosen(Id::new())), Err(foreign));
    let unfit = "Ответ не подходит к этой строке. Откройте страницу заново и ответьте ещё раз.".to_owned();
    assert_eq!(counted(&one, Answer::Yes(true)), Err(unfit));
    let range = "Укажите целое число от 0 до 100.".to_owned();
    assert_eq!(counted(&shares(), Answer::Measured(101)), Err(range.clone()));
    assert_eq!(counted(&shares(), Answer::Measured(-1)), Err(range));
    let holed = row(RowKind::Band, 0, 3, bands(&[(20, None, 1)]));
    let none = "Для числа 5 в наборе нет диапазона. Сверьте число или сообщите в Центр.".to_owned();
    assert_eq!(counted(&holed, Answer::Measured(5)), Err(none));
    let text = row(RowKind::Text, 0, 0, vec![]);
    let long = Answer::Written("я".repeat(LONGEST + 1));
    assert_eq!(counted(&text, long), Err("Здесь больше 10000 знаков. Сократите.".to_owned()));
    let set = set(Scoring::Points, None, vec![indicator(vec![text], None, None)]);
    let stranger = evaluate(&set, &Answers::default().with(Id::new(), Answer::Yes(true))).expect_err("foreign");
    let reasons: Vec<&str> = stranger.iter().map(|fault| fault.reason.as_str()).collect();
    assert_eq!(reasons, ["Такой строки в наборе нет. Откройте страницу заново."]);
}

#[test]
fn caps_and_thresholds() {
    let (shares, yes) = (shares(), row(RowKind::YesNo, 0, 4, vec![]));
    let (share, said) = (shares.id, yes.id);
    let one = indicator(vec![shares, yes], Some(5), Some(4));
    let set = set(Scoring::Points, Some(5), vec![one]);
    let of = |number, is_so| Answers::default().with(share, Answer::Measured(number)).with(said, Answer::Yes(is_so));
    let told = |answers: &Answers| {
        let tally = evaluate(&set, answers).expect("fits");
        let one = &tally.indicators[0];
        (one.given, one.points, one.meets, tally.total, tally.meets)
    };
    assert_eq!(told(&of(60, true)), (Some(7), Some(5), Some(true), Some(5), Some(true)));
    assert_eq!(told(&of(0, true)), (Some(4), Some(4), Some(true), Some(4), Some(false)), "the total is too small");
    assert_eq!(told(&of(60, false)), (Some(3), Some(3), Some(false), Some(3), Some(false)));
    let nothing = evaluate(&set, &Answers::default()).expect("fits");
    let named: Vec<&str> = nothing.unanswered.iter().map(|one| one.wording.as_str()).collect();
    assert_eq!(named, ["Показатель: число по диапазонам", "Показатель: да или нет"]);
}

#[test]
fn without_points_nothing_is_counted() {
    let (yes, text) = (row(RowKind::YesNo, 0, 4, vec![]), row(RowKind::Text, 0, 0, vec![]));
    let answers = Answers::default().with(yes.id, Answer::Yes(true)).with(text.id, Answer::Written("  ".to_owned()));
    let set = set(Scoring::None, None, vec![indicator(vec![yes, text], None, None)]);
    let tally = evaluate(&set, &answers).expect("fits");
    assert_eq!((tally.total, tally.meets, tally.indicators[0].points), (None, None, None));
    let named: Vec<&str> = tally.unanswered.iter().map(|one| one.wording.as_str()).collect();
    assert_eq!(named, ["Показатель: текст без баллов"], "spaces are no answer");
}

proptest! {
    /// Whatever is answered, the total is the sum of what counts, lies within what can be reached,
    /// and every row is either answered or named.
    #[test]
    fn totals_stay_within_what_can_be_reached(
        points in prop::collection::vec(0_i64..20, 1..6),
        max in 0_i64..40,
        cap in prop::option::of(0_i64..30),
        ticks in prop::collection::vec(any::<bool>(), 6),
        share in prop::option::of(0_i64..=100),
        said in prop::option::of(any::<bool>()),
    ) {
        let many = row(RowKind::Additive, 0, max, options(&points));
        let (shares, yes) = (shares(), row(RowKind::YesNo, 0, 4, vec![]));
        let ticked = many.options.iter().zip(&ticks).filter(|(_, is_ticked)| **is_ticked);
        let mut answers =
            Answers::default().with(many.id, Answer::Ticked(ticked.map(|(option, _)| option.id).collect()));
        if let Some(share) = share {
            answers = answers.with(shares.id, Answer::Measured(share));
        }
        if let Some(said) = said {
            answers = answers.with(yes.id, Answer::Yes(said));
        }
        let set = set(
            Scoring::Points,
            None,
            vec![indicator(vec![many, shares], cap, None), indicator(vec![yes], None, None)],
        );
        let tally = evaluate(&set, &answers).expect("fits");
        let sum: i64 = tally.indicators.iter().filter_map(|one| one.points).sum();
        prop_assert_eq!(tally.total, Some(sum));
        prop_assert!((0..=set.reachable()).contains(&sum));
        let silent = usize::from(share.is_none()) + usize::from(said.is_none());
        prop_assert_eq!(tally.unanswered.len(), silent);
    }

    /// One more tick never takes points away.
    #[test]
    fn more_ticks_give_no_less(points in prop::collection::vec(0_i64..20, 2..6), max in 0_i64..40) {
        let many = row(RowKind::Additive, 0, max, options(&points));
        let ids: Vec<_> = many.options.iter().map(|option| option.id).collect();
        let mut before = 0;
        for count in 0..=ids.len() {
            let now = super::points(&many, &Answer::Ticked(ids[..count].to_vec())).expect("fits");
            prop_assert!(now >= before);
            before = now;
        }
    }
}
