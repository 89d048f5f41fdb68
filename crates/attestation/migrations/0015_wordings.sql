-- The centre's own words in letters: around what the program writes, kind by kind. No row: the words of the program alone.
create table letter_wordings (
    kind        text primary key,         -- the kind of letter, `noun.verb`
    subject     text not null,            -- empty: the program's own subject
    opening     text not null,            -- after the greeting; paragraphs divided by an empty line
    closing     text not null,            -- before the signature
    version     bigint not null,          -- grows with each change: of two hands the second is told
    changed_by  text not null references accounts (id),
    changed_at  bigint not null
);
