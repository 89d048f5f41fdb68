-- Terms of a case that were changed: what stood, until when, and why it stands no more. What stands is in schedules.
create table earlier_schedules (
    id              text primary key,     -- time-ordered
    application_id  text not null references applications (id),
    starts_on       text not null,
    ends_on         text not null,
    place           text not null,
    form            text not null,
    track           text not null,        -- full | simplified
    session_on      text not null,        -- the planned session; empty: it was not planned
    set_at          bigint not null,
    set_by          text not null,
    changed_at      bigint not null,      -- another term was set in its place
    changed_by      text not null,
    reason          text not null
);
create index earlier_schedules_case on earlier_schedules (application_id, changed_at, id);
