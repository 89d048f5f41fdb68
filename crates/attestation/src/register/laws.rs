//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "запись реестра отмечена заменённой, когда есть заменившая её",
        "select r.id from register_records r left join register_records n on n.replaces_id = r.id
         where (r.replaced_at is null) <> (n.id is null)",
    ),
    Law::of(
        "версии срока действия категории не накладываются, а сами категории известны",
        "select r.category from category_lasts r left join category_lasts o on o.category = r.category and o.valid_from > r.valid_from and o.valid_from <= r.valid_to
         where o.category is not null or r.valid_to < r.valid_from or r.category not in ('first', 'highest', 'methodist', 'mentor')",
    ),
];
