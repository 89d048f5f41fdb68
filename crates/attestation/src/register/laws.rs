//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[Law::of(
    "запись реестра отмечена заменённой, когда есть заменившая её",
    "select r.id from register_records r left join register_records n on n.replaces_id = r.id
         where (r.replaced_at is null) <> (n.id is null)",
)];
