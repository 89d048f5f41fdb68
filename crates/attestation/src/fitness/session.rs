//! The session of the organisation's commission: who sat, how they voted, whether the worker came.

use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::dated::with_day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::names::key;
use crate::platform::page;
use crate::platform::words;

use super::acts;
use super::day_off;
use super::guards::OwnCase;
use super::late;
use super::model::{Case, verdict};
use super::people;
use super::refused::{self, Refused};
use super::rules::Rules;
use super::sessions;
use super::stage::Move;
use super::step::{self, Ask, StepPage};
use super::thresholds::Thresholds;
use super::votes::{Came, Session, Votes, count_present, is_present, may_name};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/school/fitness/{id}/session", show).post("/school/fitness/{id}/session", hold)
}

async fn show(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.may(Move::FindFit)?;
    let form = seat.case.session_on.map_or_else(Form::new, |day| with_day(Form::new(), "held", day));
    let form = sessions::offered(&app, &seat, form).await?;
    draw(&app, &seat, form)
}

/// The rules the commission decides by, in words.
fn rules(numbers: Thresholds) -> String {
    let (part, of) = numbers.quorum;
    let tie = if numbers.tie_fits { "соответствует" } else { "не соответствует" };
    format!(
        "Решать можно, когда присутствуют не меньше {part}/{of} членов комиссии. Решают больше половины голосующих. При равном числе голосов работник {tie} должности. Если работник сам член комиссии, о себе он не голосует."
    )
}

fn draw(app: &App, seat: &OwnCase, form: Form) -> Result<Response, Failure> {
    step::drawn(page_of(app, seat, form))
}

fn page_of(app: &App, seat: &OwnCase, form: Form) -> StepPage {
    let mut before = vec![rules(seat.case.thresholds)];
    if let Some(day) = seat.case.filed_on {
        before.push(format!("Работник подал свои сведения {}: комиссия их рассматривает.", words::day(day)));
    }
    StepPage {
        frame: seat.frame(app, "Заседание комиссии"),
        title: "Заседание комиссии",
        worker: seat.worker.name.full(),
        before,
        asks: [Some(Ask::date("held", "День заседания", "")), ask_known(&form), day_off::ask(&form)]
            .into_iter()
            .flatten()
            .chain([
                Ask::line("protocol", "Номер протокола", ""),
                Ask::area("members", MEMBERS, "Фамилия, имя, отчество и роль через запятую, каждый с новой строки: кто председатель, заместитель, секретарь."),
                Ask::line("union", UNION, "Фамилия, имя, отчество."),
                ask_absent(),
                attendance(),
                Ask::line("for", FOR, ""),
                Ask::line("against", AGAINST, ""),
                Ask::line("abstained", ABSTAINED, ""),
                ask_unfit(),
            ])
            .collect(),
        action: format!("{}/session", seat.home()),
        button: "Записать заседание",
        back: seat.home(),
        form,
    }
}

/// What is asked of the commission and of the votes.
pub(super) const MEMBERS: &str = "Члены комиссии";
pub(super) const UNION: &str = "Представитель профсоюза в комиссии";
pub(super) const PRESENT: &str = "Сколько членов комиссии присутствовало";
pub(super) const FOR: &str = "Голосов «соответствует»";
pub(super) const AGAINST: &str = "Голосов «не соответствует»";
pub(super) const ABSTAINED: &str = "Воздержались";

/// Who of the commission did not come, as it is asked.
pub(super) fn ask_absent() -> Ask {
    let hint = "Фамилия, имя, отчество, каждый с новой строки. Оставьте пустым, если пришли все.";
    Ask::area("absent", "Кто из комиссии отсутствовал", hint)
}

/// Why the worker does not fit, as it is asked.
pub(super) fn ask_unfit() -> Ask {
    let hint = "Войдёт в протокол и выписку. Заполняйте, только если решение — «не соответствует».";
    Ask::area("unfit", "Почему работник не соответствует должности", hint)
}

/// Whether the worker came, as it is asked.
pub(super) fn attendance() -> Ask {
    let choices = vec![
        Choice::new("present", "Присутствовал"),
        Choice::new("absent", "Не пришёл без уважительной причины"),
        Choice::new("valid", "Не пришёл по уважительной причине"),
    ];
    Ask::radios("attendance", "Работник", "", choices)
}

/// The box by which it is said that the worker came on another day than that of the schedule.
const KNOWN: &str = "known";

/// The same as a question, once it came up.
fn ask_known(form: &Form) -> Option<Ask> {
    let came_up = form.error(KNOWN).is_some() || form.ticked(KNOWN);
    let hint =
        "Отметьте, если заседание и правда было не в тот день, на который назначено, а работник о нём знал и пришёл.";
    came_up.then(|| Ask::tick(KNOWN, "День заседания верен, работник пришёл", hint))
}

/// Whether the worker was absent without a valid reason.
pub(super) fn is_absent(form: &mut Form) -> Option<bool> {
    let read = match form.value("attendance") {
        "present" => Ok(false),
        "absent" => Ok(true),
        "valid" => {
            Err("При уважительной причине аттестацию не проводят: отложите её и назначьте новый день заседания.")
        }
        _ => Err("Выберите, присутствовал ли работник."),
    };
    form.check("attendance", read)
}

/// The day: it has come, and enough time has passed since everything that had to come before it.
pub(super) fn held_on(form: &mut Form, (case, rules): (&Case, &Rules), today: Day) -> Option<Day> {
    let day = step::past(form, ("held", "Укажите день заседания."), today, None)?;
    let fits = || -> Result<Day, Refused> {
        if let Some(listed) = case.listed_on {
            refused::after_order(rules, listed, day)?;
        }
        if let Some(shown) = case.shown_on {
            refused::after_showing(rules, shown, day)?;
        }
        if let Some(filed) = case.filed_on {
            refused::filed_in_time(rules, filed, day)?;
        }
        Ok(day)
    };
    let found = fits();
    form.check("held", found)
}

/// The votes and what they decide: they are those of the people who vote, and one side has its majority. Abstentions are asked
/// of sessions held since they are known.
pub(super) fn votes(
    form: &mut Form,
    numbers: Thresholds,
    (came, asks_abstained): (Option<Came>, bool),
) -> Option<(Votes, bool)> {
    let mut count = |field: &str| {
        let typed = form.text(field);
        let found = if typed.is_empty() { Some(0) } else { typed.parse::<u16>().ok() };
        if found.is_none() {
            form.fault(field, "Укажите число голосов цифрами.");
        }
        found.map(i64::from)
    };
    let (ayes, against) = (count("for"), count("against"));
    let abstained = if asks_abstained { count("abstained").map(Some) } else { Some(None) };
    let votes = Votes { fors: ayes?, against: against?, abstained: abstained? };
    let fits = form.check("for", votes.decided(came?, numbers.tie_fits))?;
    Some((votes, fits))
}

/// What follows the name of the trade union's representative, who stands last in a commission.
pub(super) const OF_UNION: &str = ", представитель профсоюза";

/// The commission with the trade union's representative last; none when the representative is not named.
pub(super) fn commission(form: &mut Form, numbers: Thresholds) -> Option<Vec<String>> {
    let mut members = step::lines(form, "members");
    let union = step::line(form, "union", "Назовите представителя профсоюза: без него комиссия неполная.")?;
    members.retain(|one| key(one) != key(&union));
    members.push(format!("{union}{OF_UNION}"));
    form.check("members", people::all_different(&members));
    form.check("members", numbers.may_sit(members.len()));
    Some(members)
}

/// Which of the members did not come, as they stand in the list: each line names one of them, and enough are left to decide.
pub(super) fn absent(form: &mut Form, numbers: Thresholds, members: &[String]) -> Option<Vec<String>> {
    let lines = step::lines(form, "absent");
    let of = |line: &String| members.iter().filter(|member| may_name(line, member)).count();
    if let Some(line) = lines.iter().find(|line| of(line) != 1) {
        form.fault(
            "absent",
            format!(
                "«{line}»: непонятно, кто это из членов комиссии. Напишите фамилию, имя и отчество так, как в списке."
            ),
        );
        return None;
    }
    let is_absent = |member: &&String| lines.iter().any(|line| may_name(line, member));
    let absent: Vec<String> = members.iter().filter(is_absent).cloned().collect();
    form.check("absent", numbers.may_decide(count_present(members, &absent), members.len()))?;
    Some(absent)
}

/// Why the worker does not fit: it is owed when the votes say so, and has no place when they say otherwise.
pub(super) fn unfit(form: &mut Form, fits: Option<bool>, is_owed: bool) -> Option<String> {
    let is_typed = !form.text("unfit").is_empty();
    match fits {
        Some(true) if is_typed => {
            form.fault(
                "unfit",
                "По голосам работник соответствует должности: причину не пишут. Сотрите её или проверьте голоса.",
            );
            None
        }
        Some(false) if is_typed || is_owed => step::text(
            form,
            "unfit",
            "Напишите, почему работник не соответствует должности: причина войдёт в протокол и выписку.",
        ),
        _ => Some(String::new()),
    }
}

fn parse(form: &mut Form, seat: &OwnCase, today: Day) -> Option<Session> {
    let held_on = held_on(form, (&seat.case, &seat.rules), today);
    let held_on = held_on.and_then(|day| form.check("held", seat.attestable_on(day)));
    // Of the day of the schedule it was asked when it was set.
    let is_set = seat.case.scheduled() == held_on;
    let held_on = held_on.and_then(|day| if is_set { Some(day) } else { day_off::meant(form, &seat.rules, day) });
    let protocol = step::line(form, "protocol", "Укажите номер протокола.");
    let members = commission(form, seat.case.thresholds);
    if let Some(members) = &members {
        form.check("members", people::is_chaired(members));
    }
    let numbers = seat.case.thresholds;
    let absent = members.as_ref().and_then(|members| absent(form, numbers, members));
    let worker = &seat.worker.name;
    let came = members.as_ref().zip(absent.as_ref());
    let is_absent = is_absent(form);
    if let Some((day, is_absent)) = held_on.zip(is_absent) {
        let is_known = form.ticked(KNOWN);
        let field = if is_absent { "held" } else { KNOWN };
        form.check(field, refused::awaited(seat.case.scheduled(), day, (is_absent, is_known)));
    }
    if is_absent == Some(true) && came.is_some_and(|(members, absent)| is_present(worker, members, absent)) {
        form.fault("absent", "Работник — член комиссии и на заседание не пришёл: назовите его и здесь.");
    }
    let votes = votes(form, numbers, (came.map(|(members, absent)| Came::about(worker, members, absent)), true));
    let unfit_because = unfit(form, votes.map(|(_, fits)| fits), true);
    let (votes, _) = votes?;
    Some(Session {
        held_on: held_on?,
        protocol: protocol?,
        members: members?,
        absent: absent?,
        fors: votes.fors,
        against: votes.against,
        abstained: votes.abstained.unwrap_or_default(),
        is_absent: is_absent?,
        unfit_because: unfit_because?,
    })
    .filter(|_| form.is_sound())
}

async fn hold(seat: OwnCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    if let Err(why) = seat.may(Move::FindFit) {
        return late::given_back(page_of(&app, &seat, form), why);
    }
    let held = match parse(&mut form, &seat, app.today()) {
        Some(held) => sessions::numbered(&app, &seat, &mut form, held).await?,
        None => None,
    };
    let Some(held) = held else {
        return draw(&app, &seat, form);
    };
    let said =
        format!("Заседание записано: {}.", held.votes().outcome(seat.case.thresholds.tie_fits).map_or("", verdict));
    let (worker, case) = (seat.worker.clone(), seat.case.clone());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::hold(act, &worker, &case, &held)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    if let Err(why) = done.await {
        return late::given_back(page_of(&app, &seat, form), why);
    }
    Ok(page::go_saying(seat.by.signed.visit.cookies, &seat.home(), &said))
}
