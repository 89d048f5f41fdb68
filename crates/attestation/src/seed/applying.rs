//! Two teachers of the demonstration with cabinets: one in the middle of a draft, one who has just applied.

use crate::accounts::{self, Email, Login, NewAccount, Password, Phone, Role};
use crate::applications::Category;
use crate::applying::{self, AGREEMENT, CONSENT, NewDraft, Signed, Started};
use crate::context::{App, DemoPerson};
use crate::documents::Kind;
use crate::organizations::School;
use crate::platform::act::{Act, By, Fact};
use crate::platform::failure::Failure;
use crate::platform::names::{FullName, login_from};

use super::PASSWORD;
use super::papers::Papers;

/// Name, СНИЛС, day of birth.
const TEACHERS: [(&str, &str, &str); 2] = [
    ("Рябинина Светлана Олеговна", "001-001-901 00", "14.06.1985"),
    ("Чернов Павел Игоревич", "001-001-902 00", "02.09.1979"),
];

/// Makes them; who may be stepped in as.
pub(super) async fn make(app: &App, schools: &[School], papers: &Papers) -> Result<Vec<DemoPerson>, Failure> {
    let mut people = Vec::new();
    for (at, (name, snils, born)) in TEACHERS.into_iter().enumerate() {
        let Some(school) = schools.get(at) else { break };
        let name =
            FullName::split(name).ok_or_else(|| Failure::Broken(anyhow::anyhow!("a name of the demonstration")))?;
        people.push(teacher(app, (school, papers), name, (snils, born), at == 1).await?);
    }
    Ok(people)
}

/// Pages of a whole application for the first category.
fn pages(login: &str, (snils, born): (&str, &str)) -> Vec<(&'static str, String)> {
    let typed = |fields: &[(&str, &str)]| {
        let mut out = url::form_urlencoded::Serializer::new(String::new());
        out.extend_pairs(fields);
        out.finish()
    };
    let email = format!("{login}@example.org");
    let results =
        typed(&[("results", "Качество знаний за три года выросло с 58 до 71 %, есть призёры городских олимпиад.")]);
    vec![
        ("person", typed(&[("born", born), ("snils", snils), ("email", &email), ("phone", "")])),
        ("work", typed(&[("post", "P27"), ("subject", "математика"), ("experience", "12")])),
        ("I1", results.clone()),
        ("category", typed(&[("category", "first"), ("attendance", "no")])),
        (
            "education",
            typed(&[
                ("level", "master"),
                ("institution", "Томский государственный педагогический университет"),
                ("year", "2008"),
                ("diploma", "ВСГ 0912345"),
                ("qualification", "учитель математики"),
            ]),
        ),
        ("awards", typed(&[("held", "none"), ("act", ""), ("awards", "")])),
        ("I2", results.clone()),
        ("I3", results.clone()),
        ("I4", results),
    ]
}

async fn teacher(
    app: &App,
    (school, papers): (&School, &Papers),
    name: FullName,
    facts: (&'static str, &'static str),
    whole: bool,
) -> Result<DemoPerson, Failure> {
    let password = Password::parse(PASSWORD, &[]).map_err(anyhow::Error::from)?;
    let login = login_from(&name);
    let new = NewAccount {
        login: Login::parse(&login).map_err(anyhow::Error::from)?,
        email: Email::parse(&format!("{login}@example.org")).map_err(anyhow::Error::from)?,
        name: name.clone(),
        phone: Phone::parse("").map_err(anyhow::Error::from)?,
        password_hash: accounts::hash(app, password).await?,
    };
    let (paper, school, pages) = (
        papers.paper(Kind::Diploma, "Диплом об образовании", "Диплом.pdf", false),
        school.clone(),
        pages(&login, facts),
    );
    let filled = if whole { pages.len() } else { 3 };
    let day = app.today();
    let (by, draft) = app
        .db
        .act(By::system(), super::ago(app, 1), move |act: &mut Act<'_>| {
            let account = accounts::create(act, &new)?
                .ok_or_else(|| Failure::Broken(anyhow::anyhow!("a login of the demonstration is taken")))?;
            accounts::give_seat(act, account, Role::Teacher, Some(school.id), &school.name)?;
            accounts::give_consent(act, account, (accounts::REGISTERED, accounts::CONSENT_VERSION), ("127.0.0.1", ""))?;
            act.known_as(account, Role::Teacher.code());
            let begun = NewDraft {
                account,
                school: school.id,
                post_code: "P27".to_owned(),
                category: Category::First,
                helper: None,
                said: None,
            };
            let Started::Begun(draft) = applying::start(act, &begun)? else { return Err(Failure::Hidden) };
            for (code, typed) in &pages[..filled] {
                let task = applying::task_of(act, draft, code, day)?.ok_or(Failure::Hidden)?;
                applying::save_page(act, draft, task, 0, typed)?;
            }
            if whole {
                applying::add_document(act, draft, &paper)?;
                for text in [&CONSENT, &AGREEMENT] {
                    accounts::give_consent(act, account, (text.document, text.version), ("127.0.0.1", ""))?;
                }
            }
            let by = By {
                account: Some(account.to_string()),
                role: Role::Teacher.code().to_owned(),
                address: "127.0.0.1".to_owned(),
            };
            let fact = Fact::of(applying::kinds::STARTED, "начат черновик заявления: первая").subject("draft", draft);
            Ok::<_, Failure>(act.record(fact, (by, draft))?)
        })
        .await?;
    if whole {
        let shown = applying::shown(app, draft).await?;
        let signed = Signed { by, address: "127.0.0.1".to_owned(), shown };
        applying::sign_and_submit(app, signed, draft).await?;
    }
    Ok(DemoPerson { role: Role::Teacher.code().to_owned(), name: name.full(), login, password: PASSWORD.to_owned() })
}
