-- Of a session: what is attached to its signed protocol, when members were written to, how a majority is counted.

-- The scan of a signed protocol and detached signatures, as they came. Nothing of it replaces another.
create table protocol_papers (
    id          text primary key,
    sitting_id  text not null references sittings (id),
    kind        text not null,            -- scan | signature
    file_name   text not null,
    file_key    text not null,            -- SHA-256 of the content
    size        bigint not null,          -- bytes
    added_by    text not null,
    added_at    bigint not null
);
create index protocol_papers_sitting on protocol_papers (sitting_id, added_at, id);
create index protocol_papers_file on protocol_papers (file_key);

alter table sittings add column told_at bigint;                           -- when its agenda was last sent; null: never

alter table applications add column attends text not null default '';    -- whether the teacher wants to be present: yes | no; empty: not said

-- amount: 0 — for against those against; 1 — for against all who are present and vote.
insert into commission_rules (code, valid_from, valid_to, amount, part_of, legal_ref, remark, added_at, added_by) values
    ('majority', '2023-09-01', '2029-08-31', 0, 1, 'региональное положение о комиссии: простое большинство, при равенстве голосов в пользу педагога', 'считают ли от присутствующих, с текстом приказа № 196 не сверено', 0, '');
