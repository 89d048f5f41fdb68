//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "у изданного акта есть номер, дата и файл",
        "select id from acts where stage in ('issued', 'published') and (number = '' or dated_on is null or file_key is null)",
    ),
    Law::of(
        "дело изданного акта прошло этот шаг, а дело проекта ждёт его",
        "select c.application_id from act_cases c join acts t on t.id = c.act_id join applications a on a.id = c.application_id
         where (t.stage = 'draft' and a.stage <> c.outcome) or (t.stage = 'issued' and a.stage <> 'issued')
             or (t.stage = 'published' and a.stage not in ('published', 'archived', 'erased')) or t.stage = 'dropped'",
    ),
    Law::of(
        "акт издан у каждого дела, которое прошло этот шаг",
        "select a.id from applications a left join act_cases c on c.application_id = a.id where a.stage in ('issued', 'published') and c.act_id is null",
    ),
];
