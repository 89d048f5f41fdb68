//! «Выписка»: a record on paper, with the code by which anybody checks that it stands in the register.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use officedocs::pdf::{Block, Paper, Squares};
use qrcode::QrCode;

use crate::context::App;
use crate::documents::made::printed;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::page::{self, Frame};
use crate::platform::{qr, words};

use super::guards::RecordInSight;
use super::kinds;
use super::model::Record;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/register/{id}/extract", show).get("/register/{id}/extract/pdf", pdf)
}

/// There is nothing to attest any more.
#[derive(Debug)]
struct NotInForce;

impl Refusal for NotInForce {
    fn reason(&self) -> String {
        "Эта запись заменена или отменена, выписки из неё нет. Откройте действующую запись.".to_owned()
    }
}

#[derive(Template)]
#[template(path = "register/extract.html")]
struct ExtractPage {
    frame: Frame,
    home: String,
    name: String,
    post: String,
    organization: String,
    municipality: String,
    category: &'static str,
    granted: String,
    until: String,
    act: String,
    code: String,
    address: String,
    qr: String,
    made: String,
}

/// Writes down that an extract was made; refused when the record is not in force.
async fn taken(seat: &RecordInSight, app: &App) -> Result<(), Failure> {
    let record = &seat.it;
    if !record.stands() {
        return Err(NotInForce.into());
    }
    let fact = Fact::of(kinds::EXTRACTED, record.name.full()).subject("register", record.id);
    Ok(app.db.act(seat.by.by.by(), app.now(), move |act| act.record(fact, ())).await?)
}

/// Where anybody checks a record.
fn address_of(app: &App, record: &Record) -> String {
    app.link(&format!("/check/{}", record.code.as_str()))
}

async fn show(seat: RecordInSight, State(app): State<App>) -> Result<Response, Failure> {
    taken(&seat, &app).await?;
    let record = &seat.it;
    let home = format!("/register/{}", record.id);
    let address = address_of(&app, record);
    page::page(&ExtractPage {
        frame: seat.by.by.frame(&app, "Выписка из реестра категорий").trail(&[
            ("/cabinet", "Личный кабинет"),
            ("/register", "Реестр категорий"),
            (&home, &record.name.short()),
        ]),
        home,
        name: record.name.full(),
        post: record.post().to_owned(),
        organization: record.organization.clone(),
        municipality: record.municipality.clone(),
        category: record.category.words(),
        granted: words::day(record.granted_on),
        until: record.until(),
        act: record.act(),
        code: record.code.groups(),
        qr: qr::drawing(&address, "Код для телефона: ведёт на проверку этой записи")?,
        address,
        made: words::day(app.today()),
    })
}

async fn pdf(seat: RecordInSight, State(app): State<App>) -> Result<Response, Failure> {
    taken(&seat, &app).await?;
    let record = &seat.it;
    let address = address_of(&app, record);
    let mut facts = vec![
        ("Фамилия, имя, отчество", record.name.full()),
        ("Должность", record.post().to_owned()),
        ("Организация", record.organization.clone()),
    ];
    if !record.municipality.is_empty() {
        facts.push(("Муниципалитет", record.municipality.clone()));
    }
    facts.extend([
        ("Квалификационная категория", record.category.words().to_owned()),
        ("Установлена", words::day(record.granted_on)),
        ("Срок действия", record.until()),
        ("Акт", record.act()),
        ("Выписка сделана", words::day(app.today())),
    ]);
    let title = "Выписка из реестра квалификационных категорий".to_owned();
    let paper = Paper {
        blocks: vec![
            Block::centred(app.config.centre_name.clone()),
            Block::Title(title.clone()),
            Block::Facts(facts.into_iter().map(|(name, said)| (name.to_owned(), said)).collect()),
            Block::Heading("Как проверить выписку".to_owned()),
            Block::text("Откройте эту страницу или наведите на рисунок камеру телефона:"),
            Block::Link(address.clone()),
            Block::text(format!("Код проверки: {}", record.code.groups())),
            Block::Picture(squares(&address)?),
        ],
        title,
        organization: app.config.centre_name.clone(),
    };
    printed(paper, app.now(), &format!("Выписка из реестра, {}.pdf", record.name.surname)).await
}

/// An address as squares of a paper, for a phone.
///
/// # Errors
/// When the address is longer than a code can hold.
pub fn squares(address: &str) -> Result<Squares, Failure> {
    let code = QrCode::new(address).map_err(anyhow::Error::from)?;
    Ok(Squares {
        side: code.width(),
        dark: code.to_colors().into_iter().map(|color| color == qrcode::Color::Dark).collect(),
        alt: format!("Код для телефона: ведёт на страницу {address}, где проверяют эту запись"),
    })
}
