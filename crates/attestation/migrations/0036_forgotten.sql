-- What was erased, by ids and days alone. The same is kept as notes beside the files, outside the database: a copy restored
-- later is told by them what it must not bring back.
create table forgotten (
    id          text primary key,   -- time-ordered; of an act of erasure its own id
    kind        text not null,      -- act | person | drafts
    dated_on    text not null,      -- YYYY-MM-DD
    account_id  text,               -- whose: of a person and of drafts
    teacher_id  text,
    drafts      text not null,      -- ids of drafts, one a line; empty unless kind is drafts
    done_at     bigint not null
);
insert into forgotten (id, kind, dated_on, account_id, teacher_id, drafts, done_at)
    select id, 'act', dated_on, null, null, '', done_at from erasures where stage = 'done';
