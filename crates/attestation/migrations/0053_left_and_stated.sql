-- A draft that a coordinator had filled in and left to its teacher may be filled in by a coordinator of the school again: this is
-- when it was left. Empty for a draft that was the teacher's own from the beginning, which coordinators do not see.
alter table drafts add column let_go_at bigint;

-- What a conclusion made of answers says beside its verdict: the reason, and whether the points reach every threshold (1 or 0;
-- empty where there is no threshold). Of those made before only the verdict is kept, with no reason to compare with.
alter table conclusions add column reason text not null default '';
alter table conclusions add column meets bigint;

-- Records of a person are found by СНИЛС too: a surname may have changed since.
create index register_snils on register_records (snils) where snils <> '';

-- The name a case that is over was decided under, kept when its teacher applies again under another one; empty while the name is
-- that of the teacher's row.
alter table applications add column surname text;
alter table applications add column given text;
alter table applications add column patronymic text;
