-- Terms that act by themselves, and the school's own attestation among what an act of erasure takes.

insert into retention_terms (record, valid_from, valid_to, years, legal_ref, remark, added_at, added_by) values
    ('fitness', '2020-02-18', '9999-12-31', 10, 'приказ Росархива от 20.12.2019 № 236, ст. 485', 'не сверено с текстом приказа; взят срок протоколов комиссий', 0, ''),
    ('sheets', '2020-02-18', '9999-12-31', 1, 'по решению Центра', 'в перечнях срок не найден', 0, ''),
    ('invitations', '2020-02-18', '9999-12-31', 1, 'по решению Центра', 'в перечнях срок не найден', 0, ''),
    ('cabinets', '2020-02-18', '9999-12-31', 3, 'по решению Центра', 'в перечнях срок не найден; взят срок согласий', 0, ''),
    ('openings', '2020-02-18', '9999-12-31', 4, 'по решению Центра', 'не сверено; не меньше года в системе и трёх лет в архиве', 0, '');

-- What went by its term by itself: a row for each kind of records and each day on which something went.
create table lapses (
    record  text not null,
    day     text not null,                -- YYYY-MM-DD
    many    bigint not null,              -- how many went
    told    bigint not null,              -- how many of them the journal has been told of
    primary key (record, day)
);

-- What a day looks for, by the moment its term is counted from; letters have such an index already.
create index imports_kept on imports (added_at, id) where file_key <> '';
create index invitations_kept on invitations (expires_at, id);
create index accounts_kept on accounts (closed_at, id) where closed_at is not null and password_hash <> '';

-- Since when an attestation for fitness is over: closed, or not held because of a ground.
alter table fitness_cases add column over_at bigint;
update fitness_cases set over_at = changed_at where stage in ('closed', 'exempt');
create index fitness_cases_over on fitness_cases (over_at, id) where over_at is not null;

-- Attestations of an act of erasure, each in one act at most. They keep what the act says of them: the rest goes with the rows.
create table erasure_attestations (
    attestation_id   text primary key,    -- names no row once the act is done
    erasure_id       text not null references erasures (id),
    organization_id  text not null references organizations (id),
    post_code        text not null references posts (code),
    order_number     text not null,
    order_on         text,                -- none when it ended before its order
    began_on         text not null,
    over_at          bigint not null,
    added_at         bigint not null
);
create index erasure_attestations_act on erasure_attestations (erasure_id, attestation_id);
create index erasures_done on erasures (done_at, id) where stage = 'done';
update retention_terms set remark = 'не сверено' where record = 'journal' and added_by = '';
