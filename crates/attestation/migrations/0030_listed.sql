-- The order is issued first and signed by the worker afterwards: those that were written down with the day of acquaintance have both.
update fitness_cases set stage = 'listed' where stage = 'ordered' and listed_on is not null;

-- What was put right in an attestation: what was and what is, in words, and why.
create table fitness_corrections (
    id        text primary key,
    case_id   text not null references fitness_cases (id),
    dated_on  text not null,
    words     text not null,
    reason    text not null,
    added_at  bigint not null,
    added_by  text not null
);
create index fitness_corrections_case on fitness_corrections (case_id, added_at, id);
