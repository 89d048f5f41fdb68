//! Named people every test may know: they have cabinets without having walked through an invitation.

use attestation::accounts::{self, Email, Login, NewAccount, Organization, Phone, Role};
use attestation::platform::act::{By, Fact, Kind};
use attestation::platform::failure::Failure;
use attestation::platform::ids::Id;
use attestation::platform::names::FullName;

use crate::app::{TestApp, Visitor};

const MADE: Kind = Kind {
    code: "test.made",
    label: "made for a test",
};

/// The password of everybody in tests.
pub const PASSWORD: &str = "окно-тюлень-марш-26";

impl TestApp {
    /// Makes a person with a cabinet.
    pub async fn person(
        &self,
        login: &str,
        name: &str,
        role: Role,
        school: Option<Id<Organization>>,
        workplace: &str,
    ) {
        let password = accounts::Password::parse(PASSWORD, &[]).unwrap();
        let new = NewAccount {
            login: Login::parse(login).unwrap(),
            email: Email::parse(&format!("{login}@example.org")).unwrap(),
            name: FullName::split(name).unwrap(),
            phone: Phone::parse("").unwrap(),
            password_hash: accounts::hash(&self.app, password).await.unwrap(),
        };
        let workplace = workplace.to_owned();
        self.app
            .db
            .act(By::system(), self.app.now(), move |act| {
                let id = accounts::create(act, &new)?.unwrap();
                accounts::give_seat(act, id, role, school, &workplace)?;
                Ok::<_, Failure>(act.record(Fact::of(MADE, ""), ())?)
            })
            .await
            .unwrap();
    }

    /// Makes a person of the centre: Зоя Ильина.
    pub async fn zoya(&self) -> Visitor {
        self.person("zoya", "Ильина Зоя Павловна", Role::Centre, None, "")
            .await;
        self.enter("zoya").await
    }

    /// Signs a person in.
    pub async fn enter(&self, login: &str) -> Visitor {
        let visitor = self.visitor();
        let answer = visitor
            .post("/login", &[("login", login), ("password", PASSWORD)])
            .await;
        assert_eq!(answer.to(), "/cabinet");
        visitor
    }
}
