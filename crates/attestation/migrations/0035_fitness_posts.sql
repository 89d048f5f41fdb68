-- A worker may hold several posts in one organisation, and each is attested by itself. What was known until now is of the first.
drop index fitness_workers_organization;
alter table fitness_workers rename to fitness_workers_before;
create table fitness_workers (
    teacher_id       text not null references teachers (id),
    organization_id  text not null references organizations (id),
    place            bigint not null default 1,  -- which of the worker's posts here: from 1, never used again
    post_code        text not null references posts (code),
    post_since       text not null,       -- YYYY-MM-DD: in this post, in this organisation
    post_until       text,                -- the last day in it; none while the worker holds it
    previous_on      text,                -- the session of the previous attestation; none when there was none
    previous_fits    bigint,              -- its outcome: 1 fits, 0 does not
    ground           text not null,       -- why not to attest, the same for every post: pregnancy | maternity | childcare | illness; empty: no ground
    ground_until     text,                -- its last day; nothing else is kept of it
    changed_at       bigint not null,
    changed_by       text not null,
    primary key (teacher_id, organization_id, place)
);
insert into fitness_workers (teacher_id, organization_id, place, post_code, post_since, previous_on, previous_fits, ground, ground_until, changed_at, changed_by)
    select teacher_id, organization_id, 1, post_code, post_since, previous_on, previous_fits, ground, ground_until, changed_at, changed_by from fitness_workers_before;
drop table fitness_workers_before;
create index fitness_workers_organization on fitness_workers (organization_id, teacher_id);
create unique index fitness_workers_post on fitness_workers (teacher_id, organization_id, post_code);

alter table fitness_cases add column place bigint not null default 1;
drop index fitness_cases_open;
create unique index fitness_cases_open on fitness_cases (teacher_id, organization_id, place) where stage not in ('closed', 'exempt');
drop index fitness_cases_teacher;
create index fitness_cases_teacher on fitness_cases (teacher_id, organization_id, place, began_on, id);
-- Attestations under way in every school, for the reminders of a day.
create index fitness_cases_going on fitness_cases (organization_id, id) where stage not in ('closed', 'exempt');

-- Who saw that the worker refused to sign for the extract, one a line; empty when it was signed.
alter table fitness_cases add column extract_witnesses text not null default '';
