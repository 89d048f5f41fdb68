//! The rows of every table, in the order in which they can be put in.

use attestation::platform::names::key;
use attestation::platform::record::Value;
use attestation::values;

use super::{CENTRE, CENTRE_LOGIN, COORDINATORS, Case, SCHOOLS, SPECIALISTS, Thing, World, names};
use crate::random::Random;

/// Days from receipt within which an application is considered, and decided.
const CONSIDER: i64 = 30;
const DECIDE: i64 = 90;

/// Takes one row.
pub(super) type Put<'p> = dyn FnMut(&[Value<'_>]) -> anyhow::Result<()> + 'p;

/// A table and how its rows are made.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: &'static str,
    pub(super) rows: fn(&World, &mut Put<'_>) -> anyhow::Result<()>,
}

pub(super) const fn table(
    name: &'static str,
    columns: &'static str,
    rows: fn(&World, &mut Put<'_>) -> anyhow::Result<()>,
) -> Table {
    Table { name, columns, rows }
}

pub(super) const ALL: &[Table] = &[
    table("organizations", "id, municipality, name, name_key, inn, email, created_at", organizations),
    table(
        "accounts",
        "id, login, login_key, email, email_key, surname, given, patronymic, name_key, phone, password_hash, created_at, changed_at",
        accounts,
    ),
    table("seats", "id, account_id, role, organization_id, workplace, given_at", seats),
    table("seat_posts", "seat_id, post_code", seat_posts),
    table(
        "teachers",
        "id, surname, given, patronymic, name_key, born, snils, email, phone, organization_id, created_at",
        teachers,
    ),
    table(
        "applications",
        "id, number, year, ordinal, teacher_id, organization_id, post_code, subject, experience, current_category, category, received_on, due_on, consider_by, decide_by, decision_by, stage, name_key, documents_present, documents_checked_at, documents_checked_by, created_at, changed_at, group_size, registered_on",
        applications,
    ),
    table("application_words", "word, due_on, application_id", words),
    table(
        "documents",
        "id, application_id, kind, title, file_name, file_key, size, media_type, dated_on, added_by, added_at",
        documents,
    ),
    table("assignments", "id, application_id, seat_id, due_on, given_by, given_at, done_at, end_reason", assignments),
    table("declarations", "assignment_id, ground, words, edition, declared_at", declarations),
    table("tallies", "seat_id, done", tallies),
    table(
        "conclusions",
        "id, application_id, seat_id, version, file_name, file_key, size, media_type, added_at",
        conclusions,
    ),
    table(
        "opinions",
        "id, assignment_id, application_id, seat_id, conclusion_id, verdict, reason, year, recorded_at, return_reason",
        opinions,
    ),
    table(
        "results",
        "id, number, year, ordinal, application_id, conclusion_id, seat_id, verdict, reason, recorded_at, return_reason",
        results,
    ),
    table("journal", "id, at, account_id, role, act, outcome, application_id, subject, words, address", journal),
    table("counters", "name, value", counters),
];

pub(super) fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn case_id(case: &Case) -> String {
    World::id(Thing::Case, case.number, case.at)
}

fn organizations(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    for number in 0..SCHOOLS {
        let (district, name) = names::school(number);
        let inn = format!("70{number:08}");
        put(values![
            world.old_id(Thing::School, number),
            district,
            &name,
            key(&name),
            inn,
            format!("school{number}@example.org"),
            world.founded()
        ])?;
    }
    Ok(())
}

/// Login and role of an account by its number.
fn person(number: u64) -> (String, &'static str) {
    if number < COORDINATORS {
        (format!("spec{number:03}"), "specialist")
    } else if number < CENTRE {
        (format!("coord{:03}", number - COORDINATORS), "coordinator")
    } else {
        (CENTRE_LOGIN.to_owned(), "centre")
    }
}

fn accounts(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    for number in 0..=CENTRE {
        let (login, name) = (person(number).0, names::person(&mut Random::about(Thing::Account as u64, number)));
        let (email, at) = (format!("{login}@example.org"), world.founded());
        let phone = format!("+7 913 8{:02} {:02} 17", number / 100, number % 100);
        put(values![
            world.old_id(Thing::Account, number),
            &login,
            &login,
            &email,
            &email,
            &name.surname,
            &name.given,
            &name.patronymic,
            name.key(),
            phone,
            &world.password_hash,
            at,
            at
        ])?;
    }
    Ok(())
}

fn seats(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    for number in 0..=CENTRE {
        let role = person(number).1;
        let school = match role {
            "coordinator" => Some(number - COORDINATORS),
            _ => None,
        };
        let workplace = school.map(|school| names::school(school).1).unwrap_or_default();
        let school = school.map(|school| world.old_id(Thing::School, school));
        put(values![
            world.old_id(Thing::Seat, number),
            world.old_id(Thing::Account, number),
            role,
            school,
            workplace,
            world.founded()
        ])?;
    }
    Ok(())
}

fn seat_posts(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    for number in 0..SPECIALISTS {
        put(values![world.old_id(Thing::Seat, number), "P27"])?;
    }
    Ok(())
}

pub(super) fn each(world: &World, mut take: impl FnMut(&Case) -> anyhow::Result<()>) -> anyhow::Result<()> {
    (0..world.cases).try_for_each(|number| take(&world.case(number)))
}

fn teachers(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    each(world, |case| {
        let number = case.number;
        let born = format!("{}-{:02}-{:02}", 1960 + number % 40, 1 + number % 12, 1 + number % 28);
        let (id, email) = (World::id(Thing::Teacher, number, case.at), format!("teacher{number}@example.org"));
        let school = world.old_id(Thing::School, case.school);
        put(values![
            id,
            &case.name.surname,
            &case.name.given,
            &case.name.patronymic,
            case.name.key(),
            born,
            format!("{number:011}"),
            email,
            "",
            school,
            case.at
        ])
    })
}

const SUBJECTS: &[&str] = &[
    "русский язык и литература",
    "математика",
    "физика",
    "история и обществознание",
    "английский язык",
    "начальные классы",
    "химия",
    "биология",
];

fn year(case: &Case) -> i64 {
    i64::from(case.received.0.year())
}

fn applications(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    each(world, |case| {
        let (ordinal, year) = (int(case.number + 1), year(case));
        let stage = if world.at_session().contains(&case.number) {
            "ready"
        } else if case.is_done {
            "concluded"
        } else {
            "in_review"
        };
        let subject = SUBJECTS[usize::try_from(case.number % 8)?];
        let current = if case.number.is_multiple_of(3) { "first" } else { "" };
        let category = if case.number.is_multiple_of(2) { "highest" } else { "first" };
        put(values![
            case_id(case),
            format!("{year}-{ordinal:04}"),
            year,
            ordinal,
            World::id(Thing::Teacher, case.number, case.at),
            world.old_id(Thing::School, case.school),
            "P27",
            subject,
            int(3 + case.number % 37),
            current,
            category,
            case.received,
            case.due,
            case.received.plus(CONSIDER),
            case.received.plus(DECIDE),
            case.received.plus(DECIDE),
            stage,
            case.name.key(),
            4,
            case.at,
            world.old_id(Thing::Account, COORDINATORS + case.school),
            case.at,
            case.at,
            1,
            case.received
        ])
    })
}

fn words(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    each(world, |case| {
        let (id, key) = (case_id(case), case.name.key());
        key.split(' ').try_for_each(|word| put(values![word, case.due, &id]))
    })
}

const PAPERS: &[(&str, &str)] = &[
    ("application", "Заявление"),
    ("diploma", "Диплом о высшем образовании"),
    ("courses", "Удостоверение о повышении квалификации"),
    ("results", "Результаты профессиональной деятельности"),
];

fn documents(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    each(world, |case| {
        let (application, by) = (case_id(case), world.old_id(Thing::Account, COORDINATORS + case.school));
        for (number, (kind, title)) in (case.number * 4..).zip(PAPERS) {
            let file = Random::about(Thing::Document as u64, number).pick(&world.files).clone();
            let at = case.at + 1_000_000 + int(number % 4);
            put(values![
                World::id(Thing::Document, number, at),
                &application,
                *kind,
                *title,
                format!("{title}.pdf"),
                file.key,
                file.size,
                "application/pdf",
                "",
                &by,
                at
            ])?;
        }
        Ok(())
    })
}

fn assignments(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    each(world, |case| {
        let at = case.at + 3_600_000_000;
        let seat = world.old_id(Thing::Seat, case.specialist);
        put(values![
            World::id(Thing::Assignment, case.number, at),
            case_id(case),
            seat,
            case.due,
            world.old_id(Thing::Account, CENTRE),
            at,
            case.is_done.then_some(at + 7_200_000_000),
            ""
        ])
    })
}

/// Every specialist has declared to have no interest, so that documents and conclusions are open.
fn declarations(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    each(world, |case| {
        let at = case.at + 3_600_000_000;
        put(values![World::id(Thing::Assignment, case.number, at), "", "", "1", at])
    })
}

fn tallies(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    for number in 0..SPECIALISTS {
        put(values![world.old_id(Thing::Seat, number), int(world.done_by(number))])?;
    }
    Ok(())
}

fn conclusion_id(case: &Case) -> String {
    World::id(Thing::Conclusion, case.number, case.at + 7_200_000_000)
}

fn conclusions(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    each(world, |case| {
        if !case.has_conclusion {
            return Ok(());
        }
        let (file, seat) = (&world.files[0], world.old_id(Thing::Seat, case.specialist));
        put(values![
            conclusion_id(case),
            case_id(case),
            seat,
            1,
            "Заключение.pdf",
            &file.key,
            file.size,
            "application/pdf",
            case.at + 7_200_000_000
        ])
    })
}

fn opinions(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    each(world, |case| {
        if !case.is_done {
            return Ok(());
        }
        let at = case.at + 7_300_000_000;
        put(values![
            World::id(Thing::Result, case.number, at),
            World::id(Thing::Assignment, case.number, case.at + 3_600_000_000),
            case_id(case),
            world.old_id(Thing::Seat, case.specialist),
            conclusion_id(case),
            "meets",
            "",
            year(case),
            at,
            ""
        ])
    })
}

fn results(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    each(world, |case| {
        if !case.is_done {
            return Ok(());
        }
        let (at, year, ordinal) = (case.at + 7_300_000_000, year(case), int(case.number + 1));
        let (id, seat) = (World::id(Thing::Result, case.number, at), world.old_id(Thing::Seat, case.specialist));
        put(values![
            id,
            format!("{year}-{ordinal:05}"),
            year,
            ordinal,
            case_id(case),
            conclusion_id(case),
            seat,
            "meets",
            "",
            at,
            ""
        ])
    })
}

fn journal(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    let centre = world.old_id(Thing::Account, CENTRE);
    each(world, |case| {
        let (application, specialist) = (case_id(case), world.old_id(Thing::Account, case.specialist));
        let mut entry = |step: u64, by: &str, role: &str, act: &str, words: &str| {
            let at = case.at + int(step) * 3_600_000_000;
            put(values![
                World::id(Thing::Entry, case.number * 3 + step, at),
                at,
                by,
                role,
                act,
                "done",
                &application,
                "",
                words,
                "127.0.0.1"
            ])
        };
        entry(0, &centre, "centre", "application.registered", "заявление внесено")?;
        entry(1, &centre, "centre", "assignment.given", "назначен специалист")?;
        if case.is_done {
            entry(2, &specialist, "specialist", "result.recorded", "записан результат: соответствует")?;
        }
        Ok(())
    })
}

fn counters(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    let this = i64::from(world.today.0.year());
    for year in this - 4..=this {
        for kind in ["applications", "results"] {
            put(values![format!("{kind}:{year}"), int(world.cases)])?;
        }
    }
    Ok(())
}
