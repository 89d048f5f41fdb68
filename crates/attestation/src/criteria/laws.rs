//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "набор показателей, который дело сохранило, опубликован",
        "select a.id from applications a left join criteria_sets s on s.id = a.criteria_id and s.state = 'published'
         where a.criteria_id is not null and s.id is null",
    ),
    Law::of(
        "набор показателей записан известными словами",
        "select id from criteria_sets where state not in ('draft', 'published') or scoring not in ('points', 'none')
             or (state = 'published' and published_at is null)",
    ),
    Law::of(
        "у двух опубликованных наборов одной категории и одной должности разные дни начала",
        "select s.id from criteria_sets s join criteria_sets o on o.category = s.category and o.valid_from = s.valid_from and o.id > s.id
         where s.state = 'published' and o.state = 'published' and (s.all_posts = 1 or o.all_posts = 1
             or exists (select 1 from criteria_posts p join criteria_posts q on q.post_code = p.post_code where p.set_id = s.id and q.set_id = o.id))",
    ),
    Law::of(
        "опубликованный набор показателей не менялся",
        "select s.id from criteria_sets s join journal j on j.subject = 'criteria:' || s.id
         where s.state = 'published' and j.act = 'criteria.changed' and j.at > s.published_at",
    ),
    Law::of(
        "у опубликованного набора показателей есть основание, а у каждого показателя — строки",
        "select s.id from criteria_sets s left join criteria_indicators i on i.set_id = s.id
         where s.state = 'published' and (s.legal_ref = '' or i.id is null
             or not exists (select 1 from criteria_rows r where r.indicator_id = i.id))",
    ),
    Law::of(
        "строка набора показателей относится к показателю того же набора",
        "select r.id from criteria_rows r join criteria_indicators i on i.id = r.indicator_id where i.set_id <> r.set_id",
    ),
];
