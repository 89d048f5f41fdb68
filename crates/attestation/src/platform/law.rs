//! What must always be true of the rows. A room tells the laws of its tables; `attestation verify` asks whether they hold.

/// A law and the question that finds what breaks it.
#[derive(Debug, Clone, Copy)]
pub struct Law {
    /// What must be true, in Russian.
    pub words: &'static str,
    /// Answers one text column: what breaks the law. No row: all is well.
    pub breaking: &'static str,
}

impl Law {
    /// This law, broken by what the question answers.
    pub const fn of(words: &'static str, breaking: &'static str) -> Self {
        Self { words, breaking }
    }
}

/// Laws of what stands here: letters, jobs, the journal.
pub const OF_PLATFORM: &[Law] = &[
    Law::of(
        "состояние письма известно",
        "select id from letters where state not in ('draft', 'queued', 'sent', 'failed', 'discarded')",
    ),
    Law::of(
        "черновик письма принадлежит пачке",
        "select id from letters where state in ('draft', 'discarded') and batch is null",
    ),
    Law::of(
        "у отправленного письма есть время отправки",
        "select id from letters where state = 'sent' and sent_at is null",
    ),
    Law::of(
        "в отправленном письме не осталось одноразовой ссылки",
        "select id from letters where state = 'sent' and secret = 1 and (body_text <> '' or body_html <> '')",
    ),
    Law::of("состояние задания известно", "select id from jobs where state not in ('queued', 'done', 'failed')"),
    Law::of("исход записи журнала известен", "select id from journal where outcome not in ('done', 'refused')"),
];
