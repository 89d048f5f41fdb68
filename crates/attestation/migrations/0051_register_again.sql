-- What was taken back, or put right into something else, may be granted or written down again: one record of a kind stands
-- as it was first written, not one for ever.
drop index register_fact;
create unique index register_fact on register_records (name_key, born, post_code, category, granted_on) where replaces_id is null and replaced_at is null;
