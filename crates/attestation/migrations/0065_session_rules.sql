-- A session goes by the rules it was opened with, whatever they become: numbers, the majority, a tie, the words of decisions.
-- None until it is opened: then those of its day are written here.
alter table sittings add column members_least bigint;  -- members of the commission at least
alter table sittings add column quorum_part bigint;    -- quorum_part of quorum_of members
alter table sittings add column quorum_of bigint;
alter table sittings add column majority bigint;       -- 0 against those who voted against, 1 against everybody else present
alter table sittings add column tie bigint;            -- 0 for the teacher, 1 as the chair has voted
alter table sittings add column grant_words text;
alter table sittings add column refuse_words text;
-- How the even votes of a decision were settled: teacher | chair_for | chair_against; none when they were not even.
alter table agenda_items add column tie text;

update sittings set
    members_least = (select r.amount from commission_rules r where r.code = 'members' and r.valid_from <= held_on and r.valid_to >= held_on),
    quorum_part = (select r.amount from commission_rules r where r.code = 'quorum' and r.valid_from <= held_on and r.valid_to >= held_on),
    quorum_of = (select r.part_of from commission_rules r where r.code = 'quorum' and r.valid_from <= held_on and r.valid_to >= held_on),
    majority = (select r.amount from commission_rules r where r.code = 'majority' and r.valid_from <= held_on and r.valid_to >= held_on),
    tie = (select r.amount from commission_rules r where r.code = 'tie' and r.valid_from <= held_on and r.valid_to >= held_on),
    grant_words = (select w.words from decision_wordings w where w.code = 'grant' and w.valid_from <= held_on and w.valid_to >= held_on),
    refuse_words = (select w.words from decision_wordings w where w.code = 'refuse' and w.valid_from <= held_on and w.valid_to >= held_on)
    where opened_at is not null;

-- A refusal by even votes is one by the vote of the chair, whatever the rule has become since.
update agenda_items set tie = case
        when outcome = 'refused' then 'chair_against'
        when exists (select 1 from sittings s join sitting_members m on m.sitting_id = s.id and m.position = 'chair'
                join votes v on v.person = m.person
            where s.id = agenda_items.sitting_id and s.tie = 1 and v.item_id = agenda_items.id and v.choice = 'for') then 'chair_for'
        else 'teacher' end
    where outcome in ('granted', 'refused') and in_favour > 0 and in_favour = against
            + abstained * (select coalesce(s.majority, 0) from sittings s where s.id = agenda_items.sitting_id);
