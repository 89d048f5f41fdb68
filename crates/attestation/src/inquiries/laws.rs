//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "обращение о персональных данных записано известными словами, а у ответа есть день, текст и тот, кто ответил",
        "select id from inquiries where wish not in ('copy', 'correction', 'stop', 'erasure') or due_on < asked_on
             or (answered_on is null) <> (answered_by is null) or (answered_on is null) <> (answer = '') or answered_on < asked_on",
    ),
];
