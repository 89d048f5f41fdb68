//! One sheet that was sent in: the dry run, and its confirmation.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use officedocs::sheet::Sheet;

use crate::accounts::InCharge;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::import::{days_of, kept_sheet, take_sent};
use super::made;
use super::model::{Import, Kind, Plan, Planned, Spot};
use super::place::NO_SCHOOLS;
use super::plan::draft;
use super::store;
use super::taking::{self, Taking};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/imports/{id}", show).post("/imports/{id}/confirmation", confirm)
}

/// Lines of each list that are shown.
const SHOWN: usize = 100;

/// A list cut to what a person reads, and how many lines it has in all.
struct Cut<T> {
    lines: Vec<T>,
    all: usize,
}

impl<T> Cut<T> {
    fn of(all: Vec<T>) -> Self {
        Self { all: all.len(), lines: all.into_iter().take(SHOWN).collect() }
    }

    fn is_cut(&self) -> bool {
        self.lines.len() < self.all
    }
}

#[derive(Template)]
#[template(path = "exchange/show.html")]
struct ShowPage {
    frame: Frame,
    form: Form,
    action: String,
    file_name: String,
    sent: String,
    received: String,
    outcome: String,
    /// How much of a long sheet is there, while it is being taken; empty otherwise.
    under_way: String,
    new: String,
    known: usize,
    left_out: String,
    button: String,
    /// Whether applications are registered as they are taken, to choose from; nothing for other sheets.
    registers: Vec<Choice>,
    /// What is said of those past their last day of registration; empty when none is.
    late: String,
    /// What is said of those a rule is against; empty when none is.
    despite: String,
    /// What is said when the system has no organisation the rows could name; empty when it has.
    no_schools: &'static str,
    faults: Cut<Spot>,
    warnings: Cut<Spot>,
    rows: Cut<Planned>,
}

async fn show(seat: InCharge<Import>, State(app): State<App>) -> Result<Response, Failure> {
    let sheet = kept_sheet(&app, &seat.it).await?;
    let (id, kind, days, it) = (seat.it.id, seat.it.kind, days_of(&app, &seat.it), seat.it.clone());
    // Of one moment: while it is taken, what is there and what is left must add up.
    let read = app.db.read_whole(move |reader| {
        let it = store::by_id(reader, id)?.unwrap_or(it);
        let mut plan = draft(reader, kind, &sheet, days)?;
        made::tell(reader, &it, &mut plan)?;
        Ok::<_, Failure>((it, plan))
    });
    let (it, plan) = read.await?;
    draw(&app, InCharge { it, ..seat }, plan, taking::offered())
}

/// What the sheet comes to now.
async fn planned(app: &App, import: &Import, sheet: Arc<Sheet>) -> Result<Plan, Failure> {
    let (kind, days) = (import.kind, days_of(app, import));
    Ok(app.db.read(move |reader| draft(reader, kind, &sheet, days)).await?)
}

fn draw(app: &App, seat: InCharge<Import>, plan: Plan, form: Form) -> Result<Response, Failure> {
    let (title, sound) = (format!("Проверка таблицы: {}", plan.kind.words().to_lowercase()), form.is_sound());
    let trail = [("/cabinet", "Личный кабинет"), ("/imports", "Загрузка таблиц")];
    let page = drawn(app, (seat.by.frame(app, &title).sound(sound).trail(&trail), form), seat.it, plan);
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// «Зарегистрировать нужно было до 2 ноября 2026: 3 заявления.»
fn late(plan: &Plan) -> String {
    let told = |(count, last)| {
        let counted = plan.kind.counted(count);
        format!(
            "Зарегистрировать нужно было до {}: {counted}. Причину прочитает Центр в каждом из этих дел.",
            words::day(last)
        )
    };
    plan.overdue.map(told).unwrap_or_default()
}

/// «Вопреки правилу: 2 заявления, строки 3 и 7.»
fn despite(plan: &Plan) -> String {
    const FEW: usize = 10;
    let against = plan.against();
    if against.is_empty() {
        return String::new();
    }
    let rows: Vec<String> = against.iter().take(FEW).map(|row| row.row.to_string()).collect();
    let more = if against.len() > FEW { format!(" и ещё {}", against.len() - FEW) } else { String::new() };
    let (counted, named) = (plan.kind.counted(against.len()), if against.len() == 1 { "строка" } else { "строки" });
    format!(
        "Правило против: {counted}, {named} {}{more}. Какое правило, сказано в предупреждениях ниже. Причину прочитает Центр в каждом из этих дел.",
        rows.join(", ")
    )
}

fn drawn(app: &App, (frame, form): (Frame, Form), import: Import, plan: Plan) -> ShowPage {
    let by = if import.added_by.is_empty() { String::new() } else { format!(", {}", import.added_by) };
    let under_way = if import.is_under_way() {
        let made = usize::try_from(import.made).unwrap_or(0);
        format!(
            "Таблица вносится. Уже внесено: {}, осталось: {}.",
            plan.kind.counted(made),
            plan.kind.counted(plan.new)
        )
    } else {
        String::new()
    };
    let may_confirm = import.confirmed_at.is_none() && plan.new > 0;
    let verb = match plan.kind {
        Kind::Organizations | Kind::Teachers | Kind::Register | Kind::Numbers => "Внести",
        Kind::Specialists | Kind::Coordinators => "Отправить",
    };
    ShowPage {
        frame,
        form,
        registers: if plan.kind == Kind::Teachers { taking::choices() } else { Vec::new() },
        late: late(&plan),
        despite: despite(&plan),
        action: format!("/imports/{}/confirmation", import.id),
        file_name: import.file_name,
        sent: format!("{}{by}", app.config.zone.written(import.added_at)),
        received: if plan.kind == Kind::Teachers { words::day(import.received_on) } else { String::new() },
        outcome: import
            .confirmed_at
            .filter(|_| under_way.is_empty())
            .map(|at| format!("{} {}", app.config.zone.written(at), import.outcome))
            .unwrap_or_default(),
        under_way,
        new: plan.kind.counted(plan.new),
        known: plan.known,
        left_out: plan.left_out(),
        button: if may_confirm { format!("{verb}: {}", plan.kind.counted(plan.new)) } else { String::new() },
        no_schools: if plan.faults.iter().any(|one| one.text == NO_SCHOOLS) { NO_SCHOOLS } else { "" },
        faults: Cut::of(plan.faults),
        warnings: Cut::of(plan.warnings),
        rows: Cut::of(plan.rows),
    }
}

async fn confirm(seat: InCharge<Import>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let to = format!("/imports/{}", seat.it.id);
    let sheet = kept_sheet(&app, &seat.it).await?;
    let mut how = Taking::today(&app);
    if seat.it.kind == Kind::Teachers && seat.it.confirmed_at.is_none() {
        let plan = planned(&app, &seat.it, sheet.clone()).await?;
        how = Taking::typed(&mut form, &app, &plan);
        if !form.is_sound() {
            return draw(&app, seat, plan, form);
        }
    }
    let said = match take_sent(&app, seat.by.by(), seat.it, sheet, how).await {
        Ok(outcome) => outcome,
        Err(Failure::Denied(refused)) => refused.reason(),
        Err(other) => return Err(other),
    };
    Ok(page::go_saying(seat.by.visit.cookies, &to, &said))
}
