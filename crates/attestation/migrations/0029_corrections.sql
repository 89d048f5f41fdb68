-- Signatures under an application that was put right and signed anew: what stood before the one that stands now.
create table earlier_signatures (
    application_id  text not null references applications (id),
    account_id      text not null references accounts (id),
    hash            text not null,        -- SHA-256 of what was signed
    file_key        text not null,        -- what was signed, canonical JSON
    size            bigint not null,
    agreement       text not null,
    signed_at       bigint not null,
    address         text not null,
    primary key (application_id, signed_at)
);
create index earlier_signatures_file on earlier_signatures (file_key);

-- Drafts of a person, sent or not: their data may be put right by the Centre.
create index drafts_person on drafts (account_id, id);
