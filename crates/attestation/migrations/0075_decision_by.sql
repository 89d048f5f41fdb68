-- The last day of the commission's decision is kept as it is shown: by the day of receipt, by the beginning of the attestation or by the end
-- the Centre has named, whichever comes first. Lists of cases that wait for a decision go by it.
alter table applications add column decision_by text not null default '';
update applications set decision_by = coalesce((select min(k.due_on) from case_clocks k where k.application_id = applications.id
    and k.code in ('D02', 'ends') and k.dropped_at is null and k.due_on < applications.decide_by), applications.decide_by);
drop index applications_decide;
create index applications_decision on applications (stage, decision_by, id);
