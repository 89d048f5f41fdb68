-- A signature says which file it signs. What was attached by mistake is marked with its reason, and stays.
alter table protocol_papers add column signs text not null default '';             -- of a signature: SHA-256 of the file it signs; empty: not said
alter table protocol_papers add column withdrawn_at bigint;                         -- when it was marked as attached by mistake; null: it stands
alter table protocol_papers add column withdrawn_by text not null default '';
alter table protocol_papers add column withdrawn_reason text not null default '';

-- Signatures of acts that were attached by mistake; the one that stands is in the row of the act.
create table earlier_act_signatures (
    id          text primary key,
    act_id      text not null references acts (id),
    file_name   text not null,
    file_key    text not null,            -- SHA-256 of the content
    size        bigint not null,          -- bytes
    reason      text not null,
    withdrawn_by text not null,
    withdrawn_at bigint not null
);
create index earlier_act_signatures_act on earlier_act_signatures (act_id, withdrawn_at, id);
create index earlier_act_signatures_file on earlier_act_signatures (file_key);
