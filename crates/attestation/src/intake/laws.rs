//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "основание отказа в приёме записано только у дела, в приёме которого отказано",
        "select f.application_id from intake_refusals f join applications a on a.id = f.application_id
         where a.stage not in ('intake_refused', 'archived', 'erased')",
    ),
    Law::of(
        "неотвеченное замечание есть только у дела, которое ждёт исправлений или отозвано",
        "select r.id from remarks r join applications a on a.id = r.application_id
         where r.answered_at is null and a.stage not in ('fix_requested', 'withdrawn', 'archived', 'erased')",
    ),
    Law::of(
        "срок аттестации не кончается раньше начала",
        "select application_id from schedules where ends_on < starts_on",
    ),
    Law::of(
        "прежний срок аттестации заменён после того, как был назначен, а у дела есть новый",
        "select e.id from earlier_schedules e left join schedules s on s.application_id = e.application_id
         where e.changed_at < e.set_at or s.application_id is null",
    ),
    Law::of(
        "награда подтверждена только у дела с упрощённым порядком, документом того же дела",
        "select w.application_id from case_awards w left join schedules s on s.application_id = w.application_id left join documents d on d.id = w.document_id
         where coalesce(s.track, '') <> 'simplified' or coalesce(d.application_id, '') <> w.application_id",
    ),
];
