//! A code is taken: each one once, and wrong ones are counted apart from wrong passwords.

use crate::context::App;
use crate::platform::act::{Act, By, Fact};
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::words;

use super::code::{NotTaken, Typed};
use super::store;
use crate::accounts::model::Account;
use crate::accounts::{kinds, password, throttle};

/// The field of a code. Fields with «password» in their names are neither sent back nor kept for later.
pub(in crate::accounts) const FIELD: &str = "one-time-password";

/// A code, taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// One of the application.
    Phone,
    /// A spare one; so many are left.
    Spare(u64),
}

impl Taken {
    /// In the words of the journal.
    pub(super) fn words(self) -> String {
        match self {
            Self::Phone => "код из приложения".to_owned(),
            Self::Spare(left) => format!("запасной код, осталось {left}"),
        }
    }
}

/// Reads what was typed; a spare code becomes its hash, which takes as long as a password.
pub(super) async fn read(app: &App, account: Id<Account>, raw: &str) -> Result<Result<Typed, NotTaken>, Failure> {
    let spare = match Typed::parse(raw) {
        Ok(Typed::Spare(spare)) => spare,
        other => return Ok(other),
    };
    let Some(step) = app.db.read(move |reader| store::standing(reader, account)).await? else {
        return Ok(Err(NotTaken::NoSpare));
    };
    let hashes = password::spare_hashes(app, vec![spare], step.salt).await?;
    Ok(hashes.into_iter().next().map(Typed::Spare).ok_or(NotTaken::NoSpare))
}

/// Takes a code that was read: within the act that it opens, and never again.
pub(super) fn take(act: &mut Act<'_>, account: Id<Account>, typed: &Typed) -> Result<Result<Taken, NotTaken>, DbError> {
    match typed {
        Typed::Phone(code) => {
            let now = act.at();
            let found = store::standing(act, account)?.and_then(|step| {
                let tick = step.secret.tick_of(code, now)?;
                Some((step.secret, tick))
            });
            let Some((secret, tick)) = found else { return Ok(Err(NotTaken::Wrong)) };
            let is_first = store::use_tick(act, account, &secret, tick)?;
            Ok(if is_first { Ok(Taken::Phone) } else { Err(NotTaken::Used) })
        }
        Typed::Spare(hash) if store::use_spare(act, account, hash)? => {
            Ok(Ok(Taken::Spare(store::spare_left(act, account)?)))
        }
        Typed::Spare(_) => Ok(Err(NotTaken::NoSpare)),
    }
}

/// What is said while wrong codes have closed the field for so many seconds.
pub(super) fn too_many(seconds: i64) -> String {
    let minutes = (seconds.unsigned_abs()).div_ceil(60).max(1);
    let wait = words::counted(minutes, "минуту", "минуты", "минут");
    format!("Слишком много неверных кодов. Повторите через {wait}.")
}

/// Checks the code typed beside the own password before a weighty act; a fault at its field when it is not taken.
pub(in crate::accounts) async fn prove(app: &App, account: Id<Account>, form: &mut Form) -> Result<bool, Failure> {
    let counted = throttle::of_account(&format!("prove-code:{account}"), None);
    let counts = vec![counted.clone()];
    if let Some(seconds) = throttle::wait(app, &counts).await? {
        form.fault(FIELD, too_many(seconds));
        return Ok(false);
    }
    let taken = match read(app, account, form.value(FIELD)).await? {
        Ok(typed) => told(app, account, typed).await?,
        Err(why) => Err(why),
    };
    match taken {
        Ok(_) => throttle::forget(app, counted).await?,
        Err(why) => {
            throttle::failed(app, counts).await?;
            form.fault(FIELD, why.to_string());
        }
    }
    Ok(taken.is_ok())
}

/// Takes the code in an act of its own: what it was asked for comes after it.
async fn told(app: &App, account: Id<Account>, typed: Typed) -> Result<Result<Taken, NotTaken>, Failure> {
    let by = By { account: Some(account.to_string()), ..By::default() };
    let taken = app.db.act(by, app.now(), move |act| {
        let taken = take(act, account, &typed)?;
        let fact = match taken {
            Ok(taken) => Fact::of(kinds::CODE_GIVEN, taken.words()),
            Err(_) => Fact::of(kinds::CODE_GIVEN, "код второго шага не подошёл").refused(),
        };
        act.record(fact, taken)
    });
    Ok(taken.await?)
}
