-- Files of issued acts that were attached by mistake; the one that stands is in the row of the act.
create table earlier_act_files (
    id          text primary key,
    act_id      text not null references acts (id),
    file_name   text not null,
    file_key    text not null,            -- SHA-256 of the content
    size        bigint not null,          -- bytes
    reason      text not null,
    replaced_by text not null,
    replaced_at bigint not null
);
create index earlier_act_files_act on earlier_act_files (act_id, replaced_at, id);
create index earlier_act_files_file on earlier_act_files (file_key);
