//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "у законченного дела известен день, когда оно закончено",
        "select id from applications where stage in ('published', 'withdrawn', 'intake_refused', 'archived', 'erased') and over_at is null",
    ),
    Law::of(
        "стадия дела известна",
        "select id from applications where stage not in ('submitted', 'fix_requested', 'intake_refused', 'registered', 'scheduled', 'in_review', 'concluded', 'returned',
             'ready', 'granted', 'refused', 'issued', 'published', 'withdrawn', 'archived', 'erased')",
    ),
    Law::of(
        "прежнее имя педагога записано в деле целиком",
        "select id from applications where (surname is null) <> (given is null) or (surname is null) <> (patronymic is null)",
    ),
    Law::of(
        "категория дела известна",
        "select id from applications where category not in ('first', 'highest', 'methodist', 'mentor')",
    ),
    Law::of(
        "кабинет педагога принадлежит тому, у кого есть или была роль педагога",
        "select t.id from teachers t where t.account_id is not null
             and not exists (select 1 from seats s where s.account_id = t.account_id and s.role = 'teacher')",
    ),
    Law::of(
        "номера дел не больше счётчика",
        "select a.id from applications a left join counters c on c.name = 'applications:' || cast(a.year as text) where a.ordinal > coalesce(c.value, 0)",
    ),
    Law::of(
        "запись журнала говорит об известном деле",
        "select j.id from journal j left join applications a on a.id = j.application_id where j.application_id is not null and a.id is null",
    ),
    Law::of(
        "последний день дела не раньше дня получения",
        "select id from applications where due_on < received_on or consider_by < received_on or decide_by < received_on",
    ),
    Law::of(
        "последний день решения — самый ранний из сроков, которыми оно ограничено",
        "select a.id from applications a where a.stage in ('submitted', 'fix_requested', 'registered', 'scheduled', 'in_review', 'concluded', 'returned', 'ready')
             and (a.decision_by > a.decide_by
                 or exists (select 1 from case_clocks k where k.application_id = a.id and k.code in ('D02', 'ends') and k.dropped_at is null and k.due_on < a.decision_by)
                 or (a.decision_by < a.decide_by and not exists (select 1 from case_clocks k where k.application_id = a.id and k.code in ('D02', 'ends')
                     and k.dropped_at is null and k.due_on = a.decision_by)))",
    ),
    Law::of(
        "канал подачи известен, номер Госуслуг есть только у заявлений с портала",
        "select id from applications where channel not in ('', 'in_person', 'post', 'email', 'epgu', 'rpgu', 'system', 'neighbour')
             or (outer_number <> '' and channel not in ('epgu', 'rpgu'))",
    ),
    Law::of(
        "у зарегистрированного дела записан день регистрации, у поданного его нет",
        "select id from applications where (registered_on <> '' and stage = 'submitted')
             or (registered_on = '' and stage in ('registered', 'scheduled', 'in_review', 'concluded', 'returned', 'ready', 'granted', 'refused', 'issued', 'published'))",
    ),
    Law::of(
        "пока дело ждёт регистрации, идёт срок регистрации: портала или другой",
        "select a.id from applications a where a.stage = 'submitted' and not exists (select 1 from case_clocks c where c.application_id = a.id
             and c.met_at is null and c.dropped_at is null and c.code = case when a.channel in ('epgu', 'rpgu') then 'D05' else 'D06' end)",
    ),
    Law::of(
        "срок дела не кончается раньше начала, а выполненный не отменён",
        "select application_id from case_clocks where due_on < began_on or (met_at is not null and dropped_at is not null)",
    ),
    Law::of(
        "у отозванного и непринятого дела нет идущих сроков, кроме ответа на жалобу",
        "select c.application_id from case_clocks c join applications a on a.id = c.application_id
         where c.met_at is null and c.dropped_at is null and a.stage in ('withdrawn', 'intake_refused') and c.code <> 'D28'",
    ),
];
