//! The JSON neighbours are given: as much of a thing as they need, and the description of each field for them.

use std::borrow::Cow;

use serde::Serialize;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::applications::{Category, Channel, Stage};
use crate::commission::{Decision, Outcome};
use crate::platform::clock::{Day, Moment};
use crate::posts::{Former, Post};
use crate::register::{Entry, Record};

use super::feed::{Change, Listed, Told};

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

codes!(StageCode, "Stage", "Состояние заявления.", Stage::KEPT.map(Stage::code));
codes!(CategoryCode, "Category", "Квалификационная категория.", Category::ALL.map(Category::code));
codes!(ChannelCode, "Channel", "Как подано заявление.", Channel::ALL.map(Channel::code));

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
            stage: case.stage.code(),
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
    /// granted — категория установлена, refused — отказано.
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

/// Запись реестра категорий.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Record)]
pub(super) struct RecordShown {
    /// Код проверки, двенадцать знаков.
    code: String,
    /// Фамилия педагога.
    surname: String,
    /// Имя.
    given: String,
    /// Отчество; может быть пустым.
    patronymic: String,
    /// Код должности.
    post: String,
    /// Должность, как она записана в акте.
    post_name: String,
    /// Организация, как она записана в акте.
    organization: String,
    /// Муниципалитет; может быть пустым.
    municipality: String,
    #[schema(value_type = CategoryCode)]
    category: &'static str,
    /// День решения: категория действует с него.
    #[schema(format = Date)]
    granted_on: String,
    /// Последний день; нет, если категория бессрочная.
    #[schema(format = Date)]
    valid_to: Option<String>,
    /// Номер акта.
    act_number: String,
    /// Дата акта; нет, если она не записана.
    #[schema(format = Date)]
    act_date: Option<String>,
    /// Действует ли категория сегодня.
    in_force: bool,
}

impl RecordShown {
    pub(super) fn of(record: &Record, today: Day) -> Self {
        let in_force =
            record.stands() && record.granted_on <= today && record.valid_to.is_none_or(|last| last >= today);
        Self {
            code: record.code.as_str().to_owned(),
            surname: record.name.surname.clone(),
            given: record.name.given.clone(),
            patronymic: record.name.patronymic.clone(),
            post: record.post_code.clone(),
            post_name: record.post().to_owned(),
            organization: record.organization.clone(),
            municipality: record.municipality.clone(),
            category: record.category.code(),
            granted_on: record.granted_on.to_string(),
            valid_to: record.valid_to.map(|day| day.to_string()),
            act_number: record.act_number.clone(),
            act_date: record.act_date.map(|day| day.to_string()),
            in_force,
        }
    }
}

/// Страница записей реестра.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Records)]
pub(super) struct RecordsShown {
    pub(super) items: Vec<RecordShown>,
    /// Метка следующей страницы: передайте её как cursor. Нет, если страница последняя.
    pub(super) next: Option<String>,
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
    /// application — изменилось заявление, record — запись реестра.
    object: &'static str,
    /// Номер дела или код проверки записи.
    pub(super) key: String,
    /// Что с этим сейчас: состояние заявления, а для записи — standing, replaced или revoked.
    state: &'static str,
}

impl ChangeShown {
    pub(super) fn of(change: &Change) -> Option<Self> {
        let (object, key, state) = match change.told.as_ref()? {
            Told::Case(number, stage) => ("application", number, stage.code()),
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

/// Должность из списка Центра.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Post)]
pub(super) struct PostShown {
    /// Код: P — из номенклатуры, C — добавлена Центром.
    code: String,
    /// Название сегодня.
    name: String,
    /// Прежние названия, последнее впереди.
    former_names: Vec<String>,
    /// Первый день, с которого её аттестуют.
    #[schema(format = Date)]
    since: String,
    /// День, с которого новых заявлений по ней не принимают; нет, если принимают.
    #[schema(format = Date)]
    ended_on: Option<String>,
}

impl PostShown {
    pub(super) fn of(post: Post, former: &[Former]) -> Self {
        let of_it = former.iter().filter(|one| one.code == post.code);
        Self {
            former_names: of_it.map(|one| one.name.clone()).collect(),
            code: post.code,
            name: post.name,
            since: post.since.to_string(),
            ended_on: post.ended_on.map(|day| day.to_string()),
        }
    }
}

/// Все должности.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Posts)]
pub(super) struct PostsShown {
    pub(super) items: Vec<PostShown>,
}
