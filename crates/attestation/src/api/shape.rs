//! The JSON neighbours are given: as much of a thing as they need, and the description of each field for them.

mod posts;
mod records;

use std::borrow::Cow;

use serde::Serialize;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::applications::{Category, Channel, Stage};
use crate::commission::{Decision, Outcome};
use crate::platform::clock::Moment;
use crate::register::Entry;

use super::feed::{Change, Listed, Told};
use super::standing;

pub(super) use posts::{PostShown, PostsShown};
pub(super) use records::{RecordShown, RecordsShown};

macro_rules! codes {
    ($name:ident, $words:literal, $about:literal, $all:expr) => {
        /// Codes of one kind, each written in the description of the access.
        pub(super) struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let described = ObjectBuilder::new().schema_type(Type::String).description(Some($about));
                described.enum_values(Some($all)).into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed($words)
            }
        }
    };
}

codes!(
    StageCode,
    "Stage",
    "Состояние заявления. decided — решение комиссии принято: какое, сказано в решении, когда подписан протокол.",
    standing::codes()
);
codes!(CategoryCode, "Category", "Квалификационная категория.", Category::ALL.map(Category::code));
codes!(ChannelCode, "Channel", "Как подано заявление.", Channel::ALL.map(Channel::code));

codes!(
    EndedCode,
    "Ended",
    "Чем дело закончено: published — акт опубликован, withdrawn — заявление отозвано, intake_refused — в приёме отказано.",
    standing::ENDS.map(Stage::code)
);
codes!(OutcomeCode, "Outcome", "Решение комиссии: категория установлена или отказано.", ["granted", "refused"]);
codes!(ObjectCode, "ChangedObject", "Что изменилось: заявление или запись реестра.", ["application", "record"]);
codes!(
    ChangeCode,
    "ChangedState",
    "Что с этим сейчас: состояние заявления, а для записи — standing (действует), replaced (заменена) или revoked (отменена).",
    standing::codes().into_iter().chain(["standing", "replaced", "revoked"])
);

/// A moment as neighbours read it: RFC 3339, UTC.
pub(super) fn moment(at: Moment) -> String {
    at.timestamp().to_string()
}

/// Заявление: чьё, о чём, в каком состоянии.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Application)]
pub(super) struct ApplicationShown {
    /// Номер дела, например 2026-0417.
    number: String,
    #[schema(value_type = StageCode)]
    stage: &'static str,
    /// Фамилия педагога; у уничтоженного дела пусто, как имя и отчество.
    surname: String,
    /// Имя.
    given: String,
    /// Отчество; может быть пустым.
    patronymic: String,
    /// ИНН организации.
    school_inn: String,
    /// Название организации.
    school: String,
    /// Муниципалитет.
    municipality: String,
    /// Код должности.
    post: String,
    /// Должность.
    post_name: String,
    /// Предмет; может быть пустым.
    subject: String,
    /// Действующая категория; нет, если её нет.
    #[schema(value_type = Option<CategoryCode>)]
    current_category: Option<&'static str>,
    #[schema(value_type = CategoryCode)]
    category: &'static str,
    /// Как подано; нет, если не записано.
    #[schema(value_type = Option<ChannelCode>)]
    channel: Option<&'static str>,
    /// Номер на портале услуг; может быть пустым.
    outer_number: String,
    /// День, когда заявление получено.
    #[schema(format = Date)]
    received_on: String,
    /// День регистрации; нет, если заявление ещё не зарегистрировано.
    #[schema(format = Date)]
    registered_on: Option<String>,
    /// Чем дело закончено; нет, пока оно не закончено. Остаётся и в архиве, и когда данные уничтожены.
    #[schema(value_type = Option<EndedCode>)]
    ended: Option<&'static str>,
    /// Когда дело изменилось последний раз.
    #[schema(format = DateTime)]
    changed_at: String,
}

impl From<&Listed> for ApplicationShown {
    fn from(listed: &Listed) -> Self {
        let case = &listed.case;
        // The teacher may have other cases still; of the erased one nobody is named.
        let named = |part: &str| if case.stage == Stage::Erased { String::new() } else { part.to_owned() };
        Self {
            number: case.number.clone(),
            stage: standing::code(case.stage),
            surname: named(&case.name.surname),
            given: named(&case.name.given),
            patronymic: named(&case.name.patronymic),
            school_inn: listed.inn.clone(),
            school: case.school_name.clone(),
            municipality: case.municipality.clone(),
            post: case.post_code.clone(),
            post_name: case.post.clone(),
            subject: case.subject.clone(),
            current_category: case.current_category.map(Category::code),
            category: case.category.code(),
            channel: case.filed.channel.map(Channel::code),
            outer_number: case.filed.outer_number.clone(),
            received_on: case.received_on.to_string(),
            registered_on: case.filed.registered_on.map(|day| day.to_string()),
            ended: standing::ended(case.reached),
            changed_at: moment(listed.changed_at),
        }
    }
}

/// Страница заявлений.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Applications)]
pub(super) struct ApplicationsShown {
    pub(super) items: Vec<ApplicationShown>,
    /// Метка следующей страницы: передайте её как cursor. Нет, если страница последняя.
    pub(super) next: Option<String>,
}

/// Решение комиссии по подписанному протоколу.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Decision)]
pub(super) struct DecisionShown {
    #[schema(value_type = OutcomeCode)]
    outcome: &'static str,
    /// День заседания: категория действует с него.
    #[schema(format = Date)]
    held_on: String,
    /// Номер протокола.
    protocol_number: String,
}

impl DecisionShown {
    fn of(decision: &Decision) -> Option<Self> {
        let outcome = match decision.outcome {
            Outcome::Granted => "granted",
            Outcome::Refused => "refused",
            Outcome::Postponed => return None,
        };
        let protocol_number = decision.protocol_number.clone();
        Some(Self { outcome, held_on: decision.held_on.to_string(), protocol_number })
    }
}

/// Одно заявление и решение по нему.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Case)]
pub(super) struct CaseShown {
    application: ApplicationShown,
    /// Нет, пока протокол заседания не подписан.
    decision: Option<DecisionShown>,
}

impl CaseShown {
    pub(super) fn of(listed: &Listed, decision: Option<&Decision>) -> Self {
        Self { application: listed.into(), decision: decision.and_then(DecisionShown::of) }
    }

    /// The number of the case.
    pub(super) fn number(&self) -> &str {
        &self.application.number
    }
}

/// Одно изменение. О самом деле или записи спросите по номеру или коду.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Change)]
pub(super) struct ChangeShown {
    /// Номер изменения: по нему узнают повторно полученное.
    id: String,
    /// Когда это произошло.
    #[schema(format = DateTime)]
    pub(super) at: String,
    #[schema(value_type = ObjectCode)]
    object: &'static str,
    /// Номер дела или код проверки записи.
    pub(super) key: String,
    #[schema(value_type = ChangeCode)]
    state: &'static str,
}

impl ChangeShown {
    pub(super) fn of(change: &Change) -> Option<Self> {
        let (object, key, state) = match change.told.as_ref()? {
            Told::Case(number, stage) => ("application", number, standing::code(*stage)),
            Told::Entry(code, _, true) => ("record", code, "replaced"),
            Told::Entry(code, Entry::Revoked, false) => ("record", code, "revoked"),
            Told::Entry(code, _, false) => ("record", code, "standing"),
        };
        Some(Self { id: change.id.to_string(), at: moment(change.at), object, key: key.clone(), state })
    }
}

/// Часть ленты изменений.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Changes)]
pub(super) struct ChangesShown {
    pub(super) items: Vec<ChangeShown>,
    /// Метка, с которой продолжать: сохраните её и передайте в следующий раз.
    pub(super) next: String,
    /// Есть ли уже следующая часть. Часть может быть пустой и не последней: в ней изменилось то, что этому доступу не открыто.
    pub(super) more: bool,
}
