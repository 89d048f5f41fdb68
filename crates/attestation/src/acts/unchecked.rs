//! Signatures attached before the settings named a program that checks them: asked for every morning, a hundred at a time.

use crate::commission;
use crate::context::App;
use crate::documents::{self, Check, ask_check};
use crate::platform::act::{By, Fact};
use crate::platform::clock::Day;
use crate::platform::daily::Daily;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::words;

use super::store;

/// Signatures asked for on one day at most, of protocols and of acts.
const MOST: i64 = 100;

/// The work of a day.
#[derive(Debug)]
pub struct Unchecked;

impl Daily<App> for Unchecked {
    const NAME: &'static str = "signature.unchecked";
    const WORDS: &'static str = "Проверка прежних электронных подписей";

    async fn work(app: &App, _: Day) -> Result<(), Failure> {
        if app.config.signature_checker.is_none() {
            return Ok(());
        }
        let read = app.db.read(|reader| {
            let mut all = commission::unchecked_signatures(reader, MOST)?;
            all.extend(store::unchecked(reader, MOST)?);
            Ok::<Vec<Check>, DbError>(all)
        });
        let all = read.await?;
        if all.is_empty() {
            return Ok(());
        }
        let house = app.clone();
        let done = app.db.act(By::system(), app.now(), move |act| {
            all.iter().try_for_each(|one| ask_check(act, &house, one))?;
            let many = words::counted(all.len() as u64, "подпись", "подписи", "подписей");
            Ok::<_, Failure>(
                act.record(Fact::of(documents::kinds::ASKED, format!("в очереди на проверку: {many}")), ())?,
            )
        });
        done.await
    }
}
