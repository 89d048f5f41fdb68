//! The demonstration's people of every role, all with one password.

use crate::accounts::{self, Account, Email, Login, NewAccount, Organization, Password, Phone, Role, Seat};
use crate::applications::{self, Application, NewTeacher, Stage};
use crate::context::{App, DemoPerson};
use crate::organizations::School;
use crate::platform::act::{By, Fact};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::names::{FullName, login_from};

use super::PASSWORD;
use super::sheets::{self, SpecialistRow};

const CENTRE: [&str; 2] = ["Ильина Зоя Павловна", "Кравцова Марина Юрьевна"];
const SECRETARY: &str = "Соболева Инна Викторовна";
const MUNICIPAL: &str = "Ефимова Тамара Андреевна";
const AUTHORITY: &str = "Климов Олег Сергеевич";
const ADMIN: &str = "Жарков Денис Алексеевич";
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
    /// The role as the demonstration's file names it.
    listed: &'static str,
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

    /// One person of the centre acts, then another.
    pub(super) fn two_of_centre(&self) -> (By, By) {
        let first = self.centre_by();
        let other = self.by(|one| one.role == Role::Centre && Some(one.account.to_string()) != first.account);
        (first, other)
    }

    /// The coordinator of a school acts, or the centre when the school has none.
    pub(super) fn coordinator_by(&self, school: Id<Organization>) -> By {
        let own = self.by(|one| one.role == Role::Coordinator && one.school == Some(school));
        if own.account.is_some() { own } else { self.centre_by() }
    }

    /// The schools of the coordinators, in the order of those.
    pub(super) fn schools(&self) -> impl Iterator<Item = Id<Organization>> + '_ {
        self.0.iter().filter(|one| one.role == Role::Coordinator).filter_map(|one| one.school)
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
                role: if Some(one.account) == chair { "chair" } else { one.listed }.to_owned(),
                name: one.name.full(),
                login: one.login.clone(),
                password: PASSWORD.to_owned(),
            })
            .collect()
    }
}

/// Where a role is held.
#[derive(Clone, Copy)]
enum Place<'a> {
    School(&'a School),
    Municipality(&'a str),
    None,
}

async fn hash(app: &App) -> Result<String, Failure> {
    let password = Password::parse(PASSWORD, &[]).map_err(anyhow::Error::from)?;
    accounts::hash(app, password).await
}

/// Makes everybody but the teachers, who come with their cases.
pub(super) async fn make(app: &App, schools: &[School]) -> Result<People, Failure> {
    let hash = hash(app).await?;
    let specialists = sheets::specialists(SPECIALISTS)?;
    let schools = schools.to_vec();
    app.db
        .act(super::system(), super::ago(app, 95), move |act| {
            let mut made = Vec::new();
            for name in CENTRE {
                made.push(person(act, &hash, name_of(name)?, Role::Centre, Place::None, &[])?);
            }
            let secretary = person(act, &hash, name_of(SECRETARY)?, Role::Centre, Place::None, &[])?;
            made.push(Made { listed: "secretary", ..secretary });
            let municipality = schools.first().map(|school| school.municipality.clone()).unwrap_or_default();
            let municipality = Place::Municipality(&municipality);
            made.push(person(act, &hash, name_of(MUNICIPAL)?, Role::Municipal, municipality, &[])?);
            made.push(person(act, &hash, name_of(AUTHORITY)?, Role::Authority, Place::None, &[])?);
            made.push(person(act, &hash, name_of(ADMIN)?, Role::Admin, Place::None, &[])?);
            for (at, row) in specialists.iter().enumerate() {
                made.push(specialist(act, &hash, row, &schools[(at * 3 + 1) % schools.len()])?);
            }
            for (name, school) in COORDINATORS.into_iter().zip(&schools) {
                made.push(person(act, &hash, name_of(name)?, Role::Coordinator, Place::School(school), &[])?);
            }
            for name in MEMBERS {
                made.push(person(act, &hash, name_of(name)?, Role::Member, Place::None, &[])?);
            }
            Ok::<_, Failure>(act.record(Fact::of(super::MADE, format!("людей: {}", made.len())), People(made))?)
        })
        .await
}

/// Cabinets of two teachers of the sheet: one whose case is with a specialist, one who has not applied yet.
pub(super) async fn add_teachers(
    app: &App,
    people: &mut People,
    schools: &[School],
    known: &[NewTeacher],
    cases: &[Application],
) -> Result<(), Failure> {
    let ids: Vec<Id<Application>> = cases.iter().map(|case| case.id).collect();
    let reviewed = app.db.read(move |reader| {
        for id in ids {
            let case = applications::by_id(reader, id)?.filter(|case| case.stage == Stage::InReview);
            if case.is_some() {
                return Ok(case);
            }
        }
        Ok::<_, Failure>(None)
    });
    let reviewed = reviewed.await?;
    let of_case = known
        .iter()
        .find(|one| reviewed.as_ref().is_some_and(|case| case.name == one.name && case.school == one.school));
    let without = known.iter().rev().find(|one| cases.iter().all(|case| case.name != one.name));
    for teacher in of_case.into_iter().chain(without) {
        if let Some(school) = schools.iter().find(|school| school.id == teacher.school) {
            people.0.push(teacher_with_cabinet(app, school, teacher).await?);
        }
    }
    Ok(())
}

/// A cabinet tied to the teacher's row by СНИЛС.
async fn teacher_with_cabinet(app: &App, school: &School, teacher: &NewTeacher) -> Result<Made, Failure> {
    let hash = hash(app).await?;
    let (school, teacher) = (school.clone(), teacher.clone());
    app.db
        .act(super::system(), super::ago(app, 1), move |act| {
            let made = person(act, &hash, teacher.name.clone(), Role::Teacher, Place::School(&school), &[])?;
            applications::tie_teacher(act, made.account, &teacher)?;
            Ok::<_, Failure>(act.record(Fact::of(super::MADE, "кабинет педагога"), made)?)
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
    person(act, hash, row.name.clone(), Role::Specialist, Place::School(school), &posts)
}

fn person(
    act: &mut crate::platform::act::Act<'_>,
    hash: &str,
    name: FullName,
    role: Role,
    place: Place<'_>,
    posts: &[String],
) -> Result<Made, Failure> {
    let login = accounts::free_login(act, &login_from(&name))?;
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
    let (school, workplace) = match place {
        Place::School(school) => (Some(school.id), school.name.as_str()),
        Place::Municipality(name) => (None, name),
        Place::None => (None, ""),
    };
    let seat = accounts::give_seat(act, account, role, school, workplace)?;
    accounts::give_posts(act, seat, posts)?;
    accounts::give_consent(act, account, (accounts::REGISTERED, accounts::CONSENT_VERSION), ("127.0.0.1", ""))?;
    Ok(Made { role, listed: role.code(), name, login, account, seat, school })
}
