-- Which claimed categories an entry is for: codes divided by commas; empty: any.
alter table intake_entries add column categories text not null default '';
update intake_entries set categories = 'highest' where id = '01900000-0000-7000-8000-000000000004';
update intake_entries set categories = 'methodist,mentor'
where id in ('01900000-0000-7000-8000-000000000005', '01900000-0000-7000-8000-000000000006');
