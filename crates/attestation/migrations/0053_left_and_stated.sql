-- A draft that a coordinator had filled in and left to its teacher may be filled in by a coordinator of the school again: this is
-- when it was left. Empty for a draft that was the teacher's own from the beginning, which coordinators do not see.
alter table drafts add column let_go_at bigint;
