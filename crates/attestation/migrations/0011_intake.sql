-- Intake: how an application came, remarks, term, form and track, the simplified track, and the clocks of a case.

alter table applications add column channel text not null default '';        -- empty: not written down
alter table applications add column outer_number text not null default '';   -- the number on Госуслуги or a regional portal
alter table applications add column submitted_on text not null default '';   -- the day it was sent; empty: the day of receipt
alter table applications add column registered_on text not null default '';
create unique index applications_outer on applications (outer_number) where outer_number <> '';

-- What the centre asks to be put right, each remark about one part of the application.
create table remarks (
    id              text primary key,
    application_id  text not null references applications (id),
    part            text not null,
    words           text not null,
    made_at         bigint not null,
    made_by         text not null,
    answer          text not null,
    answered_at     bigint,
    answered_by     text not null
);
create index remarks_application on remarks (application_id, made_at, id);
create index remarks_open on remarks (application_id) where answered_at is null;

-- Dated lists: grounds on which intake may be refused, what is no ground, forms of examination, awards.
create table intake_entries (
    id          text primary key,
    list        text not null,            -- ground | bar | form | award
    words       text not null,
    legal_ref   text not null,
    remark      text not null,            -- what is not certain about it; empty when it was checked
    valid_from  text not null,
    valid_to    text not null,
    added_at    bigint not null,
    added_by    text not null             -- the account; empty when it came with the program
);
create index intake_entries_list on intake_entries (list, valid_from, id);
insert into intake_entries (id, list, words, legal_ref, remark, valid_from, valid_to, added_at, added_by) values
    ('01900000-0000-7000-8000-000000000001', 'ground', 'Должности нет в номенклатуре должностей педагогических работников', 'постановление Правительства Российской Федерации от 21.02.2022 № 225', 'перечень оснований не сверен с текстом приказа № 196', '2023-09-01', '2029-08-31', 0, ''),
    ('01900000-0000-7000-8000-000000000002', 'ground', 'В заявлении нет обязательных сведений', 'приказ Минпросвещения России от 24.03.2023 № 196 (ранее п. 28 приказа № 276)', 'перечень оснований не сверен с текстом приказа № 196', '2023-09-01', '2029-08-31', 0, ''),
    ('01900000-0000-7000-8000-000000000003', 'ground', 'Не прошёл год со дня отказа в этой же категории', 'приказ Минпросвещения России от 24.03.2023 № 196 (ранее п. 45 приказа № 276)', 'не сверено с текстом приказа', '2023-09-01', '2029-08-31', 0, ''),
    ('01900000-0000-7000-8000-000000000004', 'ground', 'Для высшей категории: нет и не было первой или высшей категории', 'приказ Минпросвещения России от 24.03.2023 № 196', 'не сверено с текстом приказа', '2023-09-01', '2029-08-31', 0, ''),
    ('01900000-0000-7000-8000-000000000005', 'ground', 'Для педагога-методиста и педагога-наставника: нет действующей высшей категории', 'приказ Минпросвещения России от 24.03.2023 № 196, п. 45', 'не сверено с текстом приказа', '2023-09-01', '2029-08-31', 0, ''),
    ('01900000-0000-7000-8000-000000000006', 'ground', 'Для педагога-методиста и педагога-наставника: нет ходатайства работодателя', 'приказ Минпросвещения России от 24.03.2023 № 196', 'не сверено с текстом приказа', '2023-09-01', '2029-08-31', 0, ''),
    ('01900000-0000-7000-8000-000000000011', 'bar', 'Образование не по профилю должности', 'разъяснения по применению приказа Минпросвещения России от 24.03.2023 № 196', '', '2023-09-01', '2029-08-31', 0, ''),
    ('01900000-0000-7000-8000-000000000012', 'bar', 'Отпуск по уходу за ребёнком', 'разъяснения по применению приказа Минпросвещения России от 24.03.2023 № 196', '', '2023-09-01', '2029-08-31', 0, ''),
    ('01900000-0000-7000-8000-000000000013', 'bar', 'Перерыв в работе', 'разъяснения по применению приказа Минпросвещения России от 24.03.2023 № 196', '', '2023-09-01', '2029-08-31', 0, ''),
    ('01900000-0000-7000-8000-000000000014', 'bar', 'Небольшой стаж на новом месте работы', 'разъяснения по применению приказа Минпросвещения России от 24.03.2023 № 196', '', '2023-09-01', '2029-08-31', 0, ''),
    ('01900000-0000-7000-8000-000000000021', 'form', 'Анализ представленных документов', 'порядок Центра', 'формы не сверены с регламентом региона', '2023-09-01', '2029-08-31', 0, ''),
    ('01900000-0000-7000-8000-000000000022', 'form', 'Открытый урок или занятие', 'порядок Центра', 'формы не сверены с регламентом региона', '2023-09-01', '2029-08-31', 0, ''),
    ('01900000-0000-7000-8000-000000000023', 'form', 'Собеседование', 'порядок Центра', 'формы не сверены с регламентом региона', '2023-09-01', '2029-08-31', 0, ''),
    ('01900000-0000-7000-8000-000000000031', 'award', 'Государственная награда Российской Федерации', 'отраслевое соглашение региона', 'перечень не сверен с соглашением', '2023-09-01', '2029-08-31', 0, ''),
    ('01900000-0000-7000-8000-000000000032', 'award', 'Почётное звание', 'отраслевое соглашение региона', 'перечень не сверен с соглашением', '2023-09-01', '2029-08-31', 0, ''),
    ('01900000-0000-7000-8000-000000000033', 'award', 'Ведомственный знак отличия', 'отраслевое соглашение региона', 'перечень не сверен с соглашением', '2023-09-01', '2029-08-31', 0, ''),
    ('01900000-0000-7000-8000-000000000034', 'award', 'Победитель или призёр конкурса профессионального мастерства', 'отраслевое соглашение региона', 'перечень не сверен с соглашением', '2023-09-01', '2029-08-31', 0, '');

-- Term, place, form and track of a case; words of the form as they were when it was set.
create table schedules (
    application_id  text primary key references applications (id),
    starts_on       text not null,
    ends_on         text not null,
    place           text not null,
    form            text not null,
    track           text not null,        -- full | simplified
    session_on      text not null,        -- the planned session; empty: not planned yet
    set_at          bigint not null,
    set_by          text not null
);

-- The award by which a case of the simplified track goes to the session without analysis.
create table case_awards (
    application_id  text primary key references applications (id),
    award           text not null,        -- words as they were when it was confirmed
    document_id     text not null references documents (id),
    checked         text not null,        -- what was checked
    approved_at     bigint not null,
    approved_by     text not null
);

-- Clocks of a case: each with the day it began, its last day and the version of the term it is counted by.
create table case_clocks (
    application_id  text not null references applications (id),
    code            text not null,
    began_on        text not null,
    due_on          text not null,
    term_from       text not null,        -- the first day of that version
    met_at          bigint,
    dropped_at      bigint,               -- the case was over before
    primary key (application_id, code)
);
create index case_clocks_open on case_clocks (code, due_on, application_id) where met_at is null and dropped_at is null;

-- What runs in cases written down before: when earlier clocks were met is not known, so they are left out.
insert into case_clocks (application_id, code, began_on, due_on, term_from, met_at, dropped_at)
    select a.id, 'D01', a.received_on, a.consider_by, coalesce((select max(t.valid_from) from terms t where t.code = 'D01' and t.valid_from <= a.received_on), ''), null, null
    from applications a where a.stage in ('submitted', 'fix_requested', 'registered');
insert into case_clocks (application_id, code, began_on, due_on, term_from, met_at, dropped_at)
    select a.id, 'result', a.received_on, a.due_on, coalesce((select max(t.valid_from) from terms t where t.code = 'result' and t.valid_from <= a.received_on), ''), null, null
    from applications a where a.stage in ('submitted', 'fix_requested', 'registered', 'scheduled', 'in_review', 'returned');
insert into case_clocks (application_id, code, began_on, due_on, term_from, met_at, dropped_at)
    select a.id, 'D03', a.received_on, a.decide_by, coalesce((select max(t.valid_from) from terms t where t.code = 'D03' and t.valid_from <= a.received_on), ''), null, null
    from applications a where a.stage in ('submitted', 'fix_requested', 'registered', 'scheduled', 'in_review', 'concluded', 'returned', 'ready');
