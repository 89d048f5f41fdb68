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
         where i.outcome in ('granted', 'refused') and i.in_favour + i.against + i.abstained <> coalesce(v.given, 0)",
    ),
    Law::of(
        "решение отвечает голосам: больше не за, чем за, — отказ, меньше — категория установлена, поровну — как записано с решением",
        "select id from (select i.id, i.outcome, i.in_favour, i.against + i.abstained * coalesce(s.majority, 0) as others, coalesce(i.tie, '') as tie
             from agenda_items i join sittings s on s.id = i.sitting_id where i.outcome in ('granted', 'refused')) v
         where (outcome = 'granted' and others > in_favour) or (outcome = 'refused' and others < in_favour)
             or (others = in_favour and in_favour > 0 and tie = '') or (others <> in_favour and tie <> '')
             or (outcome = 'refused' and tie in ('teacher', 'chair_for')) or (outcome = 'granted' and tie = 'chair_against')",
    ),
    Law::of(
        "голос председателя решает только там, где таково правило заседания, и так, как он подан",
        "select i.id from agenda_items i join sittings s on s.id = i.sitting_id
             left join sitting_members m on m.sitting_id = s.id and m.position = 'chair'
             left join votes v on v.item_id = i.id and v.person = m.person
         where i.tie in ('chair_for', 'chair_against')
             and (coalesce(s.tie, 0) = 0 or coalesce(v.choice, '') <> case when i.tie = 'chair_for' then 'for' else 'against' end)",
    ),
    Law::of(
        "с заседанием, которое открыли, записаны его правила",
        "select id from sittings where opened_at is not null and (members_least is null or quorum_part is null or quorum_of is null
             or majority is null or tie is null or grant_words is null or refuse_words is null)",
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
