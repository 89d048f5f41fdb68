-- What a program of checking has said of a detached signature. Rows are only added: the newest about a pair of files counts.
create table signature_checks (
    id            text primary key,
    signature_key text not null,          -- SHA-256 of the signature
    signed_key    text not null,          -- SHA-256 of what it signs
    outcome       text not null,          -- confirmed, refuted, failed
    words         text not null,          -- the first line of what the program wrote; may be empty
    checker       text not null,          -- the name of the program
    checked_at    bigint not null
);
create index signature_checks_pair on signature_checks (signature_key, signed_key, checked_at);
