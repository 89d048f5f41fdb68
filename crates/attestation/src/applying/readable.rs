//! The page beside the JSON of all that is kept of a person: the same in Russian, to be opened and read.

use askama::Template;
use bytes::Bytes;
use serde_json::Value;

use crate::accounts::{Role, consent_edition, consent_words};
use crate::applications::{Category, Stage};
use crate::commission::Outcome;
use crate::conclusions::Verdict;
use crate::context::App;
use crate::documents::Packed;
use crate::intake;
use crate::platform::clock::{Day, Moment};
use crate::platform::failure::Failure;
use crate::platform::words;

use super::sections;

/// A part of the data as it is read.
struct Part {
    title: String,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

#[derive(Template)]
#[template(path = "applying/readable.html")]
struct ReadablePage<'a> {
    title: &'a str,
    centre: &'a str,
    made: String,
    parts: Vec<Part>,
    files: Vec<&'a str>,
}

/// Parts in the order they are read; one that is not named here comes after them under its own name.
const TITLES: &[(&str, &str)] = &[
    ("account", "Кабинет"),
    ("teacher", "Педагог"),
    ("roles", "Роли"),
    ("applications", "Заявления"),
    ("answers", "Ответы в заявлениях"),
    ("courses", "Курсы в заявлениях"),
    ("former_names", "Прежние имена в делах"),
    ("signatures", "Подписи под заявлениями"),
    ("remarks", "Замечания и ответы на них"),
    ("terms", "Сроки аттестации"),
    ("results", "Результаты"),
    ("decisions", "Решения комиссии"),
    ("complaints", "Жалобы"),
    ("register", "Реестр категорий"),
    ("fitness_facts", "Соответствие занимаемой должности: сведения школы"),
    ("fitness", "Соответствие занимаемой должности: аттестации"),
    ("presentations", "Соответствие занимаемой должности: представления"),
    ("consents", "Согласия"),
    ("letters", "Письма"),
    ("case_letters", "Письма о делах на адрес, который записан у педагога"),
    ("shown", "Кому показаны дела и документы"),
    ("drafts", "Черновики"),
    ("journal", "Что вы делали в системе"),
];

/// What a column is called: the part when only there, the column, the words. Columns are read in this order.
const HEADS: &[(&str, &str, &str)] = &[
    ("", "at", "Когда"),
    ("", "act", "Действие"),
    ("", "written_at", "Когда написано"),
    ("", "to", "Кому"),
    ("", "number", "Номер дела"),
    ("", "surname", "Фамилия"),
    ("", "given", "Имя"),
    ("", "patronymic", "Отчество"),
    ("", "born", "Дата рождения"),
    ("", "snils", "СНИЛС"),
    ("", "login", "Логин"),
    ("", "email", "Почта"),
    ("", "phone", "Телефон"),
    ("", "role", "Роль"),
    ("", "workplace", "Место работы"),
    ("", "received_on", "Получено"),
    ("", "organization", "Организация"),
    ("applications", "post", "Должность"),
    ("fitness_facts", "post", "Должность"),
    ("fitness", "post", "Должность"),
    ("register", "post", "Должность"),
    ("", "post", "Код должности"),
    ("", "post_since", "В должности с"),
    ("", "post_until", "Последний день в должности"),
    ("", "previous_on", "Прежняя аттестация"),
    ("", "ground", "Почему не аттестуют"),
    ("", "ground_until", "До какого дня"),
    ("", "experience", "Педагогический стаж, лет"),
    ("", "current_category", "Имеющаяся категория"),
    ("", "began_on", "Когда начата"),
    ("", "order_number", "Номер приказа"),
    ("", "order_on", "Дата приказа"),
    ("", "session_on", "День заседания"),
    ("", "category", "Категория"),
    ("", "stage", "Состояние"),
    ("letters", "subject", "Тема"),
    ("", "subject", "Предмет"),
    ("", "text", "Письмо"),
    ("", "system", "Соседняя система"),
    ("", "times", "Сколько раз"),
    ("", "first_at", "Впервые"),
    ("", "last_at", "В последний раз"),
    ("", "result", "Номер результата"),
    ("", "verdict", "Заключение"),
    ("", "reason", "Пояснение"),
    ("", "part", "Раздел"),
    ("", "question", "Вопрос"),
    ("", "filed_on", "Когда подана"),
    ("complaints", "words", "Жалоба"),
    ("remarks", "words", "Замечание"),
    ("", "starts_on", "С какого дня"),
    ("", "ends_on", "По какой день"),
    ("", "place", "Место"),
    ("", "form", "Форма"),
    ("", "held_on", "День заседания"),
    ("", "outcome", "Решение"),
    ("", "protocol", "Номер протокола"),
    ("", "for", "За"),
    ("", "against", "Против"),
    ("", "extracted_on", "Выписка составлена"),
    ("", "acquainted_on", "Ознакомлен с выпиской"),
    ("presentations", "education", "Образование"),
    ("presentations", "training", "Повышение квалификации"),
    ("presentations", "earlier", "Прежние аттестации"),
    ("presentations", "assessment", "Оценка деятельности"),
    ("", "words", "Подробности"),
    ("", "answered_on", "Когда отвечено"),
    ("", "answer", "Ответ"),
    ("", "title", "Название"),
    ("", "hours", "Часов"),
    ("", "taken_on", "Когда пройдены"),
    ("", "document", "Документ"),
    ("", "version", "Редакция"),
    ("", "agreement", "С чем согласие"),
    ("", "sha256", "Контрольная сумма SHA-256"),
    ("", "signed_at", "Когда подписано"),
    ("", "granted_on", "Когда установлена"),
    ("", "act_number", "Номер акта"),
    ("", "given_at", "Когда дано"),
    ("", "task", "Шаг"),
    ("", "typed", "Введено"),
    ("", "address", "Адрес сети"),
];

/// The page of these data and the names of files beside it.
///
/// # Errors
/// When the page cannot be written.
pub fn readable(app: &App, title: &str, data: &Value, files: &[Packed]) -> Result<Bytes, Failure> {
    let known = TITLES.iter().map(|(name, title)| (*name, *title));
    let all = data.as_object().into_iter().flat_map(|parts| parts.keys());
    let others =
        all.filter(|name| TITLES.iter().all(|(known, _)| known != name)).map(|name| (name.as_str(), name.as_str()));
    let page = ReadablePage {
        title,
        centre: &app.config.centre_name,
        made: app.config.zone.written(app.now()),
        parts: known.chain(others).filter_map(|(name, title)| part(app, (name, title), &data[name])).collect(),
        files: files.iter().map(|file| file.name.as_str()).collect(),
    };
    Ok(page.render().map_err(anyhow::Error::from)?.into())
}

/// A part in words; none when nothing is kept in it.
fn part(app: &App, (name, title): (&str, &str), rows: &Value) -> Option<Part> {
    let rows = rows.as_array().filter(|rows| !rows.is_empty())?;
    let mut columns: Vec<&str> = rows[0].as_object()?.keys().map(String::as_str).collect();
    columns.sort_by_key(|column| HEADS.iter().position(|(_, known, _)| known == column).unwrap_or(HEADS.len()));
    let cell = |row: &Value, column: &str| said(app, column, row[column].as_str().unwrap_or_default());
    Some(Part {
        title: title.to_owned(),
        heads: columns.iter().map(|column| head(name, column).to_owned()).collect(),
        rows: rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect()).collect(),
    })
}

fn head<'a>(part: &str, column: &'a str) -> &'a str {
    let fits = |own: &str| own == part || own.is_empty();
    HEADS.iter().find(|(own, known, _)| *known == column && fits(own)).map_or(column, |(_, _, words)| *words)
}

/// What is kept in a column, in words; as it is kept when it is no code, day or moment.
fn said(app: &App, column: &str, kept: &str) -> String {
    let in_words = match column {
        "category" | "current_category" => Category::parse(kept).map(|one| one.words().to_owned()),
        "stage" if kept == sections::DECIDED => Some(Stage::Granted.told(false).words.to_owned()),
        "stage" => Stage::parse(kept).map(|one| one.words().to_owned()),
        "verdict" => Verdict::parse(kept).map(|one| one.words().to_owned()),
        "outcome" => Outcome::parse(kept).map(|one| one.words().to_owned()),
        "part" => intake::Part::parse(kept).map(intake::Part::words),
        "role" => Role::parse(kept).map(|one| one.words().to_owned()),
        "document" => Some(consent_words(kept).to_owned()).filter(|words| !words.is_empty()),
        "version" => Some(consent_edition(kept)),
        "act" => app.kinds.iter().find(|kind| kind.code == kept).map(|kind| kind.label.to_owned()),
        "at" => moment(app, kept),
        _ if column.ends_with("_at") => moment(app, kept),
        _ if ["born", "post_since", "post_until", "ground_until"].contains(&column) || column.ends_with("_on") => {
            kept.parse::<Day>().ok().map(words::day)
        }
        _ => None,
    };
    in_words.unwrap_or_else(|| kept.to_owned())
}

fn moment(app: &App, kept: &str) -> Option<String> {
    kept.parse().ok().map(|micros| app.config.zone.brief(Moment::of_micros(micros)))
}
