-- Распорядительные акты: what the commission decided is put into force, published and told to people.

-- An act: a draft gathers decided cases, an issued one has a number and a file, a published one is open to everybody.
create table acts (
    id              text primary key,
    stage           text not null,          -- draft | dropped | issued | published
    number          text not null,          -- empty until it is issued
    dated_on        text,                   -- YYYY-MM-DD
    year            bigint,                 -- of that date
    signer_name     text not null,
    signer_post     text not null,
    file_key        text,                   -- the signed act, PDF
    file_name       text not null,
    file_size       bigint not null,
    signature_key   text,                   -- the detached signature, kept as it came and not checked
    signature_name  text not null,
    signature_size  bigint not null,
    file_is_public  bigint not null,        -- 1: the file itself is on the public page
    corrects_id     text references acts (id),  -- the act in which a clerical error is put right
    correction      text not null,          -- what is put right, as everybody may read it
    reason          text not null,          -- why
    created_by      text not null,
    created_at      bigint not null,
    issued_by       text,
    issued_at       bigint,
    published_on    text,                   -- YYYY-MM-DD
    published_by    text,
    published_at    bigint
);
create index acts_list on acts (created_at, id);
create index acts_public on acts (published_on, id) where stage = 'published';
create index acts_corrects on acts (corrects_id, id) where corrects_id is not null;

-- A case of an act, as it stands in the act's annex: a later change of a name or of a school does not rewrite it.
create table act_cases (
    application_id   text primary key references applications (id),  -- a case is in one act at most
    act_id           text not null references acts (id),
    item_id          text not null references agenda_items (id),     -- the decision
    place            text not null,         -- the order of the annexes
    outcome          text not null,         -- granted | refused
    reason           text not null,         -- of a refusal
    held_on          text not null,         -- the day of the decision
    protocol_number  text not null,
    protocol_date    text,
    surname          text not null,
    given            text not null,
    patronymic       text not null,
    post_code        text not null references posts (code),
    post             text not null,
    organization     text not null,
    municipality     text not null,
    category         text not null,
    added_by         text not null,
    added_at         bigint not null
);
create index act_cases_act on act_cases (act_id, place, application_id);

-- Numbers are given once a year: whoever writes the row first has the number.
create table act_numbers (
    year        bigint not null,
    number_key  text not null,              -- as it is compared
    act_id      text not null references acts (id),
    primary key (year, number_key)
);

-- Cases whose line in the annex is put right by a later act.
create table act_fixes (
    act_id          text not null references acts (id),
    application_id  text not null references applications (id),
    primary key (act_id, application_id)
);
create index act_fixes_application on act_fixes (application_id, act_id);

-- Letters that are written together and wait, as drafts, until somebody lets them go: «act:<id>».
alter table letters add column batch text;
create index letters_batch on letters (batch, state, id) where batch is not null;
