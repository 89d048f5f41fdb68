//! What a template of the conclusion may ask for.

use crate::papers::Needed;

/// What every paper about a conclusion states, and what one states beside.
macro_rules! tags {
    ($($more:literal),* $(,)?) => {
        &[
            "педагог.фио",
            "педагог.фамилия_инициалы",
            "педагог.организация",
            "педагог.муниципалитет",
            "педагог.должность",
            "педагог.предмет",
            "педагог.стаж",
            "педагог.имеющаяся_категория",
            "заявление.номер",
            "заявление.дата",
            "заявление.категория",
            "заявление.срок",
            "специалист.фио",
            "специалист.фамилия_инициалы",
            "специалист.место_работы",
            "документы",
            "документы.название",
            "документы.вид",
            "документы.дата",
            "центр.название",
            "сегодня",
            $($more),*
        ]
    };
}

/// What no paper about a conclusion can be without: whose it is, and about which application.
pub const NEEDED: Needed = &[&["педагог.фио", "педагог.фамилия_инициалы"], &["заявление.номер", "заявление.дата"]];

/// Every tag that is filled in the blank a specialist takes.
pub const KNOWN: &[&str] = tags!();

/// Every tag that is filled in a conclusion made of answers.
pub const MADE: &[&str] = tags!(
    "набор.название",
    "набор.основание",
    "показатели.название",
    "показатели.строки.вопрос",
    "показатели.строки.ответ",
    "показатели.документы",
    "показатели.баллы",
    "показатели.порог",
    "итого",
    "порог",
    "вывод.название",
    "вывод.текст",
);
