//! Guards of the teacher's side: a teacher at their school, a draft in the hands of its teacher or of the coordinator
//! who fills it in. Anybody else gets 404, and the journal a row.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::accounts::{Organization, Role, Signed, SignedIn, path_part};
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::store::{self, Draft};

/// A teacher with their school.
pub(super) struct Teacher {
    pub(super) by: Signed,
    pub(super) school: Id<Organization>,
}

/// A draft not submitted yet, or one whose application is put right after remarks, open to its teacher and to the coordinator who fills it in.
pub(super) struct DraftInHand {
    pub(super) by: Signed,
    pub(super) draft: Draft,
    /// Whether it is the teacher and not a helper.
    pub(super) is_own: bool,
}

/// A draft in the hands of its own teacher, submitted or not.
pub(super) struct OwnDraft {
    pub(super) by: Signed,
    pub(super) draft: Draft,
}

/// A draft in the hands of the coordinator who fills it in, submitted or not.
pub(super) struct HelpedDraft {
    pub(super) by: Signed,
    pub(super) draft: Draft,
}

impl Guard for HelpedDraft {
    const WHO: &'static str = "the coordinator of the school who fills the draft in";
}

impl Guard for Teacher {
    const WHO: &'static str = "a teacher";
}

impl Guard for DraftInHand {
    const WHO: &'static str = "the teacher of the draft, the coordinator of the school who fills it in";
}

impl Guard for OwnDraft {
    const WHO: &'static str = "the teacher of the draft";
}

impl FromRequestParts<App> for Teacher {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn(by) = SignedIn::from_request_parts(parts, app).await?;
        match (by.seat.role, by.seat.organization) {
            (Role::Teacher, Some(school)) => Ok(Self { by, school }),
            (Role::Teacher, None) => {
                let why = "В вашем кабинете не указана организация. Позвоните в Центр, её укажут.";
                Err(Failure::Conflict(why.into()))
            }
            _ => Err(Failure::Hidden),
        }
    }
}

/// The draft of the path, and whether it is the person's own; anybody else is turned away.
async fn found(parts: &mut Parts, app: &App) -> Result<(Signed, Draft, bool), Failure> {
    let SignedIn(by) = SignedIn::from_request_parts(parts, app).await?;
    let raw = path_part(parts, app, "id").await;
    let Ok(id) = raw.parse::<Id<Draft>>() else { return Err(Failure::Hidden) };
    let draft = app.db.glance(move |reader| store::by_id(reader, id)).await?;
    if let Some(draft) = draft {
        let is_own = by.seat.role == Role::Teacher && draft.account == by.account.id;
        let helps =
            by.seat.role == Role::Coordinator && draft.helper.is_some() && by.seat.organization == Some(draft.school);
        if is_own || helps {
            return Ok((by, draft, is_own));
        }
    }
    Err(by.turned_away(app, "draft", &raw).await)
}

impl FromRequestParts<App> for DraftInHand {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let (by, draft, is_own) = found(parts, app).await?;
        if draft.application.is_some() && !draft.is_corrected {
            return Err(Failure::Gone("Заявление уже отправлено. Откройте его в личном кабинете.".into()));
        }
        Ok(Self { by, draft, is_own })
    }
}

impl FromRequestParts<App> for OwnDraft {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let (by, draft, is_own) = found(parts, app).await?;
        if is_own {
            return Ok(Self { by, draft });
        }
        let id = draft.id.to_string();
        Err(by.turned_away(app, "draft", &id).await)
    }
}

impl FromRequestParts<App> for HelpedDraft {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let (by, draft, is_own) = found(parts, app).await?;
        if !is_own {
            return Ok(Self { by, draft });
        }
        let id = draft.id.to_string();
        Err(by.turned_away(app, "draft", &id).await)
    }
}

impl DraftInHand {
    /// Refuses what is done only before an application is sent.
    pub(super) fn not_sent(&self) -> Result<(), Failure> {
        if self.draft.application.is_none() {
            return Ok(());
        }
        let why = "Заявление уже отправлено. Документы добавляют на странице дела, а отозвать заявление можно там же.";
        Err(Failure::Conflict(why.into()))
    }

    /// Whose earlier cases are offered: the teacher has all of their own, a helper reads those of the own school.
    pub(super) fn earlier_at(&self) -> Option<Id<Organization>> {
        (!self.is_own).then_some(self.draft.school)
    }

    /// What the draft is called: an application that was sent is put right.
    pub(super) const fn named(&self) -> &'static str {
        if self.draft.application.is_some() {
            "Исправление заявления"
        } else {
            "Черновик заявления"
        }
    }

    /// The address of the draft.
    pub(super) fn href(&self) -> String {
        format!("/drafts/{}", self.draft.id)
    }

    /// «Вы заполняете за …», when it is a helper.
    pub(super) fn helping(&self) -> String {
        if self.is_own {
            return String::new();
        }
        format!("Вы заполняете за педагога: {}. Отправит педагог сам.", self.draft.name.full())
    }

    /// Who has begun the draft for its teacher, told to the teacher.
    pub(super) fn begun_by(&self) -> String {
        match &self.draft.helper {
            Some(helper) if self.is_own && self.draft.application.is_none() => format!(
                "Этот черновик начал за вас координатор школы: {}. Проверьте ответы и исправьте, если нужно. Заявление отправите вы сами.",
                helper.full()
            ),
            _ => String::new(),
        }
    }

    /// Where the person came from.
    pub(super) const fn list(&self) -> (&'static str, &'static str) {
        if self.is_own {
            ("/cabinet", "Личный кабинет")
        } else {
            ("/school/drafts", "Черновики заявлений")
        }
    }
}
