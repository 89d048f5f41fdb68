//! Что ещё не настроено: what a Centre lacks before it can work, what stops without it, and where it is set.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::SignedDuration;

use crate::accounts::Centre;
use crate::acts;
use crate::commission::{self, Lacking};
use crate::config::Config;
use crate::context::App;
use crate::criteria;
use crate::deadlines::{self, running};
use crate::organizations;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::Reader;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::platform::tally::Age;
use crate::platform::words;

const PATH: &str = "/settings/lacks";

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get(PATH, show)
}

/// Something that is not set up.
struct Lack {
    /// What there is not.
    what: String,
    /// What stops without it.
    stops: &'static str,
    mend: Mend,
}

/// Where it is set.
enum Mend {
    /// On a page of the Centre: its address and what to do there.
    Page(&'static str, &'static str),
    /// On the page of the calendar where this year is given at once.
    Year(i16),
    /// On the server: the setting.
    Server(&'static str),
}

/// What the settings of the server leave out.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each is a setting that is there or not")]
struct House {
    has_name: bool,
    has_address: bool,
    has_phone: bool,
    has_mail: bool,
    is_reachable: bool,
}

impl House {
    fn of(config: &Config) -> Self {
        // The demonstration is of nobody, and its letters go nowhere on purpose.
        let is_demo = config.demo;
        Self {
            has_name: is_demo || config.is_named(),
            has_address: is_demo || !config.centre_address.is_empty(),
            has_phone: is_demo || !config.centre_phone.is_empty(),
            has_mail: is_demo || config.post.leaves(),
            is_reachable: is_demo || config.is_reachable(),
        }
    }
}

/// The pages of settings look anew; the overview is opened far more often, and nothing hangs on a minute there.
const AGE: Age = Age { quiet: SignedDuration::from_mins(1), changed: SignedDuration::from_mins(1) };

fn lack(is_lacking: bool, (what, stops): (&str, &'static str), mend: Mend) -> Option<Lack> {
    is_lacking.then(|| Lack { what: what.to_owned(), stops, mend })
}

/// Everything that is not set up, the first what stops most. The number of questions does not grow with the data.
///
/// # Errors
/// When the database does not answer.
fn all(reader: &mut Reader, house: House, today: Day) -> Result<Vec<Lack>, Failure> {
    let mut all = of_people(reader)?;
    all.extend(of_commission(reader, today)?);
    all.extend(of_papers(reader, today)?);
    all.extend(of_house(house));
    Ok(all)
}

fn of_people(reader: &mut Reader) -> Result<Vec<Lack>, Failure> {
    let has_schools = organizations::is_any(reader)?;
    let sql =
        "select (select count(*) from (select 1 from seats where role = 'specialist' and ended_at is null limit 1) s),
                (select count(*) from (select 1 from seats where role = 'coordinator' and ended_at is null limit 1) c)";
    let there = reader.row(sql, &[], |row| Ok([row.get::<i64>(0)?, row.get::<i64>(1)?]))?;
    let [specialists, coordinators] = there.unwrap_or_default().map(|count| count == 0);
    let invite = Mend::Page("/invitations/new", "Пригласить");
    Ok([
        lack(
            !has_schools,
            ("Нет ни одной организации", "Без школ нельзя внести заявление и пригласить координатора."),
            Mend::Page("/imports", "Загрузить таблицу"),
        ),
        lack(specialists, ("Нет ни одного специалиста", "Заявления некому рассматривать."), invite),
        lack(
            coordinators,
            (
                "Ни у одной школы нет координатора",
                "Документы педагогов проверять некому, а педагога без почты некому известить.",
            ),
            Mend::Page("/invitations/new", "Пригласить"),
        ),
    ]
    .into_iter()
    .flatten()
    .collect())
}

fn of_commission(reader: &mut Reader, today: Day) -> Result<Option<Lack>, Failure> {
    let stops = "Заседание не открыть, решения не принять.";
    Ok(commission::lacking(reader, today)?.map(|lacking| match lacking {
        Lacking::Commission => Lack {
            what: "Нет действующей комиссии".to_owned(),
            stops,
            mend: Mend::Page("/commissions", "Внести комиссию"),
        },
        Lacking::Rules => Lack {
            what: "Не задано, сколько членов и какой кворум нужны комиссии".to_owned(),
            stops,
            mend: Mend::Page("/commissions", "Задать правила"),
        },
        Lacking::Members(words) => Lack {
            what: format!("Состав комиссии неполный: {words}"),
            stops,
            mend: Mend::Page("/commissions", "Дополнить состав"),
        },
    }))
}

/// Days ahead for which the calendar must be known: terms that begin today end in the next year by then.
const AHEAD: i64 = 90;

fn of_papers(reader: &mut Reader, today: Day) -> Result<Vec<Lack>, Failure> {
    let gaps: usize = criteria::gaps(reader, today)?.iter().map(|gap| gap.posts.len()).sum();
    let calendar = deadlines::calendar(reader)?;
    let unknown = [today, today.plus(AHEAD)].map(|day| day.0.year()).into_iter().find(|year| !calendar.knows(*year));
    let is_unnamed = acts::issuer(reader)?.is_empty();
    let posts = words::counted(gaps as u64, "должности", "должностей", "должностей");
    let unchecked = unchecked(reader, today)?;
    let year = unknown.map_or_else(String::new, |year| format!("Нет производственного календаря на {year} год"));
    Ok([
        lack(
            gaps > 0,
            (
                &format!("Нет набора показателей для {posts}, если считать по категориям"),
                "По этим должностям педагогу не о чем писать результаты, а заключение делают только файлом.",
            ),
            Mend::Page("/settings/criteria", "Открыть наборы"),
        ),
        lack(
            is_unnamed,
            (
                "Не указано, какой орган издаёт акты",
                "Акт и выписки из него будут без названия органа, и после издания это не исправить.",
            ),
            Mend::Page("/settings/acts", "Указать орган"),
        ),
        lack(
            unknown.is_some(),
            (&year, "Сроки в рабочих днях посчитаются без праздников и переносов."),
            Mend::Page("/settings/calendar", "Открыть календарь"),
        ),
    ]
    .into_iter()
    .flatten()
    .chain(unchecked)
    .collect())
}

/// A year whose transfers nobody has checked, while clocks that run end in it.
fn unchecked(reader: &mut Reader, today: Day) -> Result<Option<Lack>, Failure> {
    let Some(year) = deadlines::unchecked_year(reader, today)? else { return Ok(None) };
    let clocks = running::ending_in(reader, year)?;
    let count = words::counted(clocks.unsigned_abs(), "срок", "срока", "сроков");
    Ok((clocks > 0).then(|| Lack {
        what: format!("Переносы выходных на {year} год не сверены, а в этом году заканчиваются идущие сроки: {count}"),
        stops: "Новые сроки посчитаются только с праздниками по статье 112 Трудового кодекса, без переносов.",
        mend: Mend::Year(year),
    }))
}

fn of_house(house: House) -> Vec<Lack> {
    [
        lack(
            !house.has_mail,
            (
                "Письма никуда не уходят",
                "Они складываются в папку на сервере: приглашений и извещений никто не получит.",
            ),
            Mend::Server("mail"),
        ),
        lack(
            !house.is_reachable,
            ("Адрес сайта в письмах — этот же компьютер", "Ссылки из писем ни у кого не откроются."),
            Mend::Server("public_url"),
        ),
        lack(
            !house.has_name,
            (
                "Название Центра осталось примерным",
                "Им подписаны письма и бумаги, и его называют согласия, которые уже даны.",
            ),
            Mend::Server("centre_name"),
        ),
        lack(
            !house.has_address,
            (
                "Не указан почтовый адрес Центра",
                "Согласия на обработку данных и акты об их уничтожении не называют адреса оператора.",
            ),
            Mend::Server("centre_address"),
        ),
        lack(
            !house.has_phone,
            ("Не указан телефон Центра", "Страницы и письма советуют позвонить в Центр, а номера на них нет."),
            Mend::Server("centre_phone"),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Everything that is not set up now.
async fn found(app: &App) -> Result<Vec<Lack>, Failure> {
    let (house, today) = (House::of(&app.config), app.today());
    app.db.read(move |reader| all(reader, house, today)).await
}

/// How many things are not set up, «3 пункта», as it stands now.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn now(app: &App) -> Result<String, Failure> {
    Ok(told(i64::try_from(found(app).await?.len()).unwrap_or(i64::MAX)))
}

/// The same, a minute old at most.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn lately(app: &App) -> Result<String, Failure> {
    let name = format!("what is not set up on {}", app.today());
    let count = async || {
        let number = i64::try_from(found(app).await?.len()).unwrap_or(i64::MAX);
        Ok::<_, Failure>(vec![(String::new(), number)])
    };
    let (_, kept) = app.tallies.get(&name, app.now(), AGE, count).await?;
    Ok(told(kept.first().map_or(0, |(_, number)| *number)))
}

/// «3 пункта»; empty when there is nothing.
fn told(number: i64) -> String {
    let words = words::counted(number.unsigned_abs(), "пункт", "пункта", "пунктов");
    if number == 0 { String::new() } else { words }
}

#[derive(Template)]
#[template(path = "cabinets/lacks.html")]
struct LacksPage {
    frame: Frame,
    lacks: Vec<Lack>,
}

async fn show(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    let lacks = found(&app).await?;
    let trail = [("/cabinet", "Личный кабинет"), ("/settings", "Настройки")];
    page::page(&LacksPage { frame: by.frame(&app, "Что ещё не настроено").trail(&trail), lacks })
}
