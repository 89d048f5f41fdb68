-- Seals of the journal: what was written is counted, hashed and chained, so that a change by hand shows.
-- A row gets its place and its salts when it is sealed; nothing is asked of the act that writes it.
alter table journal add column place bigint;                            -- 1, 2, 3… over the whole journal; none until it is sealed
alter table journal add column words_salt text not null default '';     -- emptied together with the words
alter table journal add column address_salt text not null default '';   -- emptied together with the address
create unique index journal_place on journal (place) where place is not null;
create index journal_unsealed on journal (at, id) where place is null;

create table journal_seals (
    number       bigint primary key,     -- 1, 2, 3…
    at           bigint not null,
    first_place  bigint not null,
    last_place   bigint not null,
    marks        text not null,          -- eight signs of the hash of each row: which of them differs
    hash         text not null,          -- SHA-256 over the seal before and the hash of each row
    signed       text not null           -- HMAC-SHA256 by the key of the settings; empty without one
);

-- What an erasure has taken out of a sealed row: the hash that stands for it in the seal, and which erasure it was.
create table journal_blots (
    entry_id      text not null references journal (id),
    part          text not null,         -- words | address
    hash          text not null,
    forgotten_id  text not null,
    primary key (entry_id, part)
);
