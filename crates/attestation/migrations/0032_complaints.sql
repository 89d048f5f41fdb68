-- Complaints against decisions and refused intakes, each with its answer; the clock of the answer is a clock of the case.
create table complaints (
    id              text primary key,     -- time-ordered
    application_id  text not null references applications (id),
    against         text not null,        -- intake | decision
    words           text not null,
    filed_on        text not null,
    due_on          text not null,        -- the last day for the answer
    file_key        text,                 -- the paper; none when there is none
    file_name       text not null,
    file_size       bigint not null,
    filed_by        text not null,        -- the account
    by_role         text not null,        -- teacher | centre
    filed_at        bigint not null,
    answer          text not null,
    answered_on     text,                 -- none until there is an answer
    answer_key      text,
    answer_name     text not null,
    answer_size     bigint not null,
    answered_by     text,
    answered_at     bigint
);
create unique index complaints_open on complaints (application_id) where answered_on is null;
create index complaints_case on complaints (application_id, filed_at, id);
create index complaints_file on complaints (file_key) where file_key is not null;
create index complaints_answer on complaints (answer_key) where answer_key is not null;

-- Where papers were not taken a complaint is answered sooner: a term of its own.
insert into terms (code, valid_from, valid_to, amount, unit, bound, rolls, legal_ref, remark, added_at, added_by) values
    ('D28', '2023-09-01', '2029-08-31', 5, 'working', 'max', 0, 'Федеральный закон от 27.07.2010 № 210-ФЗ', 'не сверено с текстом закона', 0, '');
