//! Why a sheet cannot be read, in words for the person who sent it:
//! each sentence says what is wrong and what to do.

use thiserror::Error;

use crate::package::BadPackage;

/// A file that is refused whole; what is wrong with single cells is told by their values.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum BadSheet {
    /// Nothing was sent.
    #[error("Файл пуст. Выберите таблицу ещё раз.")]
    Empty,
    /// Another kind of file.
    #[error("Это не таблица Excel. Нужен файл .xlsx: откройте таблицу и сохраните её как «Книга Excel (*.xlsx)».")]
    NotSheet,
    /// An `.xls` of Excel 97–2003.
    #[error("Это таблица старого формата (.xls). Откройте её в Excel и сохраните как «Книга Excel (*.xlsx)».")]
    OldExcel,
    /// A workbook under a password.
    #[error("Таблица защищена паролем. Снимите пароль и отправьте файл снова.")]
    Encrypted,
    /// The archive is cut short or its XML is broken.
    #[error("Файл повреждён или загружен не полностью. Откройте его в Excel, сохраните заново и отправьте снова.")]
    Damaged,
    /// More than the limit when unpacked.
    #[error(
        "Таблица слишком большая. Оставьте в файле только один лист со списком, без рисунков и пустых оформленных строк."
    )]
    TooLarge,
    /// A DTD or entities of its own inside the XML.
    #[error(
        "Таблица собрана не в Excel: в ней есть объявления, которые могут быть опасны. Скопируйте список в новую книгу Excel."
    )]
    Entities,
    /// More rows than the limit.
    #[error("В таблице больше {0} строк. Разделите список на несколько файлов.")]
    TooManyRows(usize),
    /// More columns than the limit.
    #[error("В таблице больше {0} столбцов. Удалите лишние столбцы справа.")]
    TooManyColumns(u32),
    /// None of the headings is there.
    #[error("Не найдена строка с заголовками столбцов. Она должна быть среди первых 20 строк листа.")]
    NoHeading,
    /// Some of the headings are not there.
    #[error("Не хватает столбцов: {}. Найдены: {}. Проверьте заголовки.", listed(missing), listed(found))]
    MissingColumns {
        /// The required columns that were not found.
        missing: Vec<&'static str>,
        /// The headings that are in the row.
        found: Vec<String>,
    },
    /// One heading over two columns.
    #[error("Столбец «{name}» встречается дважды: в ячейках {first} и {second}. Оставьте один.")]
    TwiceNamed {
        /// The column.
        name: &'static str,
        /// Where it is first.
        first: String,
        /// Where it is again.
        second: String,
    },
    /// The heading has merged cells.
    #[error(
        "В заголовке таблицы объединены ячейки {0}. Отмените объединение: у каждого столбца должен быть свой заголовок в одной строке."
    )]
    MergedHeading(String),
}

fn listed(names: &[impl AsRef<str>]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("«{}»", name.as_ref())).collect();
    quoted.join(", ")
}

impl From<BadPackage> for BadSheet {
    fn from(bad: BadPackage) -> Self {
        match bad {
            BadPackage::Empty => BadSheet::Empty,
            BadPackage::OldOffice => BadSheet::OldExcel,
            BadPackage::Encrypted => BadSheet::Encrypted,
            BadPackage::NotZip => BadSheet::NotSheet,
            BadPackage::Damaged => BadSheet::Damaged,
            BadPackage::TooLarge | BadPackage::TooManyParts => BadSheet::TooLarge,
        }
    }
}
