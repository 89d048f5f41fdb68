-- The session by the schedule: the day the worker was told; none before the order, and of sessions held before this was kept.
alter table fitness_cases add column scheduled_on text;
update fitness_cases set scheduled_on = session_on where votes_for is null;

-- Who saw that the worker refused to sign for the order, one a line; empty when it was signed.
alter table fitness_cases add column order_witnesses text not null default '';
-- Why it was not held, in words fit for a list; empty of those that were held, and of those ended before this was asked.
alter table fitness_cases add column unheld_because text not null default '';

-- 1: the worker holds the post here beside another organisation, which the list of teachers names.
alter table fitness_workers add column is_beside bigint not null default 0;

-- A changed schedule: an order of its own, with the day that stood before it and why it was changed.
create table fitness_schedules (
    id            text primary key,
    case_id       text not null references fitness_cases (id),
    order_number  text not null,
    order_on      text not null,
    was_on        text not null,
    session_on    text not null,
    reason        text not null,       -- of the postponement
    added_at      bigint not null,
    added_by      text not null
);
create index fitness_schedules_case on fitness_schedules (case_id, added_at, id);
create index fitness_schedules_order on fitness_schedules (order_number, order_on);

-- Of whom a paper told when it was signed: made again it tells the same, whatever is known since.
create table fitness_stated (
    case_id       text not null references fitness_cases (id),
    paper         text not null,       -- order | presentation | protocol | extract
    organization  text not null,
    surname       text not null,
    given         text not null,
    patronymic    text not null,
    post          text not null,
    kept_at       bigint not null,
    primary key (case_id, paper)
);
