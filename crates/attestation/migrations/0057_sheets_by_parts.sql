-- A long register is taken by parts: how many records of it are there already.
alter table imports add column made bigint not null default 0;
