//! Notifications leave: every address has a hand of its own, so that a slow neighbour holds up nobody else, and within an
//! address one goes after another.

use std::time::Duration;

use axum::http::StatusCode;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::accounts::staff_of_centre;
use crate::context::App;
use crate::platform::act::By;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::delivery::Delivery;
use super::model::{After, Hook, Refused};
use super::store::{self, Failed, Hand, Step};
use super::{kinds, letters, signing};

/// How often it is looked whether there is something to tell.
const ROUND: Duration = Duration::from_secs(5);

type Stop = watch::Receiver<bool>;

/// The rounds of notifications, until `stop` turns true: those under way are finished.
pub async fn rounds(app: App, mut stop: Stop) {
    let mut hands = JoinSet::new();
    while !*stop.borrow_and_update() {
        match due(&app).await {
            Ok(due) => due.into_iter().for_each(|hook| drop(hands.spawn(at_hook(app.clone(), hook, stop.clone())))),
            Err(error) => tracing::error!(error = %error, "addresses of notifications were not read"),
        }
        while hands.try_join_next().is_some() {}
        tokio::select! {
            () = tokio::time::sleep(ROUND) => {}
            _ = stop.changed() => {}
        }
    }
    drop(hands.join_all().await);
}

/// One round: everything that is due now, all addresses side by side; at how many there was something to do.
///
/// # Errors
/// When the database does not answer at the beginning; what fails later is logged and tried in the next round.
pub async fn once_round(app: &App) -> Result<usize, DbError> {
    let (_tell, stop) = watch::channel(false);
    let due = due(app).await?;
    let hands: JoinSet<()> = due.into_iter().map(|hook| at_hook(app.clone(), hook, stop.clone())).collect();
    Ok(hands.join_all().await.len())
}

fn today(app: &App) -> (Moment, Day) {
    (app.now(), app.today())
}

async fn due(app: &App) -> Result<Vec<Id<Hook>>, DbError> {
    let now = today(app);
    app.db.read(move |reader| store::due(reader, now)).await
}

/// Sends everything that waits for one address, one after another, until one is not taken.
async fn at_hook(app: App, hook: Id<Hook>, stop: Stop) {
    if let Err(error) = send_all(&app, Hand::at(hook), &stop).await {
        tracing::error!(hook.id = %hook, error = ?error, "notifications were not finished");
    }
}

async fn send_all(app: &App, mut hand: Hand, stop: &Stop) -> Result<(), Failure> {
    loop {
        let now = today(app);
        match app.db.upkeep(move |upkeep| store::next(upkeep, hand, now)).await? {
            Step::Rest => return Ok(()),
            Step::Again(held) => hand = held,
            Step::Send(held, both) => {
                hand = held;
                let (hook, delivery) = *both;
                if !send(app, hand, hook, &delivery).await? {
                    return Ok(());
                }
            }
        }
        if *stop.borrow() {
            app.db.upkeep(move |upkeep| store::let_go(upkeep, hand)).await?;
            return Ok(());
        }
    }
}

/// What is written beside a status that is no «taken».
fn refused(status: StatusCode) -> String {
    if status.is_redirection() {
        format!("ответ {}: перенаправление, по нему система не идёт", status.as_u16())
    } else {
        format!("ответ {}", status.as_u16())
    }
}

/// Sends one notification and writes down what came of it; whether the hand goes on.
async fn send(app: &App, hand: Hand, hook: Hook, delivery: &Delivery) -> Result<bool, Failure> {
    let (id, second) = (delivery.id, app.now().timestamp().as_second().to_string());
    let signed = signing::signature(&hook.secret, &id.to_string(), &second, &delivery.body)
        .ok_or_else(|| anyhow::anyhow!("the secret of an address of notifications cannot be read"))?;
    let headers = [
        ("content-type", "application/json".to_owned()),
        ("webhook-id", id.to_string()),
        ("webhook-timestamp", second),
        ("webhook-signature", signed),
    ];
    let answer = app.config.outward.post(hook.url.url(), &headers, delivery.body.clone()).await;
    let now = app.now();
    let (status, why) = match answer {
        Ok(status) if status.is_success() => {
            let status = i64::from(status.as_u16());
            let taken = app.db.upkeep(move |upkeep| store::taken(upkeep, (hand, id), status, now)).await;
            return Ok(taken?);
        }
        Ok(status) => (Some(status), refused(status)),
        Err(why) => (None, why.to_string()),
    };
    tracing::warn!(hook.id = %hook.id, failures = hook.failures + 1, why = why, "a notification was not taken");
    let is_gone = status == Some(StatusCode::GONE);
    let status = status.map(|status| i64::from(status.as_u16()));
    let failed = Failed { hand, delivery: id, what: delivery.what, status, why };
    let after = hook.failed(now);
    let next_at = if let After::Later(at) = after { at } else { now };
    let (goes_on, why) = app
        .db
        .upkeep(move |upkeep| Ok::<_, DbError>((store::failed(upkeep, &failed, (now, next_at))?, failed.why)))
        .await?;
    // A trial fails without weight, but an address that says it is no more is believed whatever it was asked.
    let is_over = is_gone || (!goes_on && after == After::Off);
    if is_over {
        stop(app, hook, why).await?;
    }
    Ok(goes_on && !is_over)
}

/// Switches off an address that failed for too long or says itself that it is no more; the centre gets a letter.
async fn stop(app: &App, hook: Hook, why: String) -> Result<(), Failure> {
    let house = app.clone();
    let stopped = app.db.act(By::system(), app.now(), move |act| {
        if !store::stop(act, hook.id, &why)? {
            return Err(Refused::IsOff.into());
        }
        for to in staff_of_centre(act)? {
            act.post(&letters::stopped(&house, &hook, &to, &why)?)?;
        }
        Ok(act.record(kinds::fact(kinds::STOPPED, &hook, &format!("уведомления отключены: {why}")), ())?)
    });
    match stopped.await {
        // Somebody was first.
        Err(Failure::Denied(_)) => Ok(()),
        Err(failure) => Err(failure),
        Ok(()) => {
            app.bell.ring();
            Ok(())
        }
    }
}
