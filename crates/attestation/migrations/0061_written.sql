-- When the value of a version was written. What a version rests on is mended later too: then `added_at` and `added_by` are of
-- that day, and the value may be mended no more than before.
alter table terms add column written_at bigint not null default 0;
alter table commission_rules add column written_at bigint not null default 0;
alter table fitness_rules add column written_at bigint not null default 0;
alter table group_sizes add column written_at bigint not null default 0;
alter table eligibility_rules add column written_at bigint not null default 0;
alter table category_lasts add column written_at bigint not null default 0;
alter table decision_wordings add column written_at bigint not null default 0;
update terms set written_at = added_at;
update commission_rules set written_at = added_at;
update fitness_rules set written_at = added_at;
update group_sizes set written_at = added_at;
update eligibility_rules set written_at = added_at;
update category_lasts set written_at = added_at;
update decision_wordings set written_at = added_at;
