//! Named people every test may know: they have cabinets without having walked through an invitation.

use std::sync::atomic::{AtomicU32, Ordering};

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use attestation::accounts::{self, Email, Login, NewAccount, Organization, Phone, Role, Seat};
use attestation::applications::{
    self, Application, Category, Filing, NewApplication, NewTeacher, Outcome, Registration, Snils,
};
use attestation::assignments;
use attestation::conclusions::{self, Finding, Verdict};
use attestation::deadlines;
use attestation::organizations::{self, Inn, NewOrganization};
use attestation::platform::act::{Act, By, Done, Fact, Kind};
use attestation::platform::failure::Failure;
use attestation::platform::ids::Id;
use attestation::platform::names::FullName;
use attestation::values;
use jiff::SignedDuration;

use crate::app::{TestApp, Visitor};

const MADE: Kind = Kind::of("test.made", "made for a test");

/// The password of everybody in tests.
pub const PASSWORD: &str = "окно-тюлень-марш-26";

/// The hash of everybody's password. What the product makes is dear on purpose, and half of all work of the tests would be to
/// compare with it: this one costs the least there is, which a hash says itself.
pub fn password_hash() -> String {
    static HASH: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let params = Params::new(Params::MIN_M_COST, Params::MIN_T_COST, Params::MIN_P_COST, None).unwrap();
        let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        cheap.hash_password(PASSWORD.as_bytes()).unwrap().to_string()
    });
    HASH.clone()
}

impl TestApp {
    /// Makes a person with a cabinet.
    pub async fn person(&self, login: &str, name: &str, role: Role, school: Option<Id<Organization>>, workplace: &str) {
        let new = NewAccount {
            login: Login::parse(login).unwrap(),
            email: Email::parse(&format!("{login}@example.org")).unwrap(),
            name: FullName::split(name).unwrap(),
            phone: Phone::parse("").unwrap(),
            password_hash: password_hash(),
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

    /// Does something as the system, leaving one row «made for a test» in the journal.
    pub async fn made<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut Act<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> T {
        let done = self.app.db.act(By::system(), self.app.now(), move |act| {
            let made = change(act)?;
            let done: Done<T> = act.record(Fact::of(MADE, ""), made)?;
            Ok::<_, Failure>(done)
        });
        done.await.unwrap()
    }

    /// Makes a school of the town Томск: `t.school("МБОУ «СОШ № 1»", "7000000001")`.
    pub async fn school(&self, name: &str, inn: &str) -> Id<Organization> {
        let new = NewOrganization {
            municipality: "Город Томск".to_owned(),
            name: name.to_owned(),
            inn: Inn::parse(inn).unwrap(),
            email: String::new(),
        };
        self.made(move |act| Ok(organizations::create(act, &new)?.unwrap())).await
    }

    /// Makes a specialist with a cabinet, who works at `place` and looks at these posts (none: every post).
    pub async fn specialist(
        &self,
        login: &str,
        name: &str,
        place: Option<(Id<Organization>, &str)>,
        posts: &[&'static str],
    ) -> Id<Seat> {
        let (school, workplace) = place.map_or((None, ""), |(id, name)| (Some(id), name));
        self.person(login, name, Role::Specialist, school, workplace).await;
        let seat = self.seat(login).await;
        let posts = posts.to_vec();
        self.made(move |act| {
            for post in posts {
                act.run("insert into seat_posts (seat_id, post_code) values ($1, $2)", values![seat, post])?;
            }
            Ok(seat)
        })
        .await
    }

    /// The newest seat of a person.
    pub async fn seat(&self, login: &str) -> Id<Seat> {
        let login = login.to_owned();
        let found = self.app.db.read(move |reader| {
            reader.row(
                "select s.id from seats s join accounts a on a.id = s.account_id where a.login_key = $1 order by s.given_at desc, s.id desc",
                values![&login],
                |row| row.get(0),
            )
        });
        let found: Result<_, Failure> = found.await.map_err(Failure::from);
        found.unwrap().unwrap()
    }

    /// An application of a teacher for a category, received on 2 November 2026: its deadline is 1 January 2027.
    pub async fn application(&self, school: Id<Organization>, name: &str, category: Category) -> Application {
        self.application_of(school, name, category, "2026-11-02").await
    }

    /// The same, received and registered on a day (`2026-09-01`): a deadline comes 60 days later.
    pub async fn application_of(
        &self,
        school: Id<Organization>,
        name: &str,
        category: Category,
        received: &str,
    ) -> Application {
        /// СНИЛС numbers this low have no control number.
        static SNILS: AtomicU32 = AtomicU32::new(1);
        let snils = format!("{:09}00", SNILS.fetch_add(1, Ordering::SeqCst));
        let new = NewApplication {
            teacher: NewTeacher {
                name: FullName::split(name).unwrap(),
                born: "1978-02-04".parse().unwrap(),
                snils: Snils::parse(&snils).unwrap(),
                email: String::new(),
                phone: String::new(),
                school,
            },
            post_code: "P27".to_owned(),
            subject: "физика".to_owned(),
            experience: Some(15),
            current_category: None,
            category,
            received_on: received.parse().unwrap(),
        };
        let registration = Registration::on(new.received_on, &self.app.config.zone);
        self.made(move |act| {
            let (Outcome::Made(id) | Outcome::Known(id)) =
                applications::write_down(act, (&new, &Filing::default()), registration)?;
            Ok(applications::by_id(act, id)?.unwrap())
        })
        .await
    }

    /// The application as it stands now.
    pub async fn fresh(&self, case: &Application) -> Application {
        let id = case.id;
        let found = self.app.db.read(move |reader| applications::by_id(reader, id).map_err(Failure::from));
        found.await.unwrap().unwrap()
    }

    /// Gives cases to a specialist, as the centre would.
    pub async fn assigned(&self, seat: Id<Seat>, cases: &[&Application]) {
        let mut fresh = Vec::new();
        for case in cases {
            fresh.push(self.fresh(case).await);
        }
        let app = self.app.clone();
        self.made(move |act| {
            let to = assignments::load_of(act, seat, app.today())?.unwrap();
            assignments::assign(act, &app, &to, &fresh)
        })
        .await;
    }

    /// Meets the clock of consideration in these cases, as the term that is set for each does.
    pub async fn considered(&self, cases: &[&Application]) {
        let ids: Vec<_> = cases.iter().map(|case| case.id).collect();
        self.made(move |act| {
            for id in ids {
                deadlines::running::meet(act, id, deadlines::CONSIDER)?;
            }
            Ok(())
        })
        .await;
    }

    /// Records a result of an assigned case, made so much later than now, with a conclusion that has no file.
    pub async fn result(&self, case: &Application, verdict: &'static str, after: SignedDuration) {
        self.later(after);
        let case = self.fresh(case).await;
        self.made(move |act| {
            let seat = assignments::members(act, case.id)?[0].seat;
            let (conclusion, now) = (Id::new(), act.at());
            act.run(
                "insert into conclusions (id, application_id, seat_id, version, file_name, file_key, size, media_type, added_at)
                 values ($1, $2, $3, 1, 'Заключение.docx', '', 0, '', $4)",
                values![conclusion, case.id, seat, now],
            )?;
            let verdict = Verdict::parse(verdict).unwrap();
            let reason = if verdict == Verdict::Fails { "Нет результатов.".to_owned() } else { String::new() };
            conclusions::record(act, &case, seat, &Finding { conclusion, verdict, reason }, 2026)
        })
        .await;
    }

    /// Makes a person of the centre: Зоя Ильина.
    pub async fn zoya(&self) -> Visitor {
        self.person("zoya", "Ильина Зоя Павловна", Role::Centre, None, "").await;
        self.enter("zoya").await
    }

    /// Signs a person in.
    pub async fn enter(&self, login: &str) -> Visitor {
        let visitor = self.visitor();
        let answer = visitor.post("/login", &[("login", login), ("password", PASSWORD)]).await;
        assert_eq!(answer.to(), "/cabinet");
        visitor
    }
}
