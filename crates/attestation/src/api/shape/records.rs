//! Records of the register as neighbours are given them.

use serde::Serialize;
use utoipa::ToSchema;

use crate::platform::clock::Day;
use crate::register::Record;

use super::CategoryCode;

/// Запись реестра категорий.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Record)]
pub(in crate::api) struct RecordShown {
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
    pub(in crate::api) fn of(record: &Record, today: Day) -> Self {
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
pub(in crate::api) struct RecordsShown {
    pub(in crate::api) items: Vec<RecordShown>,
    /// Метка следующей страницы: передайте её как cursor. Нет, если страница последняя.
    pub(in crate::api) next: Option<String>,
}
