-- A search by name is answered where it walks: what a list tells of a record stands beside each word of its name. Records are
-- never changed, only replaced, and the words of one that is replaced are taken out, so both always say the same.
create table register_walk (
    word          text not null,          -- one of the name's words, as it is compared
    name_key      text not null,          -- the whole name
    record_id     text not null references register_records (id),
    shared        bigint not null,        -- letters it begins with like the name's word before it in the alphabet
    surname       text not null,
    given         text not null,
    patronymic    text not null,
    place_id      text not null references register_places (id),
    post_code     text not null references posts (code),
    post_written  text not null,
    category      text not null,
    entry         text not null,
    granted_on    text not null,
    valid_to      text,
    primary key (word, name_key, record_id)
)
--sqlite without rowid
;
insert into register_walk (word, name_key, record_id, shared, surname, given, patronymic, place_id, post_code, post_written, category, entry, granted_on, valid_to)
    select w.word, w.name_key, w.record_id, w.shared, r.surname, r.given, r.patronymic, r.place_id, r.post_code, r.post_written, r.category, r.entry, r.granted_on, r.valid_to
      from register_words w join register_records r on r.id = w.record_id
     order by w.word, w.name_key, w.record_id;
drop table register_words;
alter table register_walk rename to register_words;

-- How many cases a session has is counted in the index alone: it holds the column that is null in each of its rows.
drop index agenda_items_sitting;
create index agenda_items_sitting on agenda_items (sitting_id, place, id, removed_at) where removed_at is null;
