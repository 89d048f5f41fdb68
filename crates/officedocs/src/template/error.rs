//! Why a file is no template, in words for the person who sent it:
//! each sentence says what is wrong, where, and what to do.

use thiserror::Error;

use crate::package::BadPackage;

/// A template that cannot be read or filled.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BadTemplate {
    /// Nothing was sent.
    #[error("Файл пуст. Выберите файл шаблона ещё раз.")]
    Empty,
    /// Another kind of file, or a zip without a Word document inside.
    #[error(
        "Это не документ Word. Нужен файл .docx: откройте шаблон в Word и сохраните его как «Документ Word (*.docx)»."
    )]
    NotWord,
    /// A `.doc` of Word 97–2003.
    #[error("Это документ старого формата (.doc). Откройте его в Word и сохраните как «Документ Word (*.docx)».")]
    OldWord,
    /// A document under a password.
    #[error("Документ защищён паролем. Снимите пароль и отправьте файл снова.")]
    Encrypted,
    /// A document with macros.
    #[error("В документе есть макросы. Сохраните его как «Документ Word (*.docx)» — без макросов.")]
    Macros,
    /// The archive is cut short or its XML is broken.
    #[error("Файл повреждён или загружен не полностью. Откройте его в Word, сохраните заново и отправьте снова.")]
    Damaged,
    /// More than the limit of unpacked bytes.
    #[error("Документ слишком большой. Уберите из него крупные рисунки и лишние страницы.")]
    TooLarge,
    /// More parts than the limit.
    #[error("В документе слишком много вложенных частей. Скопируйте его текст в новый документ Word.")]
    TooManyParts,
    /// A DTD or entities of its own inside the XML.
    #[error(
        "Документ собран не в Word: в нём есть объявления, которые могут быть опасны. Скопируйте текст в новый документ Word."
    )]
    Entities,
    /// More tags than a part may have.
    #[error("В документе слишком много тегов. Разделите шаблон на несколько.")]
    TooManyTags,
    /// `{{` without `}}` in the same paragraph.
    #[error("Тег открыт, но не закрыт в том же абзаце: «{0}». Допишите закрывающие скобки.")]
    Unclosed(String),
    /// `{% for %}` without `{% endfor %}` and the like.
    #[error("Тегу «{tag}» не хватает пары «{pair}». Проверьте, что у каждого начала есть конец.")]
    Unpaired {
        /// The lonely tag.
        tag: String,
        /// The tag it waits for.
        pair: String,
    },
    /// Two `{%tr … %}` in a row, or two `{%p … %}` in a paragraph.
    #[error(
        "Два тега «{first}» и «{second}» стоят в одной строке таблицы, ячейке или абзаце, который каждый из них заменяет целиком. Разнесите их."
    )]
    Crowded {
        /// The one that stands first.
        first: String,
        /// The one that may not stand beside it.
        second: String,
    },
    /// `{%tr … %}` outside a table and the like.
    #[error("Тег «{0}» стоит не на месте: теги tr и tc ставят в таблице, p и r — в тексте абзаца.")]
    Misplaced(String),
    /// The code of a tag is not understood.
    #[error("Не удалось разобрать тег: «{0}». Проверьте его написание.")]
    Syntax(String),
    /// A filter, test or method that does not exist.
    #[error("В теге использована неизвестная функция: «{0}». Проверьте её название.")]
    UnknownFunction(String),
    /// The tag's value could not be computed from this data.
    #[error("Не удалось вычислить значение тега: «{0}». Проверьте его написание и данные.")]
    Value(String),
    /// The work or the output went over the limit.
    #[error("Документ получается слишком большим: в шаблоне слишком много повторов. Сократите их.")]
    TooMuchWork,
    /// What the tags made is not a document any more.
    #[error(
        "После заполнения документ повреждён: теги разрывают таблицу или абзац. Поставьте начало и конец каждого блока на одном уровне: оба в тексте, оба в строках таблицы или оба в отдельных абзацах."
    )]
    Torn,
    /// The result could not be written.
    #[error("Не удалось записать документ. Повторите попытку позже.")]
    Write(#[source] std::io::Error),
}

impl From<BadPackage> for BadTemplate {
    fn from(bad: BadPackage) -> Self {
        match bad {
            BadPackage::Empty => BadTemplate::Empty,
            BadPackage::OldOffice => BadTemplate::OldWord,
            BadPackage::Encrypted => BadTemplate::Encrypted,
            BadPackage::NotZip => BadTemplate::NotWord,
            BadPackage::Damaged => BadTemplate::Damaged,
            BadPackage::TooLarge => BadTemplate::TooLarge,
            BadPackage::TooManyParts => BadTemplate::TooManyParts,
        }
    }
}

/// The text that shows a person the place: spaces collapsed, at most 120 characters.
pub(super) fn place_of(text: &str) -> String {
    const LONGEST: usize = 120;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}
