//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "на жалобу отвечают не раньше, чем её подали, и срок ответа не раньше подачи",
        "select id from complaints where due_on < filed_on or answered_on < filed_on",
    ),
    Law::of(
        "у жалобы без ответа идёт срок ответа",
        "select p.id from complaints p left join case_clocks c on c.application_id = p.application_id
             and c.code = case when p.against = 'intake' then 'D28' else 'D25' end and c.met_at is null and c.dropped_at is null
         where p.answered_on is null and c.code is null",
    ),
];
