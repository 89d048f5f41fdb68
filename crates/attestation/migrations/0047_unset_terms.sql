-- Whoever got a specialist before a term was set was written down as considered; the term and the notice are still owed.
update case_clocks set met_at = null
where code = 'D01' and dropped_at is null and met_at is not null and application_id in (
    select a.id from applications a where a.stage in ('in_review', 'concluded', 'returned', 'ready')
        and not exists (select 1 from schedules s where s.application_id = a.id));

-- Lists go by the clocks that run; the column beside them is walked no more.
drop index applications_consider;
