//! An invitation is accepted: one act uses it up and makes a cabinet, or adds a role to one.

use crate::accounts::{self, Account, CONSENT_VERSION, NewAccount, Organization, Role, Seat};
use crate::context::{App, Newcomer};
use crate::platform::act::{Act, By, Fact};
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::visit::Visit;

use super::guards::InHand;
use super::model::Invitation;
use super::teacher::{self, Known, NotDone};
use super::{kinds, letters, store};

/// The login was taken, perhaps a moment ago.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) login: String,
    pub(super) free: String,
}

impl Refusal for Taken {
    fn reason(&self) -> String {
        format!("Логин {} уже занят. Свободен логин {}.", self.login, self.free)
    }
}

/// What an act needs of the invitation in hand.
struct Joining {
    id: Id<Invitation>,
    link: String,
    role: Role,
    place: Option<Id<Organization>>,
    workplace: String,
    words: String,
    first_run: bool,
    is_invited: bool,
    visit: Visit,
    name: FullName,
    email: String,
}

/// Makes the cabinet: account, seat, consent, letter, of a teacher the tie to the teacher's row;
/// the secret of the session that opens in it.
pub(super) async fn create_cabinet(
    app: &App,
    hand: &InHand,
    new: NewAccount,
    known: Option<Known>,
) -> Result<String, NotDone> {
    let (house, joining) = (app.clone(), Joining::of(hand));
    let create = move |act: &mut Act<'_>| {
        joining.redeem(act)?;
        let Some(id) = accounts::create(act, &new)? else {
            return Err(why_not_created(act, &new)?);
        };
        let made = account(id, &new);
        if let Some(known) = &known {
            teacher::tie(act, &made, known, (joining.place, joining.is_invited))?;
        }
        act.known_as(id, joining.role.code());
        let from = (joining.visit.address_text(), house.config.operator());
        accounts::give_consent(act, id, (accounts::REGISTERED, CONSENT_VERSION), (&from.0, &from.1))?;
        let seat = joining.take_seat(act, &house, id)?;
        act.post(&letters::created(&house, &made, &joining.words)?)?;
        let session = accounts::open(act, id, seat, &joining.visit, true)?;
        let words = format!("создан кабинет: {}, {}", new.name.full(), joining.words);
        Ok(act.record(Fact::of(kinds::ACCEPTED, words).subject("invitation", joining.id), session)?)
    };
    app.db.act(stranger(hand), app.now(), create).await
}

fn account(id: Id<Account>, new: &NewAccount) -> Account {
    Account {
        id,
        login: new.login.as_str().to_owned(),
        email: new.email.as_str().to_owned(),
        name: new.name.clone(),
        phone: new.phone.as_str().to_owned(),
    }
}

/// The login was taken meanwhile, or the address belongs to a cabinet that was closed.
fn why_not_created(act: &mut Act<'_>, new: &NewAccount) -> Result<NotDone, DbError> {
    if accounts::login_taken(act, &new.login)? {
        let free = accounts::free_login(act, new.login.as_str())?;
        let taken = Taken { login: new.login.as_str().to_owned(), free };
        return Ok(NotDone::Fault("login", taken.reason()));
    }
    Ok(NotDone::Failed(Failure::Conflict("С этим адресом почты кабинет уже был, и создать второй нельзя. Обратитесь в Центр: вас пригласят на другой адрес.".into())))
}

/// Adds the role to a cabinet whose owner has proved to be here; the secret of a session in the new role.
pub(super) async fn add_role(
    app: &App,
    hand: &InHand,
    account: Account,
    known: Option<Known>,
) -> Result<String, NotDone> {
    let (house, joining) = (app.clone(), Joining::of(hand));
    let letter = letters::role_added(app, &account, &joining.words)?;
    let old = hand.anyone.signed.as_ref().filter(|_| hand.is_owner()).map(|signed| signed.session.clone());
    let add = move |act: &mut Act<'_>| {
        joining.redeem(act)?;
        act.known_as(account.id, joining.role.code());
        if let Some(known) = &known {
            teacher::tie(act, &account, known, (joining.place, joining.is_invited))?;
        }
        let seat = joining.take_seat(act, &house, account.id)?;
        act.post(&letter)?;
        let session = match old {
            Some(old) => accounts::change_seat(act, &old, account.id, seat, &joining.visit)?.0,
            None => accounts::open(act, account.id, seat, &joining.visit, true)?,
        };
        let words = format!("в кабинет добавлена роль: {}, {}", account.name.full(), joining.words);
        Ok::<_, NotDone>(act.record(Fact::of(kinds::ACCEPTED, words).subject("invitation", joining.id), session)?)
    };
    app.db.act(stranger(hand), app.now(), add).await
}

/// Who acts until the act itself knows the account.
fn stranger(hand: &InHand) -> By {
    By { address: hand.anyone.visit.address_text(), ..By::default() }
}

impl Joining {
    fn of(hand: &InHand) -> Self {
        let invitation = &hand.invitation;
        Self {
            id: invitation.id,
            link: hand.link.clone(),
            role: invitation.role,
            place: invitation.organization,
            workplace: invitation.workplace.clone(),
            words: invitation.role_words(),
            first_run: invitation.is_first_run(),
            is_invited: !invitation.is_asked_for(),
            visit: hand.anyone.visit.clone(),
            name: invitation.name.clone(),
            email: invitation.email.clone(),
        }
    }

    /// Uses the invitation up: of two hands the second is told so.
    fn redeem(&self, act: &mut Act<'_>) -> Result<(), Failure> {
        let late = self.first_run && accounts::first_centre_exists(act)?;
        if !late && store::redeem(act, self.id, &self.link)? {
            return Ok(());
        }
        Err(Failure::Gone("По этой ссылке кабинет уже создан, или её заменили новой. Войдите с логином и паролем, которые придумали, или откройте последнее письмо.".into()))
    }

    fn take_seat(&self, act: &mut Act<'_>, app: &App, account: Id<Account>) -> Result<Id<Seat>, DbError> {
        let seat = accounts::give_seat(act, account, self.role, self.place, &self.workplace)?;
        let posts: Vec<String> = store::posts_of(act, self.id)?.into_iter().map(|(code, _)| code).collect();
        accounts::give_posts(act, seat, &posts)?;
        store::redeemed_by(act, self.id, account)?;
        if self.role == Role::Member {
            let new = Newcomer { seat: seat.to_string(), name: self.name.clone(), email: self.email.clone() };
            (app.take_places)(act, &new, app.today())?;
        }
        Ok(seat)
    }
}
