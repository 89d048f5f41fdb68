-- The house: who people are, what they were invited to, what they did.
-- Portable SQL: ids, hashes and dates are text; moments are microseconds UTC; flags are moments.

create table organizations (
    id            text primary key,
    municipality  text not null,
    name          text not null,
    name_key      text not null,          -- lower case, ё as е, only letters and digits
    inn           text not null,
    email         text not null,
    created_at    bigint not null
);
create unique index organizations_inn on organizations (inn);
create index organizations_name on organizations (name_key, id);
create index organizations_list on organizations (municipality, name, id);

create table posts (
    code      text primary key,
    name      text not null,
    name_key  text not null
);
create unique index posts_name on posts (name_key);

create table accounts (
    id             text primary key,
    login          text not null,
    login_key      text not null,
    email          text not null,
    email_key      text not null,
    surname        text not null,
    given          text not null,
    patronymic     text not null,
    name_key       text not null,
    phone          text not null,
    password_hash  text not null,
    created_at     bigint not null,
    changed_at     bigint not null,
    closed_at      bigint
);
create unique index accounts_login on accounts (login_key);
create unique index accounts_email on accounts (email_key);

-- A seat is a role a person holds: a specialist, the coordinator of one school, the centre's staff.
create table seats (
    id               text primary key,
    account_id       text not null references accounts (id),
    role             text not null,
    organization_id  text references organizations (id),   -- coordinator: the school; specialist: the place of work
    workplace        text not null,
    given_at         bigint not null,
    ended_at         bigint
);
create index seats_account on seats (account_id, given_at);
create index seats_role on seats (role, ended_at, id);
create index seats_organization on seats (organization_id, role);

create table seat_posts (
    seat_id    text not null references seats (id),
    post_code  text not null references posts (code),
    primary key (seat_id, post_code)
);

create table consents (
    id            text primary key,
    account_id    text not null references accounts (id),
    document      text not null,
    text_version  text not null,
    given_at      bigint not null,
    address       text not null,
    withdrawn_at  bigint
);
create index consents_account on consents (account_id, given_at);

create table sessions (
    hash        text primary key,
    account_id  text not null references accounts (id),
    seat_id     text not null references seats (id),
    opened_at   bigint not null,
    seen_at     bigint not null,
    shared      bigint not null,          -- 1: a shared computer, the cookie dies with the browser
    agent       text not null,
    address     text not null,
    ended_at    bigint
);
create index sessions_account on sessions (account_id, ended_at, seen_at);

-- A form sent after the session had ended: it waits two hours for the one who typed it. One for an account.
create table kept_forms (
    account_id  text primary key references accounts (id),
    seat_id     text not null references seats (id),
    page        text not null,            -- the page the form was on
    path        text not null,            -- where it was sent
    body        text not null,            -- its fields, without passwords and files
    kept_at     bigint not null
);

-- One-time links of people who have a cabinet: a new password, a new e-mail.
create table keys (
    hash        text primary key,
    account_id  text not null references accounts (id),
    purpose     text not null,            -- recovery | email
    value       text not null,            -- email: the new address
    issued_at   bigint not null,
    expires_at  bigint not null,
    used_at     bigint,
    dropped_at  bigint                    -- a newer link took its place
);
create index keys_account on keys (account_id, purpose, used_at);

create table throttle (
    name        text primary key,         -- what is counted, hashed: an account from a known device, from a stranger, an address
    failures    bigint not null,
    last_at     bigint not null,
    blocked_to  bigint not null
);

create table devices (
    hash        text not null,
    account_id  text not null references accounts (id),
    seen_at     bigint not null,
    primary key (hash, account_id)
);
create index devices_account on devices (account_id);

create table invitations (
    id               text primary key,
    role             text not null,
    organization_id  text references organizations (id),
    workplace        text not null,
    email            text not null,
    email_key        text not null,
    surname          text not null,
    given            text not null,
    patronymic       text not null,
    name_key         text not null,
    issued_by        text references accounts (id),
    issued_at        bigint not null,
    expires_at       bigint not null,
    letter_id        text,
    redeemed_at      bigint,
    redeemed_by      text references accounts (id),
    revoked_at       bigint,
    batch_id         text
);
create index invitations_list on invitations (issued_at, id);
create index invitations_email on invitations (email_key, role, organization_id);

create table invitation_posts (
    invitation_id  text not null references invitations (id),
    post_code      text not null references posts (code),
    primary key (invitation_id, post_code)
);

create table invitation_links (
    hash           text primary key,
    invitation_id  text not null references invitations (id),
    letter_id      text,                  -- none: the link of a first run, printed and not sent
    issued_at      bigint not null,
    dropped_at     bigint
);
create index invitation_links_invitation on invitation_links (invitation_id, issued_at);

-- The outbox: a letter is a row of the same transaction as the act that causes it.
create table letters (
    id          text primary key,
    kind        text not null,
    to_email    text not null,
    to_name     text not null,
    account_id  text,
    subject     text not null,
    body_text   text not null,
    body_html   text not null,
    secret      bigint not null,          -- 1: the body holds a one-time link and is emptied once sent
    state       text not null,            -- queued | sent | failed
    attempts    bigint not null,
    next_at     bigint not null,
    last_error  text not null,
    created_at  bigint not null,
    sent_at     bigint
);
create index letters_due on letters (state, next_at, id);
create index letters_list on letters (created_at, id);
create index letters_state on letters (state, created_at, id);
create index letters_to on letters (to_email, created_at, id);

create table jobs (
    id          text primary key,
    name        text not null,
    once_key    text not null,
    payload     text not null,
    state       text not null,            -- queued | done | failed
    attempts    bigint not null,
    next_at     bigint not null,
    last_error  text not null,
    created_at  bigint not null,
    ended_at    bigint
);
create index jobs_due on jobs (state, next_at, id);
create index jobs_once on jobs (once_key, state);

create table journal (
    id              text primary key,     -- time-ordered
    at              bigint not null,
    account_id      text,
    role            text not null,
    act             text not null,
    outcome         text not null,        -- done | refused
    application_id  text,
    subject         text not null,        -- what else it is about: kind:id
    words           text not null,
    address         text not null
);
create index journal_list on journal (at, id);
create index journal_application on journal (application_id, at, id);
-- What is told on the page of a case: a case is opened far more often than anything is done with it.
create index journal_told on journal (application_id, at, id)
    where outcome <> 'refused' and act not in ('application.opened', 'document.opened', 'conclusion.opened', 'template.taken');
create index journal_account on journal (account_id, at, id);
create index journal_act on journal (act, at, id);
create index journal_outcome on journal (outcome, at, id);

create table settings (
    name        text primary key,
    value       text not null,
    changed_at  bigint not null
);
