-- The register of qualification categories: who holds which, since when, by which act.

-- Organisations as they are written in the register: an old name stays what it was when the decision was made.
create table register_places (
    id                text primary key,
    name              text not null,
    name_key          text not null,
    municipality      text not null,
    municipality_key  text not null,
    organization_id   text references organizations (id)  -- the one in the list, when it is known
);
create unique index register_places_name on register_places (name, municipality);
create index register_places_organization on register_places (organization_id);

-- One record is never changed: a correction or a revocation is a new record that points to the one it replaces.
create table register_records (
    id            text primary key,
    code          text not null,          -- by which anybody checks an extract
    chain_id      text not null,          -- the first record about this category of this person
    replaces_id   text references register_records (id),
    entry         text not null,          -- granted | corrected | revoked
    reason        text not null,          -- of a correction or a revocation
    surname       text not null,
    given         text not null,
    patronymic    text not null,
    name_key      text not null,
    born          text not null,          -- YYYY-MM-DD
    snils         text not null,          -- eleven digits, may be empty: old registers lack it
    place_id      text not null references register_places (id),
    post_code     text not null references posts (code),
    post_written  text not null,          -- as the source writes it, when it says more than the post
    category      text not null,
    granted_on    text not null,          -- the day of the decision
    valid_to      text,                   -- the last day; none when there is no end
    act_number    text not null,
    act_date      text,
    source        text not null,          -- import:<id> | application:<id> | command | hand
    added_by      text,
    added_at      bigint not null,
    replaced_at   bigint                  -- when a newer record took its place
);
create unique index register_code on register_records (code);
create unique index register_replaces on register_records (replaces_id);
-- A sheet taken twice, or two hands at once, make one record.
create unique index register_fact on register_records (name_key, born, post_code, category, granted_on) where replaces_id is null;
create index register_known on register_records (name_key, born, post_code, category, granted_on);
create index register_chain on register_records (chain_id, added_at, id);
create index register_list on register_records (granted_on, id) where replaced_at is null;
create index register_place on register_records (place_id, granted_on, id) where replaced_at is null;
create index register_post on register_records (post_code, granted_on, id) where replaced_at is null;
create index register_category on register_records (category, granted_on, id) where replaced_at is null;
create index register_ending on register_records (valid_to, id) where replaced_at is null and valid_to is not null;

-- Each word of the name in a record that is in force: a person is found by the start of any of them.
create table register_words (
    word       text not null,
    record_id  text not null references register_records (id),
    primary key (word, record_id)
);
create index register_words_record on register_words (record_id, word);

-- For how many years a category was given, by the day of the decision; none: without an end.
create table category_terms (
    valid_from  text primary key,
    valid_to    text not null,
    years       bigint,
    legal_ref   text not null
);
insert into category_terms (valid_from, valid_to, years, legal_ref) values
    ('1900-01-01', '2023-08-31', 5, 'приказ Минобрнауки России от 07.04.2014 № 276 и прежние: на пять лет'),
    ('2023-09-01', '9999-12-31', null, 'приказ Минпросвещения России от 24.03.2023 № 196: без ограничения срока');

-- Former names of posts: a category given under one stays valid for the post that followed it.
create table former_posts (
    name_key   text primary key,
    post_code  text not null references posts (code)
);
insert into former_posts (name_key, post_code) values
    ('преподаватель организатор основ безопасности жизнедеятельности', 'P15'),
    ('преподаватель организатор обж', 'P15');
