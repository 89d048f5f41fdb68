//! «Выписка»: a record on paper, with the code by which anybody checks that it stands in the register.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use qrcode::QrCode;
use qrcode::render::svg;

use crate::accounts::InCharge;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::kinds;
use super::model::Record;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/register/{id}/extract", show)
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

async fn show(seat: InCharge<Record>, State(app): State<App>) -> Result<Response, Failure> {
    let record = &seat.it;
    if !record.stands() {
        return Err(NotInForce.into());
    }
    let fact = Fact::of(kinds::EXTRACTED, record.name.full()).subject("register", record.id);
    app.db.act(seat.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let home = format!("/register/{}", record.id);
    let address = app.link(&format!("/check/{}", record.code.as_str()));
    page::page(&ExtractPage {
        frame: seat.by.frame(&app, "Выписка из реестра категорий").trail(&[
            ("/cabinet", "Личный кабинет"),
            ("/register", "Реестр категорий"),
            (&home, &record.name.short()),
        ]),
        name: record.name.full(),
        post: record.post().to_owned(),
        organization: record.organization.clone(),
        municipality: record.municipality.clone(),
        category: record.category.words(),
        granted: words::day(record.granted_on),
        until: record.until(),
        act: record.act(),
        code: record.code.groups(),
        qr: drawing(&address)?,
        address,
        made: words::day(app.today()),
    })
}

/// The narrowest side of the drawing, in points of the page.
const SIDE: u32 = 180;

/// The address as a picture for a phone: attributes only, no styles.
fn drawing(address: &str) -> Result<String, Failure> {
    let code = QrCode::new(address).map_err(anyhow::Error::from)?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(SIDE, SIDE).build();
    let svg = drawn.find("<svg").map_or("", |start| &drawn[start..]);
    Ok(svg.replacen(
        "<svg ",
        r#"<svg class="att-needed" role="img" aria-label="Код для телефона: ведёт на проверку этой записи" "#,
        1,
    ))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_drawing_has_no_styles() {
        let drawn = super::drawing("https://attestation.example.org/check/7K2MQ9XD4HWT").expect("fits");
        assert!(drawn.starts_with("<svg class=\"att-needed\" role=\"img\""), "{drawn}");
        assert!(drawn.ends_with("</svg>") && !drawn.contains("style"));
    }
}
