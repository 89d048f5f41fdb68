-- For how long each category is given: a dated rule of the Centre. What stood in category_terms begins it; that table stays
-- as it was, because older archives bring its rows, and is not read any more.
create table category_lasts (
    category    text not null,
    valid_from  text not null,
    valid_to    text not null,
    years       bigint,                   -- none: without an end
    legal_ref   text not null,
    remark      text not null,            -- what was not checked; empty when all was
    added_at    bigint not null,
    added_by    text not null,            -- empty: came with the program
    before_to   text,                     -- the last day of the version before, as it stood without this one
    primary key (category, valid_from)
);
insert into category_lasts (category, valid_from, valid_to, years, legal_ref, remark, added_at, added_by)
    select c.category, t.valid_from, t.valid_to, t.years, t.legal_ref, '', 0, ''
    from category_terms t cross join (select 'first' as category union all select 'highest') c;
-- These two came with the order of 2023.
insert into category_lasts (category, valid_from, valid_to, years, legal_ref, remark, added_at, added_by)
    select c.category, t.valid_from, t.valid_to, t.years, t.legal_ref, 'не сверено с текстом приказа', 0, ''
    from category_terms t cross join (select 'methodist' as category union all select 'mentor') c where t.valid_from >= '2023-09-01';
