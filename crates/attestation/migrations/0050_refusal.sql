-- What the letter about a refused intake states beside the ground: the clause it rests on, what the Centre added. Empty of
-- refusals made before this was kept.
alter table intake_refusals add column legal_ref text not null default '';
alter table intake_refusals add column details text not null default '';
