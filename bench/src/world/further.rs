//! Rows that pages beside the specialist's show: the register of categories, clocks, one session of many cases.

use attestation::platform::names::key;
use attestation::register::search_words;
use attestation::values;

use super::tables::{Put, Table, case_id, each, int, table};
use super::{CENTRE, SCHOOLS, Thing, World, names};
use crate::random::Random;

/// Members of the commission, the chair first.
pub(crate) const MEMBERS: u64 = 7;
/// Days before the application on which the teacher's earlier category was granted.
const BEFORE: i64 = 400;
/// Days from receipt to the decision.
const DECIDE: i64 = 90;

pub(super) const ALL: &[Table] = &[
    table("register_places", "id, name, name_key, municipality, municipality_key, organization_id", places),
    table(
        "register_records",
        "id, code, chain_id, replaces_id, entry, reason, surname, given, patronymic, name_key, born, snils, place_id, post_code, post_written, category, granted_on, valid_to, act_number, act_date, source, added_by, added_at, replaced_at",
        records,
    ),
    table(
        "register_words",
        "word, name_key, record_id, shared, surname, given, patronymic, place_id, post_code, post_written, category, entry, granted_on, valid_to",
        words,
    ),
    table("case_clocks", "application_id, code, began_on, due_on, term_from, met_at, dropped_at", clocks),
    table("commissions", "id, name, order_number, order_date, valid_from, valid_to, added_by, added_at", commissions),
    table(
        "commission_members",
        "commission_id, person, valid_from, seat_id, surname, given, patronymic, email, job, position, trade_union, order_number, order_date, added_by, added_at",
        members,
    ),
    table(
        "sittings",
        "id, commission_id, held_on, begins, place, stage, opened_at, closed_at, protocol_number, protocol_date, file_key, file_size, added_by, added_at",
        sittings,
    ),
    table(
        "sitting_members",
        "sitting_id, person, account_id, surname, given, patronymic, email, position, trade_union, present",
        present,
    ),
    table(
        "agenda_items",
        "id, sitting_id, application_id, place, added_by, added_at, removed_at, outcome, reason, postponed_to, in_favour, against, abstained, present, decided_by, decided_at",
        agenda,
    ),
];

fn places(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    for number in 0..SCHOOLS {
        let (district, name) = names::school(number);
        let (place, school) = (world.old_id(Thing::Place, number), world.old_id(Thing::School, number));
        put(values![place, &name, key(&name), &district, key(&district), school])?;
    }
    Ok(())
}

/// When the earlier category of a case's teacher was granted, and its record.
fn record_id(at: i64, number: u64) -> String {
    World::id(Thing::Record, number, at)
}

/// Twelve signs of a check code: sixty bits that belong to the record alone.
fn code(number: u64) -> String {
    const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let bits = Random::about(Thing::Record as u64, number).number();
    (0..12).map(|place| char::from(SIGNS[usize::try_from(bits >> (5 * place) & 31).unwrap_or(0)])).collect()
}

fn category(number: u64) -> &'static str {
    if number.is_multiple_of(2) { "first" } else { "highest" }
}

/// One record for each case: the category its teacher had before.
fn records(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    each(world, |case| {
        let (number, id) = (case.number, record_id(case.at, case.number));
        // Every day of birth of forty years, so that no two records are the same fact.
        let born = format!("{}-{:02}-{:02}", 1960 + number % 40, 1 + number / 40 % 12, 1 + number / 480 % 28);
        let granted = case.received.plus(-BEFORE);
        put(values![
            &id,
            code(number),
            &id,
            None::<String>,
            "granted",
            "",
            &case.name.surname,
            &case.name.given,
            &case.name.patronymic,
            case.name.key(),
            born,
            format!("{number:011}"),
            world.old_id(Thing::Place, case.school),
            "P27",
            "",
            category(number),
            granted,
            None::<String>,
            "15-р",
            granted,
            "command",
            None::<String>,
            case.at,
            None::<i64>
        ])
    })
}

fn words(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    each(world, |case| {
        let (id, key) = (record_id(case.at, case.number), case.name.key());
        let (name, place) = (&case.name, world.old_id(Thing::Place, case.school));
        let granted = case.received.plus(-BEFORE);
        search_words(&key).into_iter().try_for_each(|(word, shared)| {
            put(values![
                word,
                &key,
                &id,
                shared,
                &name.surname,
                &name.given,
                &name.patronymic,
                &place,
                "P27",
                "",
                category(case.number),
                "granted",
                granted,
                None::<String>
            ])
        })
    })
}

/// The specialist's clock and the commission's; of what is done the first is met.
fn clocks(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    each(world, |case| {
        let met = case.is_done.then_some(case.at + 7_300_000_000);
        let ends = [("result", case.due, met), ("D03", case.received.plus(DECIDE), None)];
        ends.into_iter().try_for_each(|(code, due, met)| {
            put(values![case_id(case), code, case.received, due, "2023-09-01", met, None::<i64>])
        })
    })
}

fn commissions(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    let (id, since) = (world.old_id(Thing::Commission, 0), world.today.plus(-365));
    let centre = world.old_id(Thing::Account, CENTRE);
    put(values![id, "Аттестационная комиссия", "15-р", since, since, "9999-12-31", centre, world.founded()])
}

/// Name and position of a member.
fn member(number: u64) -> (attestation::platform::names::FullName, &'static str) {
    let position = match number {
        0 => "chair",
        1 => "secretary",
        _ => "member",
    };
    (names::person(&mut Random::about(Thing::Member as u64, number)), position)
}

fn members(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    for number in 0..MEMBERS {
        let ((name, position), since) = (member(number), world.today.plus(-365));
        put(values![
            world.old_id(Thing::Commission, 0),
            world.old_id(Thing::Member, number),
            since,
            None::<String>,
            &name.surname,
            &name.given,
            &name.patronymic,
            format!("member{number}@example.org"),
            "директор школы",
            position,
            i64::from(number == 2),
            "15-р",
            since,
            world.old_id(Thing::Account, CENTRE),
            world.founded()
        ])?;
    }
    Ok(())
}

/// One session, under way today.
fn sittings(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    let at = world.midnight.micros();
    put(values![
        world.old_id(Thing::Sitting, 0),
        world.old_id(Thing::Commission, 0),
        world.today,
        "10:00",
        "комната 204",
        "open",
        at,
        None::<i64>,
        "",
        None::<String>,
        None::<String>,
        None::<i64>,
        world.old_id(Thing::Account, CENTRE),
        at
    ])
}

fn present(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    for number in 0..MEMBERS {
        let (name, position) = member(number);
        put(values![
            world.old_id(Thing::Sitting, 0),
            world.old_id(Thing::Member, number),
            None::<String>,
            &name.surname,
            &name.given,
            &name.patronymic,
            format!("member{number}@example.org"),
            position,
            i64::from(number == 2),
            1
        ])?;
    }
    Ok(())
}

fn agenda(world: &World, put: &mut Put<'_>) -> anyhow::Result<()> {
    for (place, number) in world.at_session().enumerate() {
        let case = world.case(number);
        put(values![
            world.old_id(Thing::Item, number),
            world.old_id(Thing::Sitting, 0),
            case_id(&case),
            int(place as u64 + 1),
            world.old_id(Thing::Account, CENTRE),
            world.midnight.micros(),
            None::<i64>,
            None::<String>,
            "",
            None::<String>,
            0,
            0,
            0,
            0,
            None::<String>,
            None::<i64>
        ])?;
    }
    Ok(())
}
