//! What is done with an invitation: issue, send again, revoke; the link of a first run.

use crate::accounts::{self, Role};
use crate::context::App;
use crate::organizations;
use crate::platform::act::{Act, By, Fact};
use crate::platform::clock::Moment;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::secret::LinkSecret;

use super::model::{Invitation, NewInvitation, Refused, last_day};
use super::{kinds, letters, store};

/// Issues one invitation within an act of the caller: the row, its link, the letter and a row of the journal.
/// `Failure::Denied` holds a `Refused` and leaves the act as it was: the caller may go on with the next one.
/// The posts named must be known ones.
pub fn issue(act: &mut Act<'_>, app: &App, new: &NewInvitation) -> Result<Id<Invitation>, Failure> {
    let (id, fact) = write(act, app, new)?;
    act.note(fact)?;
    Ok(id)
}

/// Issues one invitation as an act of its own.
pub async fn invite(app: &App, by: By, new: NewInvitation) -> Result<Id<Invitation>, Failure> {
    let house = app.clone();
    let id = app
        .db
        .act(by, app.now(), move |act| {
            let (id, fact) = write(act, &house, &new)?;
            Ok::<_, Failure>(act.record(fact, id)?)
        })
        .await?;
    app.bell.ring();
    Ok(id)
}

fn write(act: &mut Act<'_>, app: &App, new: &NewInvitation) -> Result<(Id<Invitation>, Fact), Failure> {
    // Two hands inviting the same person at once would not see each other's row: the counter lets them in one by one.
    act.next_number("invitations")?;
    refuse_placeless(act, new)?;
    refuse_needless(act, app, new)?;
    let mut workplace = new.workplace.clone();
    if let (true, Some(place)) = (workplace.is_empty(), new.organization) {
        workplace = organizations::by_id(act, place)?.ok_or(Refused::NoSchool)?.name;
    }
    let id = store::insert(act, new, &workplace, works_until(app, act.at()))?;
    let invitation = send(act, app, id)?;
    Ok((id, told(kinds::ISSUED, &invitation)))
}

fn refuse_placeless(act: &mut Act<'_>, new: &NewInvitation) -> Result<(), Failure> {
    if new.role.is_at_school() && new.organization.is_none() {
        return Err(Refused::NoSchool.into());
    }
    if new.role == Role::Municipal && !organizations::municipalities(act)?.contains(&new.workplace) {
        return Err(Refused::NoMunicipality.into());
    }
    Ok(())
}

fn refuse_needless(act: &mut Act<'_>, app: &App, new: &NewInvitation) -> Result<(), Failure> {
    let place = (new.organization, new.workplace.as_str());
    if accounts::holds(act, &new.email, new.role, place)? {
        return Err(Refused::AlreadyHolds(new.role).into());
    }
    let now = act.at();
    // Whoever is invited by a person holds that invitation: the link they asked for themselves goes.
    if let (Some(_), Role::Teacher, Some(school)) = (new.issued_by, new.role, new.organization) {
        store::drop_asked(act, &new.email, school)?;
    }
    match store::open_one(act, &new.email, new.role, place, now)? {
        Some(until) => Err(Refused::AlreadyInvited(last_day(app, until)).into()),
        None => Ok(()),
    }
}

/// An invitation works to the end of its last day here.
fn works_until(app: &App, now: Moment) -> Moment {
    let zone = &app.config.zone;
    zone.begins(zone.day(now).plus(app.config.invitation_days + 1))
}

/// A new link in a new letter; the older ones die.
fn send(act: &mut Act<'_>, app: &App, id: Id<Invitation>) -> Result<Invitation, Failure> {
    let mut invitation = store::by_id(act, id)?.ok_or(Failure::Hidden)?;
    invitation.may_resend()?;
    invitation.expires_at = works_until(app, act.at());
    let secret = LinkSecret::random()?;
    let letter = act.post(&letters::invitation(app, &invitation, &secret)?)?;
    if store::renew(act, id, &secret, Some(letter), invitation.expires_at)? {
        Ok(invitation)
    } else {
        Err(Failure::Conflict("Пока вы работали, приглашение приняли или отозвали. Откройте его заново.".into()))
    }
}

fn told(kind: crate::platform::act::Kind, invitation: &Invitation) -> Fact {
    Fact::of(kind, format!("{}: {}", invitation.name.full(), invitation.role_words()))
        .subject("invitation", invitation.id)
}

/// Sends again within an act of the caller; what the journal is to be told.
pub(super) fn send_again(act: &mut Act<'_>, app: &App, id: Id<Invitation>) -> Result<Fact, Failure> {
    Ok(told(kinds::RESENT, &send(act, app, id)?))
}

/// Sends again.
pub(super) async fn resend(app: &App, by: By, id: Id<Invitation>) -> Result<(), Failure> {
    let house = app.clone();
    app.db
        .act(by, app.now(), move |act| {
            let fact = send_again(act, &house, id)?;
            Ok::<_, Failure>(act.record(fact, ())?)
        })
        .await?;
    app.bell.ring();
    Ok(())
}

/// Revokes.
pub(super) async fn revoke(app: &App, by: By, invitation: Invitation) -> Result<(), Failure> {
    invitation.may_revoke()?;
    app.db
        .act(by, app.now(), move |act| {
            if !store::revoke(act, invitation.id)? {
                return Err(Failure::Conflict(
                    "Пока вы работали, приглашение приняли или отозвали. Откройте его заново.".into(),
                ));
            }
            Ok(act.record(told(kinds::REVOKED, &invitation), ())?)
        })
        .await
}

/// A link for the first cabinet of the centre; none when the centre has one. An older link of this kind dies.
pub async fn first_run_link(app: &App) -> Result<Option<String>, Failure> {
    if app.db.read(accounts::first_centre_exists).await? {
        return Ok(None);
    }
    let house = app.clone();
    let secret = LinkSecret::random()?;
    let link = app.link(&format!("/join/{}", secret.signs()));
    app.db
        .act(By::system(), app.now(), move |act| {
            let until = works_until(&house, act.at());
            let known = store::first_run(act)?;
            let id = known.map_or_else(|| store::insert_first_run(act, until), Ok)?;
            store::renew(act, id, &secret, None, until)?;
            let fact =
                Fact::of(kinds::FIRST_RUN, "напечатана ссылка для первого кабинета Центра").subject("invitation", id);
            Ok::<_, Failure>(act.record(fact, Some(link))?)
        })
        .await
}
