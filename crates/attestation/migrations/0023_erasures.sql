-- Erasure by term: acts drawn up by one person of the centre and confirmed by another, and what each letter tells of.

create table erasures (
    id         text primary key,
    year       bigint not null,           -- in which it was drawn up: numbers begin anew each year
    number     bigint not null,
    stage      text not null,             -- draft | dropped | done
    members    text not null,             -- of the commission that erases, one a line
    ground     text not null,             -- terms by which the cases were kept, one a line; empty until it is done
    drawn_by   text not null references accounts (id),
    drawn_at   bigint not null,
    done_by    text references accounts (id),
    done_at    bigint,
    dated_on   text                       -- YYYY-MM-DD, the day it was done
);
create unique index erasures_number on erasures (year, number);
create index erasures_list on erasures (drawn_at, id);
create index erasures_drafts on erasures (id) where stage = 'draft';

-- The cases of an act; a case is in one act at most.
create table erasure_cases (
    application_id  text primary key references applications (id),
    erasure_id      text not null references erasures (id),
    added_at        bigint not null
);
create index erasure_cases_act on erasure_cases (erasure_id, application_id);

-- Files that erased rows named: each goes from the store once no row names it any more.
create table erasure_files (
    erasure_id  text not null references erasures (id),
    file_key    text not null,
    settled_at  bigint,                   -- when it was removed, or found to belong to somebody else too
    primary key (erasure_id, file_key)
);

-- Cases a letter tells of.
create table letter_cases (
    letter_id       text not null references letters (id),
    application_id  text not null references applications (id),
    primary key (letter_id, application_id)
);
create index letter_cases_application on letter_cases (application_id, letter_id);

-- Not a person but what stands in place of those whose data an act has erased.
alter table teachers add column erasure_id text;

-- What people ask about their own personal data, and what they were answered.
create table inquiries (
    id           text primary key,        -- time-ordered
    who          text not null,           -- as the person wrote it
    channel      text not null,           -- how it came
    wish         text not null,           -- copy | correction | stop | erasure
    words        text not null,           -- what is asked, in the centre's words
    asked_on     text not null,           -- YYYY-MM-DD
    due_on       text not null,           -- counted when it was written down
    account_id   text,                    -- whose data they are, once found: a cabinet or a teacher
    teacher_id   text,
    added_by     text not null references accounts (id),
    added_at     bigint not null,
    answer       text not null,
    answered_on  text,
    answered_by  text references accounts (id),
    answered_at  bigint
);
create index inquiries_open on inquiries (due_on, id) where answered_on is null;
create index inquiries_answered on inquiries (answered_on, id) where answered_on is not null;

-- A person is found by the beginning of the name.
create index teachers_name on teachers (name_key, id);

insert into terms (code, valid_from, valid_to, amount, unit, bound, rolls, legal_ref, remark, added_at, added_by) values
    ('D27', '2022-09-01', '9999-12-31', 10, 'working', 'max', 0, 'Федеральный закон от 27.07.2006 № 152-ФЗ, ст. 20', 'не сверено с текстом закона', 0, '');
