-- Grounds of a refusal that say nothing by themselves: whoever refuses writes what exactly is missing.
alter table intake_entries add column explained bigint not null default 0;
update intake_entries set explained = 1 where id = '01900000-0000-7000-8000-000000000002';
