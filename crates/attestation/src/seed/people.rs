//! The demonstration's people: staff of the centre, specialists, coordinators, all with one password.

use crate::accounts::{self, Account, Email, Login, NewAccount, Organization, Password, Phone, Role, Seat};
use crate::applications;
use crate::context::{App, DemoPerson};
use crate::organizations::School;
use crate::platform::act::{By, Fact};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::names::{FullName, login_from};

use super::PASSWORD;
use super::sheets::{self, SpecialistRow};

const CENTRE: [&str; 2] = ["Ильина Зоя Павловна", "Кравцова Марина Юрьевна"];
const COORDINATORS: [&str; 6] = [
    "Лебедева Кира Львовна",
    "Мельникова Раиса Фёдоровна",
    "Гордеева Нина Степановна",
    "Панова Алла Борисовна",
    "Тихонова Вера Ильинична",
    "Юдина Лариса Олеговна",
];
const SPECIALISTS: usize = 12;
/// Members of the commission: the chair, the deputy, the secretary, the trade union's, the others.
const MEMBERS: [&str; 9] = [
    "Захарова Елена Викторовна",
    "Воронцов Игорь Сергеевич",
    "Кузьмина Татьяна Олеговна",
    "Фролов Андрей Петрович",
    "Жукова Ирина Анатольевна",
    "Быкова Наталья Ивановна",
    "Соколов Дмитрий Алексеевич",
    "Егорова Светлана Юрьевна",
    "Макарова Людмила Николаевна",
];

/// Somebody with a cabinet.
struct Made {
    role: Role,
    name: FullName,
    login: String,
    account: Id<Account>,
    seat: Id<Seat>,
    school: Option<Id<Organization>>,
}

/// Everybody.
pub(super) struct People(Vec<Made>);

impl People {
    fn by(&self, fits: impl Fn(&Made) -> bool) -> By {
        self.0.iter().find(|one| fits(one)).map_or_else(super::system, |one| By {
            account: Some(one.account.to_string()),
            role: one.role.code().to_owned(),
            address: "127.0.0.1".to_owned(),
        })
    }

    /// The centre acts.
    pub(super) fn centre_by(&self) -> By {
        self.by(|one| one.role == Role::Centre)
    }

    /// The coordinator of a school acts, or the centre when the school has none.
    pub(super) fn coordinator_by(&self, school: Id<Organization>) -> By {
        let own = self.by(|one| one.role == Role::Coordinator && one.school == Some(school));
        if own.account.is_some() { own } else { self.centre_by() }
    }

    /// A specialist acts.
    pub(super) fn specialist_by(&self, seat: Id<Seat>) -> By {
        self.by(|one| one.seat == seat)
    }

    /// Members of the commission in the order of their positions: name, account, seat, address.
    pub(super) fn members(&self) -> impl Iterator<Item = (FullName, Id<Account>, Id<Seat>, String)> + '_ {
        let members = self.0.iter().filter(|one| one.role == Role::Member);
        members.map(|one| (one.name.clone(), one.account, one.seat, format!("{}@example.org", one.login)))
    }

    /// Everybody as a visitor sees them; the first member is the chair.
    pub(super) fn listed(&self) -> Vec<DemoPerson> {
        let chair = self.0.iter().find(|one| one.role == Role::Member).map(|one| one.account);
        self.0
            .iter()
            .map(|one| DemoPerson {
                role: if Some(one.account) == chair { "chair" } else { one.role.code() }.to_owned(),
                name: one.name.full(),
                login: one.login.clone(),
                password: PASSWORD.to_owned(),
            })
            .collect()
    }
}

/// Makes everybody.
pub(super) async fn make(app: &App, schools: &[School]) -> Result<People, Failure> {
    let password = Password::parse(PASSWORD, &[]).map_err(anyhow::Error::from)?;
    let hash = accounts::hash(app, password).await?;
    let specialists = sheets::specialists(SPECIALISTS)?;
    let schools = schools.to_vec();
    app.db
        .act(super::system(), super::ago(app, 95), move |act| {
            let mut made = Vec::new();
            for name in CENTRE {
                made.push(person(act, &hash, name_of(name)?, Role::Centre, None, &[])?);
            }
            for (at, row) in specialists.iter().enumerate() {
                made.push(specialist(act, &hash, row, &schools[(at * 3 + 1) % schools.len()])?);
            }
            for (name, school) in COORDINATORS.into_iter().zip(&schools) {
                made.push(person(act, &hash, name_of(name)?, Role::Coordinator, Some(school), &[])?);
            }
            for name in MEMBERS {
                made.push(person(act, &hash, name_of(name)?, Role::Member, None, &[])?);
            }
            Ok::<_, Failure>(act.record(Fact::of(super::MADE, format!("людей: {}", made.len())), People(made))?)
        })
        .await
}

fn name_of(text: &str) -> Result<FullName, Failure> {
    FullName::split(text).ok_or_else(|| Failure::Broken(anyhow::anyhow!("a name of the demonstration")))
}

fn specialist(
    act: &mut crate::platform::act::Act<'_>,
    hash: &str,
    row: &SpecialistRow,
    school: &School,
) -> Result<Made, Failure> {
    let mut posts = Vec::new();
    for name in &row.posts {
        posts.extend(applications::post_named(act, name)?.map(|post| post.code));
    }
    person(act, hash, row.name.clone(), Role::Specialist, Some(school), &posts)
}

fn person(
    act: &mut crate::platform::act::Act<'_>,
    hash: &str,
    name: FullName,
    role: Role,
    school: Option<&School>,
    posts: &[String],
) -> Result<Made, Failure> {
    let login = login_from(&name);
    let new = NewAccount {
        login: Login::parse(&login).map_err(anyhow::Error::from)?,
        email: Email::parse(&format!("{login}@example.org")).map_err(anyhow::Error::from)?,
        name: name.clone(),
        phone: Phone::parse(if role == Role::Coordinator { "8 (38255) 0-00-00" } else { "" })
            .map_err(anyhow::Error::from)?,
        password_hash: hash.to_owned(),
    };
    let account = accounts::create(act, &new)?
        .ok_or_else(|| Failure::Broken(anyhow::anyhow!("a login of the demonstration is taken: {login}")))?;
    let workplace = school.map(|school| school.name.clone()).unwrap_or_default();
    let seat = accounts::give_seat(act, account, role, school.map(|school| school.id), &workplace)?;
    accounts::give_posts(act, seat, posts)?;
    accounts::give_consent(act, account, "personal-data", accounts::CONSENT_VERSION, "127.0.0.1")?;
    Ok(Made { role, name, login, account, seat, school: school.map(|school| school.id) })
}
