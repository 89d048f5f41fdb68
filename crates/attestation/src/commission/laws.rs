//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "голос подал тот, кто был в составе на заседании",
        "select v.item_id from votes v join agenda_items i on i.id = v.item_id
             left join sitting_members m on m.sitting_id = i.sitting_id and m.person = v.person where m.person is null",
    ),
    Law::of(
        "голосов по решённому делу столько, сколько сосчитано",
        "select i.id from agenda_items i left join (select item_id, count(*) as given from votes group by item_id) v on v.item_id = i.id
         where i.outcome is not null and i.in_favour + i.against + i.abstained <> coalesce(v.given, 0)",
    ),
    Law::of(
        "решение отвечает голосам: больше не за, чем за, — отказ, меньше — категория установлена, поровну — по правилу дня",
        "select id from (select i.id, i.outcome, i.in_favour, i.against + i.abstained * r.amount as others, coalesce(t.amount, 0) as by_chair
             from agenda_items i join sittings s on s.id = i.sitting_id
             join commission_rules r on r.code = 'majority' and r.valid_from <= s.held_on and r.valid_to >= s.held_on
             left join commission_rules t on t.code = 'tie' and t.valid_from <= s.held_on and t.valid_to >= s.held_on) v
         where (outcome = 'granted' and others > in_favour) or (outcome = 'refused' and others < in_favour)
             or (outcome = 'refused' and others = in_favour and by_chair = 0)",
    ),
    Law::of(
        "у отказа и у отложенного дела есть причина, у отложенного — день",
        "select id from agenda_items where (outcome in ('refused', 'postponed') and reason = '')
             or (outcome = 'postponed' and postponed_to is null) or (coalesce(outcome, '') <> 'postponed' and postponed_to is not null)",
    ),
    Law::of(
        "дело с решением комиссии решено на заседании",
        "select a.id from applications a left join agenda_items i on i.application_id = a.id and i.outcome = a.stage
         where a.stage in ('granted', 'refused') and i.id is null",
    ),
    Law::of(
        "у закрытого заседания есть номер, дата и файл протокола, а нерешённых дел нет",
        "select s.id from sittings s where s.stage = 'closed' and (s.protocol_number = '' or s.protocol_date is null or s.file_key is null
             or exists (select 1 from agenda_items i where i.sitting_id = s.id and i.removed_at is null and i.outcome is null))",
    ),
    Law::of(
        "отозванное дело ни в какой повестке решения не ждёт",
        "select i.id from agenda_items i join applications a on a.id = i.application_id
         where i.removed_at is null and i.outcome is null and a.stage in ('withdrawn', 'archived', 'erased')",
    ),
    Law::of(
        "решения есть только у открытых и закрытых заседаний",
        "select i.id from agenda_items i join sittings s on s.id = i.sitting_id where i.outcome is not null and s.stage not in ('open', 'closed')",
    ),
    Law::of(
        "версии правил комиссии не накладываются",
        "select r.code from commission_rules r join commission_rules o on o.code = r.code and o.valid_from > r.valid_from and o.valid_from <= r.valid_to",
    ),
    Law::of(
        "версии слов решений не накладываются",
        "select r.code from decision_wordings r join decision_wordings o on o.code = r.code and o.valid_from > r.valid_from and o.valid_from <= r.valid_to",
    ),
];
