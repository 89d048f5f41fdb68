//! On which days before a last day people are reminded: a setting of the centre.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::deadlines;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::settings;

use super::kinds;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/reminders", show).post("/settings/reminders", save)
}

/// The setting that holds the days.
const NAME: &str = "reminders.days";
/// The days until the centre chooses others: two weeks, a week, three days, a day before, and the last day itself.
const USUAL: &str = "14, 7, 3, 1, 0";
/// Days at most, and the longest notice.
const MOST: usize = 10;
const LONGEST: i64 = 90;

#[derive(Template)]
#[template(path = "clocks/days.html")]
struct DaysPage {
    frame: Frame,
    form: Form,
}

/// Days before the last day, the longest notice first.
fn parse(text: &str) -> Result<Vec<i64>, &'static str> {
    let read = |part: &str| part.trim().parse::<i64>().ok().filter(|day| (0..=LONGEST).contains(day));
    let days: Option<Vec<i64>> = text.split(',').map(read).collect();
    let mut days = days
        .filter(|days| days.len() <= MOST)
        .ok_or("Запишите дни целыми числами от 0 до 90 через запятую, не больше десяти, например: 14, 7, 3, 1, 0.")?;
    days.sort_unstable_by(|one, other| other.cmp(one));
    days.dedup();
    Ok(days)
}

fn written(days: &[i64]) -> String {
    days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// How many days before a last day people are reminded of it, the longest notice first.
///
/// # Errors
/// When the database does not answer.
pub fn days(reader: &mut Reader) -> Result<Vec<i64>, DbError> {
    let kept = settings::get(reader, NAME)?;
    Ok(parse(kept.as_deref().unwrap_or(USUAL)).unwrap_or_default())
}

async fn show(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    let read = |reader: &mut Reader| Ok::<_, DbError>((days(reader)?, deadlines::hands_schedules(reader)?));
    let (days, is_handed) = app.db.read(read).await?;
    let handed = if is_handed { "yes" } else { "" };
    draw(&app, &by, Form::new().with("days", written(&days)).with("handed", handed))
}

fn draw(app: &App, by: &Centre, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let trail = [("/cabinet", "Личный кабинет"), ("/settings", "Настройки")];
    let page =
        DaysPage { frame: by.frame(app, "Напоминания о сроках").sound(sound).trail(&trail), form };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn save(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let read = parse(form.value("days"));
    let Some(chosen) = form.check("days", read).filter(|_| form.is_sound()) else {
        return draw(&app, &by, form);
    };
    let is_handed = form.ticked("handed");
    let done = app.db.act(by.by(), app.now(), move |act| {
        let was = written(&days(act)?);
        let is = written(&chosen);
        settings::set(act, NAME, &is)?;
        let mut words = format!("дни напоминаний: было {was}, стало {is}");
        if deadlines::choose_handing(act, is_handed)? {
            words.push_str("; ");
            words.push_str(handing_words(is_handed));
        }
        Ok::<_, Failure>(act.record(Fact::of(kinds::DAYS, words), ())?)
    });
    done.await?;
    Ok(page::go_saying(by.visit.cookies, "/settings/reminders", "Напоминания записаны."))
}

/// What was chosen about individual schedules.
const fn handing_words(is_handed: bool) -> &'static str {
    if is_handed {
        "индивидуальные графики передаются в комиссию, за сроком следит система"
    } else {
        "индивидуальные графики в комиссию не передаются"
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn days_are_read_in_any_order() {
        assert_eq!(parse("1, 14,7,7"), Ok(vec![14, 7, 1]));
        assert!(parse("14, скоро").is_err());
        assert!(parse("-1").is_err());
        assert!(parse("").is_err());
    }
}
