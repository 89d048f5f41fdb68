-- The whole procedure: more stages than an application of the first days had, and teachers with cabinets of their own.

-- The cabinet of a teacher who has one.
alter table teachers add column account_id text references accounts (id);
create unique index teachers_account on teachers (account_id) where account_id is not null;

-- One application for a post and a category at a time, until a decision is made or the application is gone.
drop index applications_open;
create unique index applications_open on applications (teacher_id, post_code, category)
    where stage in ('submitted', 'fix_requested', 'registered', 'scheduled', 'in_review', 'concluded', 'returned', 'ready');

-- Until an application is scheduled its clock is the day by which it is considered.
drop index applications_consider;
create index applications_consider on applications (stage, consider_by, id)
    where stage = 'submitted' or stage = 'fix_requested' or stage = 'registered';
