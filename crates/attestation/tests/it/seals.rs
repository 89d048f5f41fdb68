//! The seals of the journal: whoever changes it by hand is found, whatever way was taken, and the first row is named.

use attestation::platform::act::{By, Fact, Kind, Upkeep};
use attestation::platform::engine::DbError;
use attestation::platform::failure::Failure;
use attestation::platform::seal::{self, Checked, Fault, Seal, SealKey};
use attestation::values;
use jiff::SignedDuration;

use crate::app::TestApp;
use crate::on_both;

on_both!(
    a_row_changed_by_hand_is_named,
    a_row_taken_out_is_named,
    a_row_put_in_is_named,
    rows_swapped_are_named,
    a_tail_cut_off_is_told_by_a_kept_list,
    seals_made_anew_differ_from_a_kept_list,
    seals_made_anew_are_not_signed,
    seals_are_under_the_hash_too,
);

const MADE: Kind = Kind::of("test.made", "Сделано");
/// Attacks of each kind on each engine.
const TIMES: u64 = 20;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    /// From 1 to `most`.
    fn throw(&mut self, most: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        1 + i64::try_from((self.0 >> 33) % most.unsigned_abs()).unwrap()
    }
}

/// So many rows of the journal, seven in ten minutes, sealed by this key.
async fn work(t: &TestApp, rows: i64, key: Option<&SealKey>) {
    let by = By { account: Some("somebody".to_owned()), role: "centre".to_owned(), address: "10.0.0.7".to_owned() };
    let all: Vec<i64> = (1..=rows).collect();
    for some in all.chunks(7) {
        t.later(SignedDuration::from_mins(10));
        let fact = |number: &i64| Fact::of(MADE, format!("сделано {number}")).subject("thing", "1");
        let facts: Vec<Fact> = some[1..].iter().map(fact).collect();
        let last = fact(&some[0]);
        let done = t.app.db.act(by.clone(), t.app.now(), move |act| {
            act.note_all(facts)?;
            Ok::<_, Failure>(act.record(last, ())?)
        });
        done.await.unwrap();
        seal::seal(&t.app.db, t.app.now(), key).await.unwrap();
    }
}

/// The id of the row at a place.
async fn id_at(t: &TestApp, place: i64) -> String {
    let read = t
        .app
        .db
        .read(move |reader| reader.row("select id from journal where place = $1", values![place], |row| row.get(0)));
    read.await.map_err(|error: DbError| error.to_string()).unwrap().unwrap()
}

pub async fn checked(t: &TestApp, key: Option<&SealKey>) -> Checked {
    let key = key.cloned();
    t.app.db.read(move |reader| seal::whole(reader, key.as_ref())).await.unwrap()
}

pub async fn kept(t: &TestApp) -> Vec<Seal> {
    t.app.db.read(|reader| seal::after(reader, 0, "", 10_000)).await.unwrap()
}

pub async fn against(t: &TestApp, kept: &[Seal]) -> Vec<Fault> {
    let kept = kept.to_vec();
    t.app.db.read(move |reader| seal::against(reader, &kept)).await.unwrap()
}

/// How an attack that was tried and taken back ended.
enum Tried {
    Found(Box<Checked>),
    Broken(DbError),
}

impl From<DbError> for Tried {
    fn from(error: DbError) -> Self {
        Self::Broken(error)
    }
}

/// What is found after somebody with rights in the database has done this; it is taken back at once.
async fn attacked(
    t: &TestApp,
    attack: impl FnOnce(&mut Upkeep<'_>) -> Result<(), DbError> + Send + 'static,
) -> Checked {
    let tried = t.app.db.upkeep(move |upkeep| {
        attack(upkeep)?;
        Err::<(), _>(Tried::Found(Box::new(seal::whole(upkeep, None)?)))
    });
    match tried.await {
        Err(Tried::Found(found)) => *found,
        Err(Tried::Broken(error)) => panic!("{error}"),
        Ok(()) => unreachable!(),
    }
}

/// Changes rows for good.
pub async fn done(t: &TestApp, attack: impl FnOnce(&mut Upkeep<'_>) -> Result<(), DbError> + Send + 'static) {
    t.app.db.upkeep(attack).await.unwrap();
}

/// Places from one on go one further, or one back.
fn shifted(upkeep: &mut Upkeep<'_>, from: i64, by: i64) -> Result<(), DbError> {
    upkeep.run("update journal set place = -place where place >= $1", values![from])?;
    upkeep.run("update journal set place = -place + $1 where place < 0", values![by]).map(drop)
}

async fn a_row_changed_by_hand_is_named(t: TestApp) {
    work(&t, 40, None).await;
    let whole = checked(&t, None).await;
    assert_eq!((whole.rows, whole.unsealed, &whole.faults[..]), (40, 0, &[][..]));
    let mut dice = Dice(1);
    let changes = [
        "words = 'ничего не было'",
        "address = ''",
        "at = at + 1",
        "account_id = null",
        "account_id = 'other'",
        "role = ''",
        "act = 'test.other'",
        "outcome = 'refused'",
        "application_id = ''",
        "subject = 'thing:2'",
        "words_salt = ''",
    ];
    for turn in 0..TIMES {
        let (place, change) = (dice.throw(40), changes[usize::try_from(turn).unwrap() % changes.len()]);
        let id = id_at(&t, place).await;
        let found = attacked(&t, move |upkeep| {
            upkeep.run(&format!("update journal set {change} where place = $1"), values![place]).map(drop)
        });
        assert_eq!(found.await.faults, [Fault::Changed { place, id }], "{change}");
    }
}

async fn a_row_taken_out_is_named(t: TestApp) {
    work(&t, 40, None).await;
    let mut dice = Dice(2);
    for turn in 0..TIMES {
        let (place, is_closed_up) = (dice.throw(39), turn % 2 == 0);
        let next = id_at(&t, place + 1).await;
        let found = attacked(&t, move |upkeep| {
            upkeep.run("delete from journal where place = $1", values![place])?;
            if is_closed_up { shifted(upkeep, place + 1, -1) } else { Ok(()) }
        });
        let expected = if is_closed_up { Fault::Changed { place, id: next } } else { Fault::Missing { place } };
        assert_eq!(found.await.faults[0], expected);
    }
    let found = attacked(&t, |upkeep| upkeep.run("delete from journal where place > 30", &[]).map(drop)).await;
    assert_eq!(found.faults[0], Fault::Missing { place: 31 });
}

async fn a_row_put_in_is_named(t: TestApp) {
    work(&t, 40, None).await;
    let mut dice = Dice(3);
    let copied = "insert into journal (id, at, account_id, role, act, outcome, application_id, subject, words, address, place, words_salt, address_salt)
         select 'put-in', at, account_id, role, act, outcome, application_id, subject, words, address,";
    for turn in 0..TIMES {
        let (place, is_counted) = (dice.throw(22), turn % 2 == 0);
        let found = attacked(&t, move |upkeep| {
            if is_counted {
                shifted(upkeep, place + 1, 1)?;
                let sql = format!("{copied} place + 1, words_salt, address_salt from journal where place = $1");
                return upkeep.run(&sql, values![place]).map(drop);
            }
            // Not sealed yet, it seems; but the moment it tells of was sealed long ago.
            upkeep.run(&format!("{copied} null, '', '' from journal where place = $1"), values![place]).map(drop)
        })
        .await;
        if is_counted {
            assert_eq!(found.faults[0], Fault::Changed { place: place + 1, id: "put-in".to_owned() });
        } else {
            assert_eq!(found.late.map(|late| late.id).as_deref(), Some("put-in"));
        }
    }
}

async fn rows_swapped_are_named(t: TestApp) {
    work(&t, 40, None).await;
    let mut dice = Dice(4);
    for turn in 0..TIMES {
        let (one, is_whole) = (dice.throw(40), turn % 2 == 0);
        let other = 1 + (one + dice.throw(38)) % 40;
        let found = attacked(&t, move |upkeep| {
            if is_whole {
                for (from, to) in [(one, -1), (other, one), (-1, other)] {
                    upkeep.run("update journal set place = $2 where place = $1", values![from, to])?;
                }
                return Ok(());
            }
            let sql =
                "select words from journal where place in ($1, $2) order by case when place = $1 then 0 else 1 end";
            let words = upkeep.rows(sql, values![one, other], |row| row.get::<String>(0))?;
            for (place, words) in [(other, &words[0]), (one, &words[1])] {
                upkeep.run("update journal set words = $2 where place = $1", values![place, words])?;
            }
            Ok(())
        })
        .await;
        let place = one.min(other);
        assert!(matches!(&found.faults[0], Fault::Changed { place: named, .. } if *named == place), "{found:?}");
    }
}

/// Takes the seals from a number on away, and seals the rows that are left as the program does.
async fn made_anew(t: &TestApp, number: i64, key: Option<&SealKey>) {
    done(t, move |upkeep| {
        upkeep.run(
            "update journal set place = null, words_salt = '', address_salt = ''
             where place >= (select first_place from journal_seals where number = $1)",
            values![number],
        )?;
        upkeep.run("delete from journal_seals where number >= $1", values![number]).map(drop)
    })
    .await;
    seal::seal(&t.app.db, t.app.now(), key).await.unwrap();
}

async fn a_tail_cut_off_is_told_by_a_kept_list(t: TestApp) {
    let mut dice = Dice(5);
    for _ in 0..TIMES {
        work(&t, 30, None).await;
        let kept = kept(&t).await;
        let last = kept.last().unwrap().clone();
        let place = last.last - dice.throw(20) + 1;
        let torn = kept.iter().find(|seal| seal.last >= place).unwrap().clone();
        done(&t, move |upkeep| upkeep.run("delete from journal where place >= $1", values![place]).map(drop)).await;
        made_anew(&t, torn.number, None).await;
        assert_eq!(checked(&t, None).await.faults, [], "by itself the journal looks whole");
        let found = against(&t, &kept).await;
        let cut = |from: &Seal| Fault::Cut {
            seals: last.number - from.number + 1,
            number: from.number,
            place: from.first,
            last: last.last,
        };
        if place == torn.first {
            assert_eq!(found, [cut(&torn)]);
        } else {
            // Rows that are left of a torn seal were sealed again, with other salts.
            let is_named = matches!(&found[0], Fault::Changed { place, .. } if *place == torn.first);
            assert!(is_named, "{found:?}");
        }
    }
}

async fn seals_made_anew_differ_from_a_kept_list(t: TestApp) {
    let mut dice = Dice(6);
    for _ in 0..TIMES {
        work(&t, 30, None).await;
        let kept = kept(&t).await;
        let place = kept.last().unwrap().last - dice.throw(25) + 1;
        let torn = kept.iter().find(|seal| seal.last >= place).unwrap().clone();
        done(&t, move |upkeep| {
            upkeep.run("update journal set words = 'ничего не было' where place = $1", values![place]).map(drop)
        })
        .await;
        made_anew(&t, torn.number, None).await;
        assert_eq!(checked(&t, None).await.faults, [], "by itself the journal looks whole");
        let found = against(&t, &kept).await;
        assert!(matches!(&found[0], Fault::Changed { place, .. } if *place == torn.first), "{found:?}");
        assert_eq!(against(&t, &kept[..kept.len() - 5]).await, []);
    }
}

async fn seals_made_anew_are_not_signed(t: TestApp) {
    let (key, other) = ("к".repeat(32), "х".repeat(32));
    let (key, other) = (SealKey::parse(&key).unwrap(), SealKey::parse(&other).unwrap());
    assert!(SealKey::parse("короткий").is_none());
    work(&t, 14, None).await;
    work(&t, 28, Some(&key)).await;
    let whole = checked(&t, Some(&key)).await;
    assert_eq!((whole.faults, whole.unsigned), (vec![], 2));
    made_anew(&t, 5, None).await;
    assert_eq!(checked(&t, None).await.faults, []);
    assert_eq!(checked(&t, Some(&key)).await.faults, [Fault::Unsigned { number: 5 }]);
    made_anew(&t, 5, Some(&other)).await;
    assert_eq!(checked(&t, Some(&key)).await.faults, [Fault::Unsigned { number: 5 }]);
    made_anew(&t, 5, Some(&key)).await;
    assert_eq!(checked(&t, Some(&key)).await.faults, []);
}

async fn seals_are_under_the_hash_too(t: TestApp) {
    work(&t, 40, None).await;
    for change in ["at = at + 1", "hash = '0'", "marks = substr(marks, 2) || 'x'"] {
        let sql = format!("update journal_seals set {change} where number = 3");
        let found = attacked(&t, move |upkeep| upkeep.run(&sql, &[]).map(drop)).await;
        assert_eq!(found.faults[0], Fault::Seal { number: 3 }, "{change}");
    }
    let found = attacked(&t, |upkeep| upkeep.run("delete from journal_seals where number = 2", &[]).map(drop)).await;
    assert_eq!(found.faults[0], Fault::NoSeal { number: 2 });
    let found = attacked(&t, |upkeep| upkeep.run("delete from journal_seals where number > 4", &[]).map(drop)).await;
    let id = id_at(&t, 29).await;
    assert_eq!(found.faults, [Fault::Bare { place: 29, id }]);
    let far = "update journal_seals set last_place = 9223372036854775807, number = number + 9223372036854775000 where number = 6";
    let found = attacked(&t, move |upkeep| upkeep.run(far, &[]).map(drop)).await;
    assert_eq!(found.faults[0], Fault::NoSeal { number: 6 });
}
