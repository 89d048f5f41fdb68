//! Throttling of sign-in: strangers are slowed down, and cannot lock the owner out —
//! a computer the account was used on before has a count of its own.

use jiff::SignedDuration;

use crate::context::App;
use crate::platform::callers::caller;
use crate::platform::clock::Moment;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::secret;
use crate::values;

/// A count of failures.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    name: String,
    rule: Rule,
}

#[derive(Debug, Clone, Copy)]
enum Rule {
    /// An account tried from one kind of computer: five free tries, then 1, 5, 15, 60 minutes.
    Account,
    /// A network address: schools sit behind one, so it is generous. 300 tries in ten minutes.
    Address,
}

/// Failures are forgotten after a day of quiet.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(24);
const FREE: i64 = 5;
const ADDRESS_FREE: i64 = 300;
const ADDRESS_WINDOW: SignedDuration = SignedDuration::from_mins(10);

/// The count of tries for this name from an unknown computer, or from a known one of its own.
pub(super) fn of_account(typed: &str, known_device: Option<&str>) -> Counted {
    let from = known_device.unwrap_or("stranger");
    Counted { name: secret::hash(&format!("account:{}:{from}", typed.trim().to_lowercase())), rule: Rule::Account }
}

/// The count of tries from a network address.
pub(super) fn of_address(address: &str) -> Counted {
    by_address(&subscriber(address))
}

/// The count of tries of one thing from a network address.
fn of_address_at(what: &str, address: &str) -> Counted {
    by_address(&format!("{what}:{}", subscriber(address)))
}

fn by_address(name: &str) -> Counted {
    Counted { name: secret::hash(&format!("address:{name}")), rule: Rule::Address }
}

/// Whom a network address belongs to: whoever has an address of IPv6 has as many of them as there are tries.
fn subscriber(address: &str) -> String {
    address.parse().map_or_else(|_| address.to_owned(), |known| caller(known).to_string())
}

/// Refuses when a count is closed for now.
pub(super) async fn pass(app: &App, counts: &[Counted]) -> Result<(), Failure> {
    wait(app, counts).await?.map_or(Ok(()), |seconds| Err(Failure::TooMany(seconds)))
}

/// The seconds for which a count is closed; none when every one is open.
pub(super) async fn wait(app: &App, counts: &[Counted]) -> Result<Option<i64>, Failure> {
    let now = app.now();
    let names: Vec<String> = counts.iter().map(|count| count.name.clone()).collect();
    let closed_to = app
        .db
        .read(move |reader| {
            let mut latest = 0;
            for name in &names {
                latest = latest.max(reader.count("select blocked_to from throttle where name = $1", values![name])?);
            }
            Ok::<_, DbError>(Moment::of_micros(latest))
        })
        .await?;
    let left = closed_to.since(now);
    Ok((closed_to > now).then(|| left.as_secs() + i64::from(left.subsec_nanos() > 0)))
}

/// Counts one try of something a stranger may ask for, and refuses when there were too many.
pub async fn count_try(app: &App, what: &str, address: &str) -> Result<(), Failure> {
    let counts = vec![of_account(what, None), of_address(address)];
    pass(app, &counts).await?;
    failed(app, counts).await
}

/// Refuses while there were too many tries of something, and counts nothing.
pub async fn pass_tries(app: &App, what: &str, address: &str) -> Result<(), Failure> {
    pass(app, &[of_account(what, None), of_address(address)]).await
}

/// Refuses a network address from which a stranger has missed too often at this thing, as at a login.
pub async fn pass_address(app: &App, what: &str, address: &str) -> Result<(), Failure> {
    pass(app, &[of_address_at(what, address)]).await
}

/// Counts a stranger's miss at this thing from a network address.
pub async fn count_miss(app: &App, what: &str, address: &str) -> Result<(), Failure> {
    failed(app, vec![of_address_at(what, address)]).await
}

/// Counts a failure.
pub(super) async fn failed(app: &App, counts: Vec<Counted>) -> Result<(), Failure> {
    let now = app.now();
    app.db
        .upkeep(move |upkeep| {
            for count in &counts {
                let before = upkeep.row("select failures, last_at from throttle where name = $1", values![&count.name], |row| {
                    Ok((row.get::<i64>(0)?, row.get::<Moment>(1)?))
                })?;
                let window = match count.rule {
                    Rule::Account => FORGOTTEN,
                    Rule::Address => ADDRESS_WINDOW,
                };
                let failures = before.filter(|(_, last)| now.since(*last) < window).map_or(0, |(failures, _)| failures) + 1;
                upkeep.run(
                    "insert into throttle (name, failures, last_at, blocked_to) values ($1, $2, $3, $4)
                     on conflict (name) do update set failures = excluded.failures, last_at = excluded.last_at, blocked_to = excluded.blocked_to",
                    values![&count.name, failures, now, now.plus(pause(count.rule, failures))],
                )?;
            }
            Ok::<_, Failure>(())
        })
        .await
}

fn pause(rule: Rule, failures: i64) -> SignedDuration {
    match rule {
        Rule::Account => SignedDuration::from_mins(match failures - FREE {
            ..0 => 0,
            0 => 1,
            1 => 5,
            2 => 15,
            _ => 60,
        }),
        Rule::Address if failures >= ADDRESS_FREE => ADDRESS_WINDOW,
        Rule::Address => SignedDuration::ZERO,
    }
}

/// Forgets a count after a success.
pub(super) async fn forget(app: &App, count: Counted) -> Result<(), Failure> {
    app.db.upkeep(move |upkeep| upkeep.run("delete from throttle where name = $1", values![&count.name])).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_grows() {
        let minutes: Vec<i64> = (1..=9).map(|failures| pause(Rule::Account, failures).as_secs() / 60).collect();
        assert_eq!(minutes, [0, 0, 0, 0, 1, 5, 15, 60, 60]);
        assert_eq!(pause(Rule::Address, 299), SignedDuration::ZERO);
        assert_eq!(pause(Rule::Address, 300), ADDRESS_WINDOW);
    }

    #[test]
    fn a_house_of_ipv6_is_counted_as_one() {
        let same = |one: &str, other: &str| {
            let whole = of_address(one).name == of_address(other).name;
            assert_eq!(of_address_at("check", one).name == of_address_at("check", other).name, whole);
            whole
        };
        assert!(same("2001:db8:0:1::1", "2001:db8:0:1:ffff::2"), "the addresses of one house");
        assert!(!same("2001:db8:0:1::1", "2001:db8:0:2::1"), "another house");
        assert!(same("::ffff:192.0.2.1", "192.0.2.1") && !same("192.0.2.1", "192.0.2.2"));
        assert_ne!(of_address("192.0.2.1").name, of_address_at("check", "192.0.2.1").name);
    }
}
