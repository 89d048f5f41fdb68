-- The overview of the Centre counts drafts of acts and acts that are issued and not published.
create index acts_by_stage on acts (stage, created_at, id);
