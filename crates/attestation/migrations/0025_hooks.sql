-- Addresses at which neighbours are told of changes, and what each of them was told.

create table api_hooks (
    id             text primary key,      -- time-ordered
    token_id       text not null references api_tokens (id),
    url            text not null,
    watched        text not null,         -- all, application or record: what it is told of
    secret         text not null,         -- what notifications are signed with; the neighbour has the same
    made_at        bigint not null,
    made_by        text,                  -- the account; none: from the console
    seen_at        bigint not null,       -- the last row of the journal looked at: its moment
    seen_id        text not null,         -- and its id
    next_at        bigint not null,       -- changes are not sent before this moment
    held_until     bigint not null,       -- somebody is sending until then; 0: nobody
    failures       bigint not null,       -- tries in a row that failed
    failing_since  bigint,                -- the first of them
    off_at         bigint,
    off_reason     text not null
);
create unique index api_hooks_url on api_hooks (token_id, url);
create index api_hooks_due on api_hooks (held_until) where off_at is null;

-- A notification: sent in the order of ids, one after another, again and again until it is taken.
create table api_deliveries (
    id        text primary key,           -- time-ordered; the neighbour knows it by this
    hook_id   text not null references api_hooks (id),
    object    text not null,              -- application, record or trial
    thing     text not null,              -- the number of the case, the code of the record; empty: a trial
    body      text not null,              -- JSON, as it is sent
    state     text not null,              -- waiting, taken; failed: a trial that was not taken
    attempts  bigint not null,
    status    bigint,                     -- of the last answer; none: there was none
    error     text not null,              -- why it was not taken the last time
    made_at   bigint not null,
    tried_at  bigint
);
create index api_deliveries_hook on api_deliveries (hook_id, id);
create index api_deliveries_waiting on api_deliveries (hook_id, id) where state = 'waiting';
create index api_deliveries_old on api_deliveries (hook_id, made_at) where state <> 'waiting';
