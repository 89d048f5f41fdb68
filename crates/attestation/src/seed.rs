//! The invented world of the demonstration: named people, each with a login, all with one password.

use serde::Serialize;

use crate::accounts::{self, Email, Login, NewAccount, Password, Phone, Role};
use crate::context::App;
use crate::platform::act::{By, Fact, Kind};
use crate::platform::failure::Failure;
use crate::platform::names::FullName;

/// What the journal tells of the demonstration.
const MADE: Kind = Kind {
    code: "demo.made",
    label: "Создан показ",
};

/// The password of everybody in the demonstration.
pub const PASSWORD: &str = "окно-тюлень-марш-26";

/// The world as it is told to whoever looks at it from outside.
#[derive(Debug, Serialize)]
pub struct World {
    /// Where it is.
    pub address: String,
    /// The password of everybody.
    pub password: &'static str,
    /// Who is there.
    pub people: Vec<Person>,
}

/// One invented person.
#[derive(Debug, Serialize)]
pub struct Person {
    /// The login.
    pub login: String,
    /// The name in full.
    pub name: String,
    /// The code of the role.
    pub role: &'static str,
}

/// Makes the world in an empty house.
pub async fn make(app: &App) -> Result<World, Failure> {
    let people = vec![person(app, "centre", "Ильина Зоя Павловна", Role::Centre).await?];
    Ok(World {
        address: app.config.public_url.clone(),
        password: PASSWORD,
        people,
    })
}

async fn person(app: &App, login: &str, name: &str, role: Role) -> Result<Person, Failure> {
    let unfit =
        |what: &str| Failure::Broken(anyhow::anyhow!("the demonstration's {what} does not fit"));
    let password = Password::parse(PASSWORD, &[]).map_err(|_| unfit("password"))?;
    let new = NewAccount {
        login: Login::parse(login).map_err(|_| unfit("login"))?,
        email: Email::parse(&format!("{login}@example.org")).map_err(|_| unfit("address"))?,
        name: FullName::split(name).ok_or_else(|| unfit("name"))?,
        phone: Phone::parse("").map_err(|_| unfit("phone"))?,
        password_hash: accounts::hash(app, password).await?,
    };
    let made = Person {
        login: login.to_owned(),
        name: name.to_owned(),
        role: role.code(),
    };
    app.db
        .act(By::system(), app.now(), move |act| {
            let account = accounts::create(act, &new)?
                .ok_or_else(|| Failure::Conflict("Этот логин уже занят.".to_owned()))?;
            accounts::give_seat(act, account, role, None, "")?;
            Ok::<_, Failure>(act.record(Fact::of(MADE, new.name.full()), ())?)
        })
        .await?;
    Ok(made)
}
