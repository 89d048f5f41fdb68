//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "действующих назначений у дела не больше, чем нужно специалистов, и свободные места сосчитаны",
        "select a.id from applications a left join
             (select application_id, count(*) as members, max(place) as last from assignments where ended_at is null group by application_id) g on g.application_id = a.id
         where coalesce(g.members, 0) <> coalesce(g.last, 0) or coalesce(g.members, 0) > a.group_size
             or (g.members > 0 and a.places_free <> a.group_size - g.members)",
    ),
    Law::of(
        "специалист, назвавший личную заинтересованность, делом не занимается",
        "select g.id from assignments g join declarations d on d.assignment_id = g.id where g.ended_at is null and d.ground <> ''",
    ),
    Law::of(
        "версии правила о числе специалистов не пересекаются, а число нечётное",
        "select a.category from group_sizes a left join group_sizes b on b.category = a.category and b.valid_from > a.valid_from and b.valid_from <= a.valid_to
         where b.category is not null or a.size < 1 or a.size % 2 = 0",
    ),
    Law::of(
        "до назначения специалиста у дела нет действующего назначения",
        "select a.id from applications a join assignments s on s.application_id = a.id and s.ended_at is null
         where a.stage in ('submitted', 'fix_requested', 'intake_refused', 'registered', 'scheduled')",
    ),
    Law::of(
        "у дела на рассмотрении есть действующее назначение",
        "select a.id from applications a left join assignments s on s.application_id = a.id and s.ended_at is null where a.stage in ('in_review', 'returned') and s.id is null",
    ),
    Law::of(
        "назначение отмечено сделанным, когда мнение специалиста записано, и у дела с результатом сделаны все",
        "select s.id from assignments s join applications a on a.id = s.application_id where s.ended_at is null
             and ((s.done_at is null and a.stage = 'concluded') or (s.returned_at is not null and a.stage not in ('in_review', 'returned'))
                  or (s.done_at is null) <> not exists (select 1 from opinions p where p.assignment_id = s.id and p.returned_at is null))",
    ),
    Law::of(
        "сделанных дел у специалиста столько, сколько сосчитано",
        "select s.id from seats s left join tallies t on t.seat_id = s.id left join
             (select seat_id, count(*) as done from assignments where ended_at is null and done_at is not null group by seat_id) g on g.seat_id = s.id
         where coalesce(t.done, 0) <> coalesce(g.done, 0)",
    ),
    Law::of(
        "действующее назначение — у специалиста",
        "select s.id from assignments s join seats t on t.id = s.seat_id where s.ended_at is null and t.role <> 'specialist'",
    ),
];
