-- What the law on personal data asks: terms of answers, the operator's address.

-- By when a person is answered depends on what is asked: data are put right sooner than told of, and erased later.
insert into terms (code, valid_from, valid_to, amount, unit, bound, rolls, legal_ref, remark, added_at, added_by) values
    ('D30', '2022-09-01', '9999-12-31', 7, 'working', 'max', 0, 'Федеральный закон от 27.07.2006 № 152-ФЗ, ст. 20', 'не сверено с текстом закона', 0, ''),
    ('D31', '2022-09-01', '9999-12-31', 30, 'calendar', 'max', 0, 'Федеральный закон от 27.07.2006 № 152-ФЗ, ст. 21', 'не сверено с текстом закона', 0, '');

-- The operator's address in an act of erasure: as it was typed, or as the settings had it when the act was carried out.
alter table erasures add column address text not null default '';
