//! The clocks of an application: what each of them asks for and from which day it runs.
//! How long it runs is a dated setting; the words are the program's own.

/// A clock.
#[derive(Debug, PartialEq, Eq)]
pub struct Clock {
    /// Its code in the table of terms.
    pub code: &'static str,
    /// Whose it is.
    pub group: Group,
    /// What is done by its end.
    pub what: &'static str,
    /// The event it runs from.
    pub from: &'static str,
    /// Whether the program counts it for cases; the others are kept to be read.
    pub is_counted: bool,
}

impl Clock {
    /// Whether attestations for fitness are counted by it, each by the version in force on the day it began.
    pub const fn is_of_fitness(&self) -> bool {
        matches!(self.group, Group::Fitness)
    }

    /// Whether the day of answer to a person's inquiry is counted by it.
    pub fn is_of_inquiries(&self) -> bool {
        [ANSWER_PERSON, PUT_RIGHT, ERASE_PERSON].contains(&self.code)
    }

    /// What the program does with it: a sentence of its page.
    pub fn told(&self) -> &'static str {
        match self.code {
            _ if self.is_of_receipt() => {
                "Этот срок считает система: последний день записывается в дело, когда вносят заявление."
            }
            _ if self.is_counted => {
                "Этот срок считает система: последний день записывается в дело, когда отсчёт начинается."
            }
            APPLY_BEFORE => "По этому сроку система советует педагогу, до какого дня подать новое заявление.",
            TAKES_EFFECT => {
                "Категорию устанавливают в день решения комиссии: с этого дня она записана в реестр. Сам срок поэтому не меняют; изменить можно основание и то, что не сверено."
            }
            APPLY_AGAIN => "По этому сроку система говорит педагогу, с какого дня можно подать заявление снова.",
            STAYS => {
                "Прежняя категория действует до конца своего срока: отказ её записи в реестре не меняет. Сам срок поэтому не меняют; изменить можно основание и то, что не сверено."
            }
            _ if self.is_of_fitness() => {
                "По этому сроку координаторы школ ведут аттестацию на соответствие должности: начатая аттестация идёт по срокам, действовавшим в день её начала."
            }
            ANSWER_PERSON => {
                "По этому сроку система считает день ответа, когда человек просит сведения о своих данных или прекратить их обработку: он записывается в обращение, когда его вносят."
            }
            _ if self.is_of_inquiries() => {
                "По этому сроку система считает день ответа: он записывается в обращение, когда его вносят."
            }
            ARCHIVE => {
                "Раньше этого срока система не передаёт дело в архив: решение по нему ещё можно обжаловать. Каждое дело ждёт по сроку, который действовал в день его окончания."
            }
            _ => "Система этот срок пока не отсчитывает: он хранится для справки.",
        }
    }

    /// Whom a new version touches: a sentence; `since` is its first day in words.
    pub fn touches(&self, since: &str) -> String {
        match self.code {
            _ if self.is_of_receipt() => format!(
                "Новый срок получат заявления, полученные с {since} и внесённые после этой записи. У заявлений, которые уже внесены, последний день не изменится."
            ),
            _ if self.is_counted => format!(
                "Новый срок получат дела по заявлениям, полученным с {since}, и жалобы, поданные с этого дня. Дела, начатые раньше, идут по прежнему сроку."
            ),
            _ if self.is_fixed() => "Изменится только основание: сам срок прежний.".to_owned(),
            APPLY_BEFORE => format!("По новому сроку система будет советовать с {since}."),
            APPLY_AGAIN => format!(
                "По новому сроку будут считаться отказы, решение о которых принято с {since}. Для прежних отказов день не изменится."
            ),
            _ if self.is_of_fitness() => format!(
                "По новому сроку пойдут аттестации на соответствие, начатые с {since}. Начатые раньше идут по прежнему."
            ),
            _ if self.is_of_inquiries() => format!(
                "По новому сроку будут считаться обращения, полученные с {since} и внесённые после этой записи."
            ),
            ARCHIVE => format!(
                "По новому сроку будут передаваться в архив дела, законченные с {since}. Законченные раньше ждут по прежнему."
            ),
            _ => "На дела это не повлияет: система этот срок пока не отсчитывает, он хранится для справки.".to_owned(),
        }
    }

    /// Whether its term is not set by anybody: the category stands from the day of the decision, and the one before to its end.
    pub fn is_fixed(&self) -> bool {
        [TAKES_EFFECT, STAYS].contains(&self.code)
    }

    /// Whether it runs for every application from the day of its receipt; other clocks begin with an event of the case.
    pub fn is_of_receipt(&self) -> bool {
        [CONSIDER, RESULT, DECIDE].contains(&self.code)
    }
}

/// What a clock belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Аттестация на категорию.
    Category,
    /// Аттестация на соответствие занимаемой должности.
    Fitness,
    /// Всё остальное.
    Other,
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 3] = [Self::Category, Self::Fitness, Self::Other];

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Category => "Аттестация на квалификационную категорию",
            Self::Fitness => "Аттестация на соответствие занимаемой должности",
            Self::Other => "Комиссия, жалобы и обращения",
        }
    }
}

/// Заявление рассмотрено: counted for every application.
pub const CONSIDER: &str = "D01";
/// Результат специалиста: counted for every application.
pub const RESULT: &str = "result";
/// Решение комиссии: counted for every application.
pub const DECIDE: &str = "D03";

/// Совет, за сколько до конца прежней категории подать заявление: counted back from its last day.
pub const APPLY_BEFORE: &str = "D04";
/// Передача индивидуального графика в комиссию: from the receipt, where the Centre hands schedules over.
pub const HAND_SCHEDULE: &str = "D07";
/// Утверждение графика: begins when the commission has it.
pub const APPROVE_SCHEDULE: &str = "D08";
/// Публикация графика: begins when it is approved.
pub const POST_SCHEDULE: &str = "D09";
/// Категория действует со дня решения.
const TAKES_EFFECT: &str = "D12";
/// Прежняя категория остаётся до конца своего срока.
const STAYS: &str = "D15";
/// Решение от начала аттестации: begins with the term that is set for the case.
pub const CONDUCT: &str = "D02";
/// Регистрация заявления с портала.
pub const REGISTER_PORTAL: &str = "D05";
/// Регистрация остальных заявлений.
pub const REGISTER: &str = "D06";
/// Назначение специалистов: begins when the term is set.
pub const GROUP: &str = "D10";
/// Протокол и приказ: begins with the decision.
pub const ISSUE: &str = "D11";
/// Публикация приказа: begins with the decision.
pub const PUBLISH: &str = "D13";
/// Новое заявление на ту же категорию: from the refusal.
pub const APPLY_AGAIN: &str = "D14";

/// Конец аттестации: the day the Centre has set and told the teacher. It rests on no term, so nobody sets how long it runs.
pub const NAMED_END: &str = "ends";

/// Ответ на жалобу на решение комиссии: from the day it came.
pub const ANSWER_COMPLAINT: &str = "D25";
/// Ответ на жалобу на отказ в приёме: the same, where papers were not taken.
pub const ANSWER_INTAKE: &str = "D28";

/// Ответ на обращение человека о его данных, когда он просит сведения или прекратить обработку: from the day it came.
pub const ANSWER_PERSON: &str = "D27";
/// То же, когда он просит исправить данные.
pub const PUT_RIGHT: &str = "D30";
/// То же, когда он просит уничтожить данные.
pub const ERASE_PERSON: &str = "D31";

/// Передача дела в архив: not before it has run out from the day the case was over.
pub const ARCHIVE: &str = "D29";

/// Clocks of a case that ask for something to be done by their end, in the order they are told of.
pub const OF_CASES: [&str; 15] = [
    CONSIDER,
    RESULT,
    DECIDE,
    REGISTER_PORTAL,
    REGISTER,
    CONDUCT,
    NAMED_END,
    HAND_SCHEDULE,
    APPROVE_SCHEDULE,
    POST_SCHEDULE,
    GROUP,
    ISSUE,
    PUBLISH,
    ANSWER_COMPLAINT,
    ANSWER_INTAKE,
];

/// The clock without a term: its last day is named by the Centre.
static OF_NAMED_END: Clock =
    counted(NAMED_END, "Принять решение до конца аттестации, названного педагогу", "начала аттестации педагога");

/// Every clock that has a term.
pub(super) const CLOCKS: &[Clock] = &[
    counted(CONSIDER, "Рассмотреть заявление, назначить срок и форму", "получения заявления"),
    counted(RESULT, "Записать результат специалиста", "получения заявления"),
    counted(DECIDE, "Принять решение комиссии", "получения заявления"),
    counted(CONDUCT, "Провести аттестацию и принять решение", "начала аттестации педагога"),
    kept(APPLY_BEFORE, Group::Category, "Подать заявление до конца срока прежней категории", "подачи заявления"),
    counted(REGISTER_PORTAL, "Зарегистрировать заявление, поданное через Госуслуги", "получения заявления"),
    counted(REGISTER, "Зарегистрировать заявление, поданное не через Госуслуги", "получения заявления"),
    counted(HAND_SCHEDULE, "Передать индивидуальный график в комиссию", "поступления заявления в Центр"),
    counted(APPROVE_SCHEDULE, "Утвердить график", "получения графика комиссией"),
    counted(POST_SCHEDULE, "Опубликовать график на сайте", "утверждения графика"),
    counted(GROUP, "Назначить группу специалистов", "утверждения сроков аттестации"),
    counted(ISSUE, "Оформить протокол и приказ", "решения комиссии"),
    kept(TAKES_EFFECT, Group::Category, "Установить категорию", "решения комиссии"),
    counted(PUBLISH, "Опубликовать приказ на сайте", "решения комиссии"),
    kept(APPLY_AGAIN, Group::Category, "Подать новое заявление на ту же категорию", "отказа"),
    kept(STAYS, Group::Category, "Прежняя категория сохраняется и после отказа", "окончания её срока"),
    kept(
        "D16",
        Group::Fitness,
        "Провести заседание после ознакомления с приказом",
        "ознакомления с приказом и графиком",
    ),
    kept(
        "D17",
        Group::Fitness,
        "Провести заседание после ознакомления с представлением",
        "ознакомления с представлением",
    ),
    kept("D18", Group::Fitness, "Провести заседание после подачи дополнительных сведений", "подачи сведений"),
    kept("D19", Group::Fitness, "Составить выписку из протокола", "заседания"),
    kept("D20", Group::Fitness, "Ознакомить работника с выпиской", "составления выписки"),
    kept("D21", Group::Fitness, "Провести следующую аттестацию на соответствие", "предыдущей аттестации"),
    kept("D22", Group::Fitness, "Аттестовать вышедшего из отпуска по уходу за ребёнком", "выхода из отпуска"),
    kept("D23", Group::Fitness, "Аттестовать болевшего больше четырёх месяцев подряд", "выхода на работу"),
    kept(
        "D26",
        Group::Fitness,
        "Аттестовать недавно принятого на должность",
        "начала работы в должности в организации",
    ),
    kept("D24", Group::Other, "Провести следующее заседание комиссии", "предыдущего заседания"),
    complained(ANSWER_COMPLAINT, "Ответить на жалобу", "получения жалобы"),
    complained(ANSWER_INTAKE, "Ответить на жалобу на отказ в приёме", "получения жалобы"),
    kept(ANSWER_PERSON, Group::Other, "Ответить на обращение о персональных данных", "получения обращения"),
    kept(PUT_RIGHT, Group::Other, "Исправить данные человека по его обращению", "получения обращения"),
    kept(ERASE_PERSON, Group::Other, "Уничтожить данные человека по его обращению", "получения обращения"),
    kept(ARCHIVE, Group::Other, "Передать законченное дело в архив", "окончания дела"),
];

const fn counted(code: &'static str, what: &'static str, from: &'static str) -> Clock {
    Clock { code, group: Group::Category, what, from, is_counted: true }
}

const fn complained(code: &'static str, what: &'static str, from: &'static str) -> Clock {
    Clock { code, group: Group::Other, what, from, is_counted: true }
}

const fn kept(code: &'static str, group: Group, what: &'static str, from: &'static str) -> Clock {
    Clock { code, group, what, from, is_counted: false }
}

/// The clock of this code.
pub fn named(code: &str) -> Option<&'static Clock> {
    of_term(code).or_else(|| (code == NAMED_END).then_some(&OF_NAMED_END))
}

/// The clock of this code, when how long it runs is set by a term.
pub(super) fn of_term(code: &str) -> Option<&'static Clock> {
    CLOCKS.iter().find(|clock| clock.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_term_has_a_clock_and_every_clock_a_term() {
        let texts = [
            include_str!("../../migrations/0004_deadlines.sql"),
            include_str!("../../migrations/0008_fitness.sql"),
            include_str!("../../migrations/0023_erasures.sql"),
            include_str!("../../migrations/0032_complaints.sql"),
            include_str!("../../migrations/0062_archive_term.sql"),
            include_str!("../../migrations/0064_personal_data.sql"),
        ];
        let rows = texts.map(|text| {
            text.split("insert into terms").nth(1).and_then(|rest| rest.split(";\n").next()).expect("the terms")
        });
        let mut terms: Vec<&str> = rows
            .iter()
            .flat_map(|rows| rows.lines().filter_map(|row| row.trim().strip_prefix("('")?.split('\'').next()))
            .collect();
        let mut clocks: Vec<&str> = CLOCKS.iter().map(|clock| clock.code).collect();
        terms.sort_unstable();
        clocks.sort_unstable();
        assert_eq!(clocks.len(), 32);
        assert_eq!(terms, clocks);
    }
}
