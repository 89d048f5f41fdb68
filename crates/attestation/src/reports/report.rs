//! Which reports there are: the question each answers, the rule it is counted by, what it may be narrowed by.

use super::model::Scope;

/// A report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Report {
    /// Applications received and registered, by month.
    Filed,
    /// Decisions of the commission, by month and category.
    Decided,
    /// Deadlines that have passed, today.
    Overdue,
    /// Deadlines whose last day was in a period, and how they were kept.
    Late,
    /// Refusals of intake by their grounds.
    Refused,
    /// What each specialist has to do and has done.
    Load,
    /// Days from receipt to result and to decision.
    Time,
    /// Applications and decisions by municipality.
    Municipalities,
    /// The same by post.
    Posts,
    /// The same by school.
    Schools,
    /// A year beside the year before it, by month.
    Years,
}

impl Report {
    /// Every report in the order of the list.
    pub(super) const ALL: [Self; 11] = [
        Self::Filed,
        Self::Decided,
        Self::Overdue,
        Self::Late,
        Self::Refused,
        Self::Load,
        Self::Time,
        Self::Municipalities,
        Self::Posts,
        Self::Schools,
        Self::Years,
    ];

    /// Its name in addresses.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Decided => "decided",
            Self::Overdue => "overdue",
            Self::Late => "late",
            Self::Refused => "refused",
            Self::Load => "load",
            Self::Time => "time",
            Self::Municipalities => "municipalities",
            Self::Posts => "posts",
            Self::Schools => "schools",
            Self::Years => "years",
        }
    }

    /// Its name for people.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Filed => "Сколько подали за период",
            Self::Decided => "Решения комиссии",
            Self::Overdue => "Просрочки",
            Self::Late => "Просрочки за период",
            Self::Refused => "Отказы в приёме",
            Self::Load => "Нагрузка специалистов",
            Self::Time => "Срок от заявления до решения",
            Self::Municipalities => "Категории по муниципалитетам",
            Self::Posts => "Категории по должностям",
            Self::Schools => "Категории по организациям",
            Self::Years => "Сравнение двух лет",
        }
    }

    /// The question it answers.
    pub(super) const fn question(self) -> &'static str {
        match self {
            Self::Filed => "Сколько заявлений получено и зарегистрировано в каждом месяце.",
            Self::Decided => "Скольким установили категорию и скольким отказали, по месяцам и категориям.",
            Self::Overdue => "По каким срокам открытые дела опаздывают сегодня и насколько.",
            Self::Late => "Сколько сроков кончилось за период, сколько выполнено вовремя, позже или не выполнено.",
            Self::Refused => "Скольким заявлениям отказано в приёме и на каких основаниях.",
            Self::Load => "Сколько дел у каждого специалиста, сколько опаздывает, сколько сделано и как быстро.",
            Self::Time => "Сколько дней проходит от получения заявления до результата и до решения.",
            Self::Municipalities => "Сколько подали, скольким установили категорию и отказали в каждом муниципалитете.",
            Self::Posts => "Сколько подали, скольким установили категорию и отказали по каждой должности.",
            Self::Schools => "Сколько подали, скольким установили категорию и отказали в каждой организации.",
            Self::Years => "Чем год отличается от предыдущего, по месяцам.",
        }
    }

    /// The rule it is counted by.
    pub(super) const fn rule(self) -> &'static str {
        match self {
            Self::Filed => {
                "Подано — по дню получения, вместе с отозванными и теми, кому отказано в приёме. Зарегистрировано — по дню регистрации."
            }
            Self::Decided => {
                "Решения комиссии об установлении категории и об отказе считаются по дню заседания, когда протокол подписан. Отложенные дела не считаются."
            }
            Self::Overdue => {
                "Считаются сроки, которые ещё идут: заявление не зарегистрировано, срок аттестации не назначен, результата, решения или акта нет, на жалобу не ответили. Срок прошёл, если последний день раньше сегодняшнего. Одно дело может стоять в нескольких строках."
            }
            Self::Late => {
                "Считаются сроки, последний день которых пришёлся на период и уже прошёл, и у открытых дел, и у решённых. «Выполнено позже» — сделано после последнего дня, когда бы то ни было; «не выполнено» — не сделано и сегодня. Сроки дел, которые кончились раньше, например отозванных, не считаются. Одно дело может стоять в нескольких строках."
            }
            Self::Refused => "Отказы считаются по дню отказа, основание — словами перечня, как они стояли в этот день.",
            Self::Load => {
                "В работе и просрочено — сегодня. Результаты — записанные за период и не возвращённые. Дни — от назначения до результата: половина результатов записана за столько дней или быстрее."
            }
            Self::Time => {
                "Дни считаются от дня получения заявления. Результат — по дню записи за период, кроме возвращённых; решение — по дню заседания за период, когда протокол подписан. Медиана: половина дел заняла столько дней или меньше; 90\u{a0}% — столько или меньше заняли девять дел из десяти."
            }
            Self::Municipalities | Self::Posts | Self::Schools => {
                "Подано — по дню получения заявления за период. Установлено и отказано — решения комиссии по дню заседания за период, когда протокол подписан; заявление могло быть подано раньше."
            }
            Self::Years => {
                "Подано — по дню получения, решения — по дню заседания, когда протокол подписан. Разница — на сколько в этом году больше, а с минусом — меньше, чем в предыдущем. Медиана — столько дней или меньше прошло от получения до решения у половины дел, решённых в этом месяце. Сроков нарушено — тех, что кончились в этом месяце и были выполнены позже или не выполнены. За текущий год сравниваются прошедшие месяцы и этот; этот месяц ещё не закончился, а в предыдущем году он взят целиком."
            }
        }
    }

    /// Whether it is for a person of this scope: a school is not divided by municipalities, and who the specialists are is
    /// not told to schools and municipalities.
    pub(super) fn is_for(self, scope: &Scope) -> bool {
        match self {
            Self::Municipalities | Self::Load => *scope == Scope::All,
            Self::Schools => !matches!(scope, Scope::School(..)),
            _ => true,
        }
    }

    /// The fields of its filter for this scope.
    pub(super) fn fields(self, scope: &Scope) -> Vec<&'static str> {
        let mut fields = match self {
            Self::Overdue => vec![],
            Self::Years => vec!["year"],
            _ => vec!["from", "to"],
        };
        if *scope == Scope::All && self != Self::Municipalities {
            fields.push("municipality");
        }
        if self != Self::Posts {
            fields.push("post");
        }
        fields.push("category");
        fields
    }

    /// Reads what stands in an address.
    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|report| report.code() == code)
    }
}
