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
        "поиск реестра знает о записи то, что в ней стоит, и не знает заменённых",
        "select w.record_id from register_words w join register_records r on r.id = w.record_id
         where r.replaced_at is not null or w.name_key <> r.name_key or w.surname <> r.surname or w.given <> r.given or w.patronymic <> r.patronymic
             or w.place_id <> r.place_id or w.post_code <> r.post_code or w.post_written <> r.post_written or w.category <> r.category
             or w.entry <> r.entry or w.granted_on <> r.granted_on or coalesce(w.valid_to, '') <> coalesce(r.valid_to, '')",
    ),
    Law::of(
        "версии срока действия категории не накладываются, а сами категории известны",
        "select r.category from category_lasts r left join category_lasts o on o.category = r.category and o.valid_from > r.valid_from and o.valid_from <= r.valid_to
         where o.category is not null or r.valid_to < r.valid_from or r.category not in ('first', 'highest', 'methodist', 'mentor')",
    ),
];
