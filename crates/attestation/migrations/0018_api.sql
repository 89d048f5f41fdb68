-- The open door for neighbours: school systems and the authority, each with a token of its own.

create table api_tokens (
    id               text primary key,    -- time-ordered
    hash             text not null,       -- SHA-256 of the token; the token itself is shown once and never kept
    name             text not null,       -- the neighbour, as the centre calls it
    name_key         text not null,
    scopes           text not null,       -- codes with a space between
    organization_id  text references organizations (id),  -- the only school it is open for
    municipality     text not null,       -- the only municipality; empty: every one
    expires_on       text not null,       -- the last day on which it works
    per_minute       bigint not null,     -- requests taken in a minute
    made_at          bigint not null,
    made_by          text,                -- the account; none: from the console
    used_on          text,                -- the last day of use; none: never
    window_at        bigint not null,     -- when the minute that is counted began
    window_count     bigint not null,     -- requests in it
    revoked_at       bigint,
    revoked_by       text,
    revoke_reason    text not null
);
create unique index api_tokens_hash on api_tokens (hash);
create unique index api_tokens_name on api_tokens (name_key) where revoked_at is null;

-- What was answered to a request with a key of its own: sent again, it makes nothing twice.
create table api_answers (
    token_id        text not null references api_tokens (id),
    request_key     text not null,
    body_hash       text not null,        -- SHA-256 of the body the key came with
    application_id  text not null references applications (id),
    at              bigint not null,
    primary key (token_id, request_key)
);
create index api_answers_at on api_answers (token_id, at);

-- Neighbours read applications in the order in which they change.
create index applications_changed on applications (changed_at, id);
create index applications_school_changed on applications (organization_id, changed_at, id);
create index applications_stage_changed on applications (stage, changed_at, id);
