-- The attestation commission: its members by orders, sessions, agendas, votes, decisions and protocols.

-- A commission formed by an order of the authority.
create table commissions (
    id            text primary key,
    name          text not null,
    order_number  text not null,
    order_date    text not null,          -- YYYY-MM-DD
    valid_from    text not null,
    valid_to      text not null,          -- the last day; 9999-12-31 when no end is known
    added_by      text not null,
    added_at      bigint not null
);
create index commissions_list on commissions (valid_from, id);

-- What holds for a member from a day on. A row is never changed: a new one takes its place from its own day.
create table commission_members (
    commission_id  text not null references commissions (id),
    person         text not null,         -- the same in every row about one person
    valid_from     text not null,
    seat_id        text references seats (id),  -- none: a member without a cabinet yet
    surname        text not null,
    given          text not null,
    patronymic     text not null,
    email          text not null,
    job            text not null,         -- where and as whom the person works
    position       text not null,         -- chair | deputy | secretary | member | left
    trade_union    bigint not null,       -- 1: represents the trade union
    order_number   text not null,
    order_date     text not null,
    added_by       text not null,
    added_at       bigint not null,
    primary key (commission_id, person, valid_from)
);
create index commission_members_seat on commission_members (seat_id, commission_id);

-- How many members and how many present are needed, as dated facts like those of terms.
create table commission_rules (
    code        text not null,            -- members | quorum
    valid_from  text not null,
    valid_to    text not null,            -- the last day; 9999-12-31 when no end is known
    amount      bigint not null,
    part_of     bigint not null,          -- the fraction amount/part_of; 1 for a plain number
    legal_ref   text not null,
    remark      text not null,            -- what is not certain about it; empty when it was checked
    added_at    bigint not null,
    added_by    text not null,            -- the account; empty when it came with the program
    primary key (code, valid_from)
);
insert into commission_rules (code, valid_from, valid_to, amount, part_of, legal_ref, remark, added_at, added_by) values
    ('members', '2023-09-01', '2029-08-31', 7, 1, 'приказ Минпросвещения России от 24.03.2023 № 196: в комиссии не менее 7 человек, в том числе представитель профсоюза', 'председатель и секретарь по одному — не сверено с текстом приказа', 0, ''),
    ('quorum', '2023-09-01', '2029-08-31', 2, 3, 'региональное положение о комиссии: присутствуют не менее двух третей членов', 'порядок другого региона, с текстом приказа № 196 не сверено', 0, '');

-- A session of a commission.
create table sittings (
    id               text primary key,
    commission_id    text not null references commissions (id),
    held_on          text not null,       -- YYYY-MM-DD
    begins           text not null,       -- HH:MM
    place            text not null,
    stage            text not null,       -- planned | open | closed | cancelled
    opened_at        bigint,
    closed_at        bigint,
    protocol_number  text not null,       -- empty until it is signed
    protocol_date    text,
    file_key         text,                -- the protocol as it was signed
    file_size        bigint,
    added_by         text not null,
    added_at         bigint not null
);
create index sittings_list on sittings (held_on, id);
create index sittings_commission on sittings (commission_id, held_on, id);

-- Members as they stood when the session was opened, and who has come.
create table sitting_members (
    sitting_id   text not null references sittings (id),
    person       text not null,
    account_id   text references accounts (id),
    surname      text not null,
    given        text not null,
    patronymic   text not null,
    email        text not null,
    position     text not null,
    trade_union  bigint not null,
    present      bigint not null,
    primary key (sitting_id, person)
);

-- A case on the agenda of a session. A case stands open on one agenda at a time.
create table agenda_items (
    id              text primary key,
    sitting_id      text not null references sittings (id),
    application_id  text not null references applications (id),
    place           bigint not null,      -- the order of the agenda; may be negative
    added_by        text not null,
    added_at        bigint not null,
    removed_at      bigint,               -- taken off the agenda before a decision
    outcome         text,                 -- granted | refused | postponed; none while it is open
    reason          text not null,
    postponed_to    text,                 -- YYYY-MM-DD
    in_favour       bigint not null,      -- votes as they were counted
    against         bigint not null,
    abstained       bigint not null,
    present         bigint not null,      -- members present at the decision
    decided_by      text,
    decided_at      bigint
);
create unique index agenda_items_open on agenda_items (application_id) where removed_at is null and outcome is null;
create index agenda_items_sitting on agenda_items (sitting_id, place, id) where removed_at is null;
create index agenda_items_application on agenda_items (application_id, decided_at);

-- A vote: one row of a member for a case, whatever is pressed twice.
create table votes (
    item_id   text not null references agenda_items (id),
    person    text not null,
    choice    text not null,              -- for | against | abstained
    cast_by   text not null,              -- the account that wrote it down
    cast_at   bigint not null,
    primary key (item_id, person)
);

-- What was put right after a protocol was signed; the protocol itself never changes.
create table sitting_corrections (
    id          text primary key,
    sitting_id  text not null references sittings (id),
    dated_on    text not null,
    words       text not null,
    reason      text not null,
    added_by    text not null,
    added_at    bigint not null
);
create index sitting_corrections_sitting on sitting_corrections (sitting_id, added_at, id);
