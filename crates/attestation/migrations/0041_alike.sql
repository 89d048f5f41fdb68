-- A name with two words that begin alike is met at the first of them: how much of a word the one before it has too is kept
-- with it, so that a search need not look the other words up.
create table register_walk (
    word       text not null,             -- one of the name's words, as it is compared
    name_key   text not null,             -- the whole name
    record_id  text not null references register_records (id),
    shared     bigint not null,           -- letters it begins with like the name's word before it in the alphabet
    primary key (word, name_key, record_id, shared)
);
insert into register_walk (word, name_key, record_id, shared)
    with recursive lengths (letters) as (select 1 union all select letters + 1 from lengths where letters < 60)
    select w.word, w.name_key, w.record_id, coalesce((
        select max(n.letters) from register_words v join lengths n
            on n.letters <= length(v.word) and substr(v.word, 1, n.letters) = substr(w.word, 1, n.letters)
         where v.record_id = w.record_id and v.word < w.word and substr(v.word, 1, 1) = substr(w.word, 1, 1)), 0)
      from register_words w;
drop table register_words;
alter table register_walk rename to register_words;
create index register_words_record on register_words (record_id, word);

-- What was put right in an attestation is written one change a line: a name may have a semicolon in it.
update fitness_corrections set words = replace(words, '; ', '
');

-- Clocks that run: by their application, whether another of it ends earlier, and by their last days. Both hold the two columns
-- that are null in each of their rows, so that all is seen in the index and no row is looked up.
create index case_clocks_running on case_clocks (application_id, due_on, code, met_at, dropped_at) where met_at is null and dropped_at is null;
drop index case_clocks_nearest;
create index case_clocks_nearest on case_clocks (due_on, application_id, code, met_at, dropped_at) where met_at is null and dropped_at is null;
