-- The second step of sign-in: codes of an application on the owner's phone. One for an account.
create table second_steps (
    account_id  text primary key references accounts (id),
    secret      text not null,            -- 160 random bits in base32, as they are: codes are counted from them; empty until set
    set_at      bigint,                   -- when the first code fitted; none: nothing is asked for yet
    used_tick   bigint not null,          -- the newest tick of 30 seconds whose code was taken: none of it or before is taken again
    spare_salt  text not null,            -- of the hashes of spare codes
    new_secret  text not null,            -- being set up, in its place; empty: none
    begun_at    bigint not null,
    begun_in    text not null             -- the session that gave the password: the new secret is shown in no other
);

-- Spare codes, ten at a time, each for one sign-in; a new ten takes the place of the old.
create table spare_codes (
    account_id  text not null references accounts (id),
    hash        text not null,            -- Argon2id with the salt of the account
    used_at     bigint,
    primary key (account_id, hash)
);

-- Somebody whose password fitted and whose code is waited for: five minutes. It is no session and opens nothing.
create table half_sessions (
    hash        text primary key,
    account_id  text not null references accounts (id),
    opened_at   bigint not null,
    shared      bigint not null,          -- as of the session it is to become
    next        text not null,            -- the page that was wanted first
    ended_at    bigint
);
create index half_sessions_account on half_sessions (account_id, ended_at);
create index half_sessions_opened on half_sessions (opened_at);
