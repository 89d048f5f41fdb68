-- What helps to answer a row of a criteria set, in the centre's own words; may be empty.
alter table criteria_rows add column hint text not null default '';
