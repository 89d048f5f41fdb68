//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "у дела не больше одного действующего результата",
        "select application_id from results where returned_at is null group by application_id having count(*) > 1",
    ),
    Law::of(
        "мнение специалиста опирается на его заключение по тому же делу",
        "select p.id from opinions p left join conclusions c on c.id = p.conclusion_id and c.application_id = p.application_id and c.seat_id = p.seat_id
         left join assignments g on g.id = p.assignment_id and g.application_id = p.application_id and g.seat_id = p.seat_id
         where c.id is null or g.id is null or p.verdict not in ('meets', 'fails')",
    ),
    Law::of(
        "общий результат группы — тот, к которому пришло большинство",
        "select r.id from results r join
             (select p.application_id, sum(case when p.verdict = 'fails' then 1 else -1 end) as against from opinions p
              join assignments g on g.id = p.assignment_id and g.ended_at is null where p.returned_at is null group by p.application_id) o on o.application_id = r.application_id
         where r.returned_at is null and (case when o.against > 0 then 'fails' else 'meets' end) <> r.verdict",
    ),
    Law::of(
        "результат опирается на заключение того же дела",
        "select r.id from results r left join conclusions c on c.id = r.conclusion_id where c.id is null or c.application_id <> r.application_id",
    ),
    Law::of(
        "у дела с результатом результат записан",
        "select a.id from applications a left join results r on r.application_id = a.id and r.returned_at is null where a.stage = 'concluded' and r.id is null",
    ),
    Law::of(
        "у дела без результата нет действующего результата",
        "select a.id from applications a join results r on r.application_id = a.id and r.returned_at is null where a.stage in ('submitted', 'fix_requested', 'intake_refused', 'registered', 'scheduled', 'in_review', 'returned')",
    ),
    Law::of(
        "результат — «соответствует» или «не соответствует»",
        "select id from results where verdict not in ('meets', 'fails')",
    ),
    Law::of(
        "номера результатов не больше счётчика",
        "select r.id from results r left join counters c on c.name = 'results:' || cast(r.year as text) where r.ordinal > coalesce(c.value, 0)",
    ),
    Law::of(
        "размер заключения больше нуля",
        "select id from conclusions where size <= 0",
    ),
    Law::of(
        "одинаковые файлы одного размера",
        "select file_key from (select file_key, size from documents union select file_key, size from conclusions union select file_key, size from conclusion_templates) sizes
         where file_key <> '' group by file_key having count(*) > 1",
    ),
];
