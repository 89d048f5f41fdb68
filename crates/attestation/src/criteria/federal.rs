//! The indicators of the federal order a category is judged by, where the Centre has published no set for the post.
//! Source: приказ Минпросвещения России от 24.03.2023 № 196, пп. 35, 36, 50, 51; worded shortly, not checked by the text.

use crate::applications::{Application, Category};
use crate::platform::engine::{DbError, Reader};

use super::store;

const BASIC: [(&str, &str); 5] = [
    ("I1", "Результаты обучающихся по мониторингам организации"),
    ("I2", "Результаты обучающихся по внешним мониторингам"),
    ("I3", "Развитие способностей обучающихся"),
    ("I4", "Личный вклад в качество образования, распространение опыта"),
    ("I5", "Методическая работа и профессиональные конкурсы"),
];
const METHODIST: [(&str, &str); 5] = [
    ("M1", "Руководство методическим объединением"),
    ("M2", "Руководство разработкой программно-методических материалов"),
    ("M3", "Методическая помощь в подготовке к конкурсам"),
    ("M4", "Поддержка профессионального роста коллег"),
    ("M5", "Распространение авторских материалов"),
];
const MENTOR: [(&str, &str); 4] = [
    ("N1", "Руководство практической подготовкой студентов"),
    ("N2", "Наставничество над педагогами"),
    ("N3", "Помощь молодым специалистам в конкурсах"),
    ("N4", "Распространение своего опыта наставничества"),
];

/// The code and the wording of each, in the order they stand in.
pub fn federal(category: Category) -> &'static [(&'static str, &'static str)] {
    match category {
        Category::First => &BASIC[..4],
        Category::Highest => &BASIC,
        Category::Methodist => &METHODIST,
        Category::Mentor => &MENTOR,
    }
}

/// How the indicators of a case are worded: of the set it keeps, of the federal order where it keeps none.
///
/// # Errors
/// When the database does not answer.
pub fn worded_of(reader: &mut Reader, case: &Application) -> Result<Vec<String>, DbError> {
    let own = match store::kept_set(reader, case.id)? {
        Some(set) => store::headings(reader, set)?.into_iter().map(|(_, words)| words).collect(),
        None => Vec::new(),
    };
    if own.is_empty() {
        return Ok(federal(case.category).iter().map(|(_, words)| (*words).to_owned()).collect());
    }
    Ok(own)
}
