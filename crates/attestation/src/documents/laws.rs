//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "нужных документов у дела столько, сколько сосчитано",
        "select a.id from applications a left join
             (select d.application_id, count(distinct d.kind) as kinds from documents d join applications x on x.id = d.application_id
              where d.removed_at is null and (d.kind in ('application', 'diploma', 'courses', 'results')
                  or (d.kind = 'category' and x.current_category <> '') or (d.kind = 'petition' and x.category in ('methodist', 'mentor')))
              group by d.application_id) k on k.application_id = a.id
         where a.documents_present <> coalesce(k.kinds, 0)",
    ),
    Law::of(
        "размер документа больше нуля",
        "select id from documents where size <= 0",
    ),
];
