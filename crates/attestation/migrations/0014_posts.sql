-- Posts change: one is renamed and stays the same post, one is no longer attested, a new one comes.
alter table posts add column legal_ref text not null default 'постановление Правительства РФ от 21.02.2022 № 225, раздел I, подраздел 2';
alter table posts add column since text not null default '2022-03-01';
alter table posts add column ended_on text;   -- from this day it is offered no more; what was given for it stays

-- What a post was called before, until when.
create table post_names (
    id         text primary key,
    post_code  text not null references posts (code),
    name       text not null,
    until      text not null,             -- YYYY-MM-DD: from this day it is called otherwise
    legal_ref  text not null,
    added_by   text not null,             -- the account; empty when it came with the program
    added_at   bigint not null
);
create index post_names_post on post_names (post_code, until, id);
insert into post_names (id, post_code, name, until, legal_ref, added_by, added_at) values
    ('P15-2024', 'P15', 'Преподаватель-организатор основ безопасности жизнедеятельности', '2024-09-01', 'постановление Правительства РФ от 11.06.2024 № 940; день вступления в силу не сверен', '', 0);
