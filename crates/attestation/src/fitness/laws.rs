//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[
    Law::of(
        "у законченной аттестации на соответствие записано, с какого времени она закончена, и только у неё",
        "select id from fitness_cases where (stage in ('closed', 'exempt')) <> (over_at is not null)",
    ),
    Law::of(
        "стадия аттестации на соответствие известна",
        "select id from fitness_cases where stage not in ('planned', 'ordered', 'listed', 'presented', 'fit', 'unfit', 'extracted', 'acquainted', 'closed', 'exempt', 'postponed')",
    ),
    Law::of(
        "приказ аттестации на соответствие записан раньше, чем работник с ним ознакомлен",
        "select id from fitness_cases where (stage in ('ordered', 'listed', 'presented', 'fit', 'unfit', 'extracted', 'acquainted', 'closed')
             and (order_on is null or session_on is null))
             or (stage in ('listed', 'presented', 'fit', 'unfit', 'extracted', 'acquainted', 'closed') and listed_on is null)
             or (listed_on is not null and (order_on is null or listed_on < order_on))",
    ),
    Law::of(
        "у аттестации на соответствие с решением есть протокол, комиссия и голоса",
        "select id from fitness_cases where stage in ('fit', 'unfit', 'extracted', 'acquainted', 'closed')
             and (session_on is null or shown_on is null or votes_for is null or votes_against is null or members = '' or protocol_number = '')",
    ),
    Law::of(
        "у начатой аттестации на соответствие есть все её сроки",
        "select c.id from fitness_cases c left join fitness_terms t on t.case_id = c.id group by c.id having count(t.code) <> 6",
    ),
    Law::of(
        "решение аттестации на соответствие следует из голосов",
        "select id from fitness_cases where (stage = 'fit' and not (votes_for > votes_against + coalesce(votes_abstained, 0) or (votes_for = votes_against and tie_fits = 1)))
             or (stage = 'unfit' and not (votes_against > votes_for + coalesce(votes_abstained, 0) or (votes_for = votes_against and tie_fits = 0)))",
    ),
    Law::of(
        "на заседании о соответствии голосов столько, сколько голосующих, а где воздержавшихся не спрашивали, не больше, чем присутствовавших",
        "select id from fitness_cases where (present is not null and votes_abstained is null and votes_for + votes_against > present)
             or (votes_abstained is not null and votes_for + votes_against + votes_abstained not in (present, present - 1))",
    ),
    Law::of(
        "версии правил о соответствии не накладываются, а сами правила известны",
        "select r.code from fitness_rules r left join fitness_rules o on o.code = r.code and o.valid_from > r.valid_from and o.valid_from <= r.valid_to
         where o.code is not null or r.valid_to < r.valid_from or r.code not in ('members', 'quorum', 'tie', 'witnesses', 'ahead')",
    ),
    Law::of(
        "с выпиской аттестации на соответствие знакомят не раньше, чем она составлена, а отказ без неё не бывает",
        "select id from fitness_cases where acquainted_on is not null and (extracted_on is null or acquainted_on < extracted_on)
             or (extract_witnesses <> '' and acquainted_on is null)",
    ),
    Law::of(
        "аттестация на соответствие идёт по должности, которая у работника записана",
        "select c.id from fitness_cases c where not exists (select 1 from fitness_workers w
             where w.teacher_id = c.teacher_id and w.organization_id = c.organization_id and w.place = c.place)",
    ),
    Law::of(
        "основание не аттестовать одно для всех должностей работника",
        "select teacher_id from fitness_workers group by teacher_id, organization_id
             having min(ground) <> max(ground) or coalesce(min(ground_until), '') <> coalesce(max(ground_until), '')",
    ),
    Law::of(
        "у исправления аттестации на соответствие есть слова и причина",
        "select id from fitness_corrections where words = '' or reason = ''",
    ),
    Law::of(
        "основание не аттестовать известно и имеет последний день",
        "select teacher_id from fitness_workers where ground not in ('', 'pregnancy', 'maternity', 'childcare', 'illness') or (ground = '') <> (ground_until is null)",
    ),
];
