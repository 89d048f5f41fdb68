-- A mark of the answers an application stated when it was last printed to be signed by hand; empty before that. What is submitted by
-- the signed paper is what is written on it.
alter table drafts add column printed text not null default '';
