-- A record of the register made of an act keeps the name the post had in the act: a post renamed later does not rewrite it.
update register_records set post_written = (
    select c.post from act_cases c where c.application_id = substr(register_records.source, 13))
 where post_written = '' and source like 'application:%' and exists (
    select 1 from act_cases c where c.application_id = substr(register_records.source, 13) and c.post_code = register_records.post_code);

-- The last day of the version before, as it stood without this one: it stands so again when this one is taken back before it
-- begins. None for versions put in force earlier.
alter table terms add column before_to text;
alter table commission_rules add column before_to text;
alter table fitness_rules add column before_to text;
alter table group_sizes add column before_to text;
alter table eligibility_rules add column before_to text;

-- Who issued an act, as it was called that day; empty when nobody had said it.
alter table acts add column body text not null default '';

-- An entry without an end has none: it was written as this day.
update intake_entries set valid_to = '9999-12-31' where valid_to = '2100-12-31';

-- When a template of the Centre was tried last; none when it never was.
alter table paper_templates add column tried_at bigint;
