-- People of every role: why a cabinet or a role was closed, lists of people and of invitations, public registration.

alter table accounts add column closed_reason text not null default '';
alter table seats add column end_reason text not null default '';
create index accounts_list on accounts (name_key, id);

-- A school's and a municipality's own invitations.
create index invitations_place on invitations (organization_id, issued_at, id);

-- Public registration of teachers: each turn of the switch is a row, the newest one is in force. Without rows it is off.
create table registration_turns (
    id         text primary key,          -- time-ordered
    is_open    bigint not null,           -- 1: teachers may ask for a link themselves
    turned_by  text not null references accounts (id),
    turned_at  bigint not null
);
create index registration_turns_list on registration_turns (turned_at, id);
