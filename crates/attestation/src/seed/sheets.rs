//! Schools, specialists and teachers out of the demonstration's sheets.

use officedocs::sheet::{self, Column, Row};

use crate::accounts::Organization;
use crate::applications::{self, Category, NewApplication, NewTeacher, Snils};
use crate::context::App;
use crate::organizations::{self, Inn, NewOrganization, School};
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::names::{FullName, proper};

const ORGANIZATIONS: &[u8] = include_bytes!("../../demo/organizations.xlsx");
const TEACHERS: &[u8] = include_bytes!("../../demo/teachers.xlsx");
const SPECIALISTS: &[u8] = include_bytes!("../../demo/specialists.xlsx");

/// Schools in the demonstration.
const SCHOOLS: usize = 40;

const fn column(name: &'static str) -> Column {
    Column { name, also: &[], required: true }
}

fn rows(bytes: &[u8], columns: &[Column]) -> Result<Vec<Row>, Failure> {
    sheet::read(bytes, columns)
        .map(|sheet| sheet.rows)
        .map_err(|error| Failure::Broken(anyhow::anyhow!("a sheet of the demonstration: {error}")))
}

fn text(row: &Row, place: usize) -> String {
    row.cells.get(place).and_then(|cell| cell.value.text()).unwrap_or_default()
}

/// Writes the schools down.
pub(super) async fn schools(app: &App) -> Result<Vec<School>, Failure> {
    let rows = rows(
        ORGANIZATIONS,
        &[
            column("Муниципальное образование"),
            column("Краткое наименование ОО"),
            column("ИНН"),
            column("Электронная почта"),
        ],
    )?;
    let listed: Vec<NewOrganization> = rows
        .iter()
        .filter_map(|row| {
            Some(NewOrganization {
                municipality: text(row, 0),
                name: text(row, 1),
                inn: Inn::parse(&text(row, 2)).ok()?,
                email: text(row, 3),
            })
        })
        .collect();
    // Evenly over the whole sheet, so that every municipality is there.
    let all: Vec<NewOrganization> =
        (0..SCHOOLS.min(listed.len())).map(|at| listed[at * listed.len() / SCHOOLS].clone()).collect();
    app.db
        .act(super::system(), super::ago(app, 100), move |act| {
            let mut schools = Vec::new();
            for one in &all {
                if let Some(id) = organizations::create(act, one)? {
                    schools.extend(organizations::by_id(act, id)?);
                }
            }
            Ok::<_, Failure>(act.record(Fact::of(super::MADE, format!("организаций: {}", schools.len())), schools)?)
        })
        .await
}

/// A specialist of the sheet: name and posts by name.
pub(super) struct SpecialistRow {
    pub(super) name: FullName,
    pub(super) posts: Vec<String>,
}

/// The first specialists of the sheet.
pub(super) fn specialists(most: usize) -> Result<Vec<SpecialistRow>, Failure> {
    let rows = rows(SPECIALISTS, &[column("ФИО"), column("Должности, по которым проводит анализ")])?;
    Ok(rows
        .iter()
        .filter_map(|row| {
            Some(SpecialistRow {
                name: FullName::split(&text(row, 0))?,
                posts: text(row, 1).split(',').map(|post| post.trim().to_owned()).collect(),
            })
        })
        .take(most)
        .collect())
}

/// Applications of the sheet's sound rows; received over the last eighty days, at one of the schools each.
pub(super) async fn teachers(app: &App, schools: &[School]) -> Result<Vec<NewApplication>, Failure> {
    let columns = [
        "Фамилия",
        "Имя",
        "Отчество",
        "Дата рождения",
        "СНИЛС",
        "E-mail",
        "Телефон",
        "Должность",
        "Предмет",
        "Педагогический стаж, лет",
        "Имеющаяся категория",
        "Заявленная категория",
    ]
    .map(column);
    let rows = rows(TEACHERS, &columns)?;
    let posts = app.db.read(applications::posts).await?;
    let today = app.today();
    let mut all = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let school: Id<Organization> = schools[at * 7 % schools.len()].id;
        let key = crate::platform::names::key(&text(row, 7));
        let post = posts.iter().find(|post| crate::platform::names::key(&post.name) == key);
        let (Some(post), Some(teacher)) = (post, teacher(row, school)) else {
            continue;
        };
        let Some(category) = Category::named(&text(row, 11)) else {
            continue;
        };
        all.push(NewApplication {
            teacher,
            post_code: post.code.clone(),
            subject: text(row, 8),
            experience: row.cells.get(9).and_then(|cell| cell.value.int()),
            current_category: Category::named(&text(row, 10)),
            category,
            received_on: today.plus(-(i64::try_from(at * 13 % 66).unwrap_or(0))),
        });
    }
    Ok(all)
}

fn teacher(row: &Row, school: Id<Organization>) -> Option<NewTeacher> {
    let born = row.cells.get(3)?.value.date()?;
    let name =
        FullName { surname: proper(&text(row, 0)), given: proper(&text(row, 1)), patronymic: proper(&text(row, 2)) };
    Some(NewTeacher {
        name,
        born: Day(born),
        snils: Snils::parse(&text(row, 4)).ok()?,
        email: text(row, 5),
        phone: text(row, 6),
        school,
    })
}
