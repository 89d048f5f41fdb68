-- Retention: how long what is kept, since when a case is over, acts of erasure.

-- How many years each kind of record is kept, as dated facts: what was in force on the day it was over is what counts.
create table retention_terms (
    record      text not null,
    valid_from  text not null,
    valid_to    text not null,            -- the last day; 9999-12-31 when no end is known
    years       bigint not null,
    legal_ref   text not null,
    remark      text not null,            -- what is not certain about it; empty when it was checked
    added_at    bigint not null,
    added_by    text not null,            -- the account; empty when it came with the program
    primary key (record, valid_from)
);
insert into retention_terms (record, valid_from, valid_to, years, legal_ref, remark, added_at, added_by) values
    ('cases', '2020-02-18', '9999-12-31', 5, 'перечень документов социальной сферы Санкт-Петербурга', 'перечень другого региона, для Томской области не сверено', 0, ''),
    ('protocols', '2020-02-18', '9999-12-31', 10, 'приказ Росархива от 20.12.2019 № 236, ст. 485', 'не сверено с текстом приказа; в ведомственном перечне ст. 233', 0, ''),
    ('tests', '2020-02-18', '9999-12-31', 5, 'ведомственный перечень документов, ст. 329', 'не сверено с текстом перечня', 0, ''),
    ('letters', '2020-02-18', '9999-12-31', 3, 'ведомственный перечень документов, ст. 236', 'не сверено с текстом перечня', 0, ''),
    ('orders', '2020-02-18', '9999-12-31', 50, 'приказы по личному составу и выписки из них', 'не сверено; для документов до 2003 года 75 лет', 0, ''),
    ('schedules', '2020-02-18', '9999-12-31', 1, 'приказ Росархива от 20.12.2019 № 236', 'не сверено с текстом приказа', 0, ''),
    ('experts', '2020-02-18', '9999-12-31', 5, 'приказ Росархива от 20.12.2019 № 236', 'не сверено с текстом приказа', 0, ''),
    ('complaints', '2020-02-18', '9999-12-31', 5, 'приказ Росархива от 20.12.2019 № 236', 'не сверено с текстом приказа', 0, ''),
    ('consents', '2020-02-18', '9999-12-31', 3, 'Федеральный закон от 27.07.2006 № 152-ФЗ', 'не сверено; отсчёт от конца обработки', 0, ''),
    ('journal', '2020-02-18', '9999-12-31', 3, 'порядок Центра', 'не сверено; не меньше года в системе и трёх лет в архиве', 0, '');

-- Since when a case is over: published, withdrawn, or refused at intake.
alter table applications add column over_at bigint;
update applications set over_at = changed_at where stage in ('published', 'withdrawn', 'intake_refused');
create index applications_over on applications (stage, over_at, id) where over_at is not null;
