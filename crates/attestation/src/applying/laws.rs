//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "отправленный черновик не удалён, а заявление по нему одно",
        "select d.application_id from drafts d where d.application_id is not null group by d.application_id
         having count(*) > 1 or count(d.removed_at) > 0",
    ),
    Law::of(
        "подпись стоит под тем, что хранится",
        "select application_id from application_signatures where hash <> file_key",
    ),
    Law::of(
        "подписал педагог, чьё это заявление",
        "select s.application_id from application_signatures s join applications a on a.id = s.application_id
         join teachers t on t.id = a.teacher_id where t.account_id is null or t.account_id <> s.account_id",
    ),
    Law::of(
        "правила подачи не накладываются и записаны известными словами",
        "select r.category from eligibility_rules r left join eligibility_rules o on o.category = r.category
             and o.valid_from > r.valid_from and o.valid_from <= r.valid_to
         where o.category is not null or r.valid_to < r.valid_from or r.needs not in ('nothing', 'once', 'valid_highest')",
    ),
    Law::of(
        "документ черновика не пуст",
        "select id from draft_documents where size <= 0",
    ),
];
