-- Who of the commission did not come to the session, one a line; none before it, and of sessions held before this was asked.
alter table fitness_cases add column absent text;
-- Why the worker does not fit the post; empty when they fit, and of decisions made before this was asked.
alter table fitness_cases add column unfit_because text not null default '';
-- When the school took the worker off its list; none while they are on it.
alter table fitness_workers add column removed_at bigint;

-- What a school has written down of a worker it never attested goes by a term of its own.
insert into retention_terms (record, valid_from, valid_to, years, legal_ref, remark, added_at, added_by) values
    ('workers', '2020-02-18', '9999-12-31', 1, 'по решению Центра', 'в перечнях срок не найден', 0, '');

-- What a conclusion finds that the system made of answers; none of a file that was brought, and of those made before this was kept.
alter table conclusions add column verdict text;
