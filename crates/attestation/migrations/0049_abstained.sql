-- Who abstained at the session; none before it, and of sessions held before this was asked.
alter table fitness_cases add column votes_abstained bigint;
