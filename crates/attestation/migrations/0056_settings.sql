-- What is not certain about a post; empty when it was checked.
alter table posts add column remark text not null default '';
update posts set remark = 'не сверено с текстом номенклатуры' where code = 'P17';

-- When a post was out of the list: from which day and by which document it went, from which and by which it came back.
create table post_breaks (
    id           text primary key,
    post_code    text not null references posts (code),
    ended_on     text not null,             -- YYYY-MM-DD
    ended_ref    text not null,             -- empty: was not asked for then
    ended_at     bigint not null,
    ended_by     text not null,             -- the account; empty when it was not written down
    returned_on  text,                      -- none: it is out still
    returned_ref text,
    returned_at  bigint,
    returned_by  text
);
create index post_breaks_post on post_breaks (post_code, ended_on, id);
insert into post_breaks (id, post_code, ended_on, ended_ref, ended_at, ended_by)
    select 'break-' || code, code, ended_on, '', 0, '' from posts where ended_on is not null;

-- What an even vote of the commission means; amount: 0 — for the teacher, 1 — as the chair has voted. As long as the majority is set.
insert into commission_rules (code, valid_from, valid_to, amount, part_of, legal_ref, remark, added_at, added_by)
    select 'tie', min(valid_from), max(valid_to), 0, 1,
        'региональное положение о комиссии: при равенстве голосов решение в пользу педагога',
        'порядок другого региона, с текстом приказа № 196 не сверено', 0, ''
    from commission_rules
    where code = 'majority' and not exists (select 1 from commission_rules t where t.code = 'tie')
    group by code;

-- How many days before the last one a worker is due for an attestation of fitness. No source names a number.
insert into fitness_rules (code, valid_from, valid_to, amount, part_of, legal_ref, remark, added_at, added_by)
    select 'ahead', '2023-09-01', '9999-12-31', 90, 1,
        'порядок Центра: приказ и представление — по 30 дней, остальное на праздники и документы',
        'число дней нормативным документом не названо', 0, ''
    where not exists (select 1 from fitness_rules a where a.code = 'ahead');

-- How a decision of the commission is worded, with places for the category and the post: a dated rule of the Centre.
create table decision_wordings (
    code        text not null,            -- grant | refuse
    valid_from  text not null,
    valid_to    text not null,            -- the last day; 9999-12-31 when no end is known
    words       text not null,
    legal_ref   text not null,
    remark      text not null,            -- what is not certain about it; empty when it was checked
    added_at    bigint not null,
    added_by    text not null,            -- the account; empty when it came with the program
    before_to   text,                     -- the last day of the version before, as it stood without this one
    primary key (code, valid_from)
);
insert into decision_wordings (code, valid_from, valid_to, words, legal_ref, remark, added_at, added_by) values
    ('grant', '1900-01-01', '9999-12-31', 'установить {категория} {должность}', 'приказ Минпросвещения России от 24.03.2023 № 196', 'не сверено с текстом приказа', 0, ''),
    ('refuse', '1900-01-01', '9999-12-31', 'отказать в установлении {категория} {должность}', 'приказ Минпросвещения России от 24.03.2023 № 196', 'не сверено с текстом приказа', 0, '');

-- The words a decision was written down with; empty for a decision of before, which is worded as it was then.
alter table agenda_items add column wording text not null default '';
