-- A search by name goes through the register in the order of names: the word that is sought, then the whole name.
create table register_names (
    word       text not null,             -- one of the name's words, as it is compared
    name_key   text not null,             -- the whole name
    record_id  text not null references register_records (id),
    primary key (word, name_key, record_id)
);
insert into register_names (word, name_key, record_id)
    select w.word, r.name_key, w.record_id from register_words w join register_records r on r.id = w.record_id;
drop table register_words;
alter table register_names rename to register_words;
create index register_words_record on register_words (record_id, word);
