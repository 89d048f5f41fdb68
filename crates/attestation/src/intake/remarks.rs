//! Remarks: the centre makes a list of them and reads how each was answered. The clocks go on.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::{self, Application, Move, Stage};
use crate::assignments::{CentreCase, Relation};
use crate::context::App;
use crate::criteria;
use crate::deadlines::{CONSIDER, running};
use crate::invitations::WayIn;
use crate::platform::act::{Act, Fact, Told};
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::guards::RemarkedCase;
use super::model::Part;
use super::reach::Reach;
use super::store::{self, NewRemark, Remark};
use super::{kinds, letters};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/remarks", show).post("/applications/{id}/remarks", make)
}

/// Rows of the form at first; and how many one press of the button adds.
const ROWS: usize = 3;
/// Remarks of one letter at most.
const MOST: usize = 20;
/// The longest text of a remark or an answer, in letters.
pub(super) const LONGEST: usize = 2000;

struct Line {
    field: String,
    part: String,
    words: String,
    when: String,
    answer: String,
    is_open: bool,
    /// Where it is put right, and what is done there; none for others than its teacher.
    fix: Option<(String, &'static str)>,
}

struct Row {
    part: String,
    words: String,
    number: usize,
}

#[allow(clippy::struct_excessive_bools, reason = "each is a part of the page that is shown or not")]
#[derive(Template)]
#[template(path = "intake/remarks.html")]
struct RemarksPage {
    frame: Frame,
    form: Form,
    id: String,
    teacher: String,
    number: String,
    lines: Vec<Line>,
    rows: Vec<Row>,
    parts: Vec<Choice>,
    may_ask: bool,
    may_answer: bool,
    for_teacher: bool,
    consider: String,
    /// Whether the teacher puts it right in the cabinet, which a coordinator is told of with the way by paper.
    is_put_right_elsewhere: bool,
    /// The draft of an application filed on paper, for the coordinator who puts it right there; empty otherwise.
    on_paper: String,
    /// The last day on which it is to be registered, while it is not; empty otherwise.
    register: String,
    /// Whom a letter about remarks reaches, for the Centre.
    ahead: String,
    /// Whether it reaches nobody.
    is_unheard: bool,
}

impl RemarksPage {
    /// Whether its teacher puts the application itself right.
    fn is_put_right(&self) -> bool {
        self.lines.iter().any(|one| one.fix.is_some())
    }
}

async fn show(seen: RemarkedCase, State(app): State<App>) -> Result<Response, Failure> {
    draw(&app, seen, Form::new()).await
}

/// The page of remarks, with what was typed and what is wrong with it.
pub(super) async fn draw(app: &App, seen: RemarkedCase, form: Form) -> Result<Response, Failure> {
    let RemarkedCase { by, case, relation } = seen;
    let (id, asked, account) = (case.id, case.clone(), by.account.id);
    let read = app.db.read(move |reader| {
        let is_filled_here = match relation {
            Relation::Teacher => store::is_filled_by(reader, id, account)?,
            Relation::Coordinator => store::has_draft(reader, id)?,
            _ => false,
        };
        let on_paper = if relation == Relation::Coordinator { store::draft_on_paper(reader, id)? } else { None }
            .unwrap_or_default();
        let register = super::registration::last_day(reader, &asked)?.filter(|_| asked.stage == Stage::Submitted);
        let (reach, clocks) = (Reach::of(reader, &asked)?, running::of_case(reader, id)?);
        let may_ask = relation == Relation::Centre && asked.stage.after(Move::AskFix).is_ok();
        let parts = if may_ask { choices(&criteria::worded_of(reader, &asked)?) } else { Vec::new() };
        Ok::<_, Failure>((store::remarks_of(reader, id)?, clocks, (reach, register, parts), (is_filled_here, on_paper)))
    });
    let (all, clocks, (reach, register, parts), (is_filled_here, on_paper)) = read.await?;
    let sound = form.is_sound();
    let home = format!("/applications/{id}");
    let answers = matches!(relation, Relation::Teacher | Relation::Coordinator | Relation::Centre);
    let is_open_here = case.stage == Stage::FixRequested && is_filled_here;
    let on_paper = if is_open_here { on_paper } else { String::new() };
    let fixes = relation == Relation::Teacher && is_open_here || !on_paper.is_empty();
    let count = form.value("rows").parse::<usize>().unwrap_or(ROWS).clamp(ROWS, MOST);
    let runs = |one: &&running::Running| one.code == CONSIDER && one.met_at.is_none() && one.dropped_at.is_none();
    let consider = clocks.iter().find(runs).map(|one| words::day(one.due_on));
    let page = RemarksPage {
        frame: by.frame(app, "Замечания").sound(sound).trail(&[(home.as_str(), &case.name.short())]),
        id: id.to_string(),
        teacher: case.name.full(),
        number: case.number.clone(),
        lines: all.iter().map(|one| line(app, one, if fixes { &home } else { "" })).collect(),
        rows: (0..count)
            .map(|at| Row { part: format!("part-{at}"), words: format!("words-{at}"), number: at + 1 })
            .collect(),
        may_ask: !parts.is_empty(),
        parts,
        may_answer: answers && case.stage == Stage::FixRequested,
        for_teacher: relation != Relation::Teacher,
        consider: consider.unwrap_or_default(),
        is_put_right_elsewhere: relation == Relation::Coordinator && is_open_here && on_paper.is_empty(),
        on_paper,
        register: register.map(words::day).unwrap_or_default(),
        ahead: reach.ahead(),
        is_unheard: relation == Relation::Centre && reach.is_empty(),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

fn line(app: &App, remark: &Remark, home: &str) -> Line {
    let at = remark.answered_at.map(|at| format!(", отвечено {}", app.config.zone.brief(at)));
    Line {
        field: format!("answer-{}", remark.id),
        part: remark.about(),
        words: remark.words.clone(),
        when: format!("{}{}", app.config.zone.brief(remark.made_at), at.unwrap_or_default()),
        answer: remark.answer.clone(),
        is_open: remark.answered_at.is_none(),
        fix: fix(remark, home),
    }
}

/// Where what a remark is about is put right, and what is done there.
fn fix(remark: &Remark, home: &str) -> Option<(String, &'static str)> {
    const ANSWER: &str = "Исправить в заявлении";
    if home.is_empty() || remark.answered_at.is_some() {
        return None;
    }
    Some(match remark.part {
        Part::Document(_) => (format!("{home}#papers"), "К документам дела"),
        part if remark.indicator.is_empty() => (format!("{home}/correction?part={}", part.code()), ANSWER),
        _ => (format!("{home}/correction?remark={}", remark.id), ANSWER),
    })
}

/// Parts to choose from: results as a whole, then each of the indicators by itself.
fn choices(indicators: &[String]) -> Vec<Choice> {
    let mut all = vec![Choice::new("", "Выберите часть заявления")];
    for part in Part::all() {
        all.push(Choice::new(part.code(), part.words()));
        if part == Part::Results {
            all.extend(indicators.iter().map(|one| Choice::new(format!("{}:{one}", part.code()), part.about(one))));
        }
    }
    all
}

/// The part chosen, with the indicator it names.
fn chosen(code: &str, indicators: &[String]) -> Option<(Part, String)> {
    let named = code.strip_prefix("results:").and_then(|words| indicators.iter().find(|one| *one == words));
    named.map(|words| (Part::Results, words.clone())).or_else(|| Some((Part::parse(code)?, String::new())))
}

/// Remarks typed; every fault at its field.
fn typed(form: &mut Form, indicators: &[String]) -> Vec<NewRemark> {
    let mut all = Vec::new();
    for at in 0..MOST {
        let (place, text) = (format!("part-{at}"), format!("words-{at}"));
        let (part, words) = (form.text(&place), form.text(&text));
        if part.is_empty() && words.is_empty() {
            continue;
        }
        let part = form.check(&place, chosen(&part, indicators).ok_or("Выберите, о какой части заявления замечание."));
        if words.is_empty() {
            form.fault(&text, "Напишите, что нужно исправить.");
        } else if words.chars().count() > LONGEST {
            form.fault(&text, format!("Здесь больше {LONGEST} знаков. Сократите."));
        }
        all.extend(part.map(|(part, indicator)| NewRemark { part, indicator, words }));
    }
    if all.is_empty() && form.is_sound() {
        form.fault("words-0", "Напишите хотя бы одно замечание: часть заявления и что исправить.");
    }
    all
}

async fn make(seat: CentreCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.case.stage.after(Move::AskFix)?;
    if form.ticked("more") {
        let count = form.value("rows").parse::<usize>().unwrap_or(ROWS).min(MOST) + ROWS;
        form = form.with("rows", count.min(MOST).to_string());
        return draw(&app, RemarkedCase { by: seat.by, case: seat.case, relation: Relation::Centre }, form).await;
    }
    let asked = seat.case.clone();
    let indicators = app.db.read(move |reader| criteria::worded_of(reader, &asked)).await?;
    let all = typed(&mut form, &indicators);
    if !form.is_sound() {
        return draw(&app, RemarkedCase { by: seat.by, case: seat.case, relation: Relation::Centre }, form).await;
    }
    let (case, house) = (seat.case.clone(), app.clone());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = ask(act, &house, &case, &all)?;
        let said = Reach::of(act, &case)?.done();
        Ok::<_, Failure>(act.end(told, said))
    });
    let said = done.await?;
    app.bell.ring();
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/applications/{}/remarks", seat.case.id), &said))
}

/// Makes remarks: the move, the remarks, letters to the teacher and the coordinators of the school, the journal.
///
/// # Errors
/// When the case takes no remarks now.
pub fn ask(act: &mut Act<'_>, app: &App, case: &Application, all: &[NewRemark]) -> Result<Told, Failure> {
    applications::step(act, case, Move::AskFix)?;
    store::add_remarks(act, case.id, all)?;
    let clocks = running::of_case(act, case.id)?;
    let consider = clocks.iter().find(|one| one.code == CONSIDER).map_or(case.due_on, |one| one.due_on);
    let reach = Reach::of(act, case)?;
    let way = WayIn::of(act)?;
    for to in reach.all() {
        act.post(&letters::remarks(app, (to, way), case, all, consider)?)?;
    }
    let count = words::counted(all.len() as u64, "замечание", "замечания", "замечаний");
    let words = format!("запрошены исправления: {count}, {}", reach.told());
    Ok(act.note(Fact::of(kinds::ASKED, words).application(case.id))?)
}
