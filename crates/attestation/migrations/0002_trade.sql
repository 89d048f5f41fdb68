-- The trade: teachers, their applications and documents, specialists' conclusions and results.

create table teachers (
    id               text primary key,
    surname          text not null,
    given            text not null,
    patronymic       text not null,
    name_key         text not null,
    born             text not null,       -- YYYY-MM-DD
    snils            text not null,       -- eleven digits
    email            text not null,
    phone            text not null,
    organization_id  text not null references organizations (id),
    created_at       bigint not null
);
create unique index teachers_snils on teachers (snils);
create index teachers_organization on teachers (organization_id, name_key, id);

create table applications (
    id                    text primary key,
    number                text not null,
    year                  bigint not null,
    ordinal               bigint not null,
    teacher_id            text not null references teachers (id),
    organization_id       text not null references organizations (id),
    post_code             text not null references posts (code),
    subject               text not null,
    experience            bigint,         -- whole years
    current_category      text not null,
    category              text not null,
    received_on           text not null,  -- YYYY-MM-DD
    due_on                text not null,  -- the day by which the specialist's result is waited for
    consider_by           text not null,  -- the day by which the application is considered: a specialist is assigned
    decide_by             text not null,  -- the day by which the commission decides
    stage                 text not null,
    name_key              text not null,  -- the teacher's name, for search
    documents_present     bigint not null,  -- kinds of the needed documents that are there
    documents_checked_at  bigint,
    documents_checked_by  text,
    created_at            bigint not null,
    changed_at            bigint not null
);
create unique index applications_number on applications (year, ordinal);
create unique index applications_open on applications (teacher_id, post_code, category) where stage <> 'withdrawn';
create index applications_consider on applications (stage, consider_by, id) where stage = 'registered';
create index applications_decide on applications (stage, decide_by, id);
create index applications_due on applications (due_on, id);
create index applications_stage on applications (stage, due_on, id);
create index applications_unchecked on applications (stage, due_on, id) where documents_checked_at is null;
create index applications_school on applications (organization_id, due_on, id);
create index applications_teacher on applications (teacher_id);

-- Each word of a teacher's name, so that the centre finds a person among a million by a part of any word's start.
create table application_words (
    word            text not null,
    due_on          text not null,
    application_id  text not null references applications (id),
    primary key (word, due_on, application_id)
);
create index application_words_application on application_words (application_id);

create table documents (
    id              text primary key,
    application_id  text not null references applications (id),
    kind            text not null,
    title           text not null,
    file_name       text not null,
    file_key        text not null,
    size            bigint not null,
    media_type      text not null,
    dated_on        text not null,        -- the date on the document, may be empty
    added_by        text not null,
    added_at        bigint not null,
    removed_at      bigint
);
create index documents_application on documents (application_id, removed_at, added_at, id);
create index documents_file on documents (file_key);

create table assignments (
    id              text primary key,
    application_id  text not null references applications (id),
    seat_id         text not null references seats (id),
    due_on          text not null,
    given_by        text not null,
    given_at        bigint not null,
    done_at         bigint,               -- the result is recorded: nothing waits for the specialist
    returned_at     bigint,               -- the centre has returned the result, and a new one is waited for
    ended_at        bigint,
    end_reason      text not null
);
create unique index assignments_open on assignments (application_id) where ended_at is null;
create index assignments_seat on assignments (seat_id, due_on, application_id) where ended_at is null;
create index assignments_waiting on assignments (seat_id, due_on, application_id, returned_at) where ended_at is null and done_at is null;

-- How many of a specialist's cases are done, counted as they are: thousands of rows are not counted for a page.
create table tallies (
    seat_id  text primary key references seats (id),
    done     bigint not null
);
create index assignments_application on assignments (application_id, given_at);

create table conclusion_templates (
    id          text primary key,
    version     bigint not null,
    file_name   text not null,
    file_key    text not null,
    size        bigint not null,
    added_by    text not null,
    added_at    bigint not null
);
create unique index conclusion_templates_version on conclusion_templates (version);

-- The final conclusion: every attached file is a version; the newest one not removed is the one in force.
create table conclusions (
    id              text primary key,
    application_id  text not null references applications (id),
    seat_id         text not null references seats (id),
    version         bigint not null,
    file_name       text not null,
    file_key        text not null,
    size            bigint not null,
    media_type      text not null,
    added_at        bigint not null
);
create unique index conclusions_version on conclusions (application_id, version);
create index conclusions_file on conclusions (file_key);

create table results (
    id              text primary key,
    number          text not null,
    year            bigint not null,
    ordinal         bigint not null,
    application_id  text not null references applications (id),
    conclusion_id   text not null references conclusions (id),
    seat_id         text not null references seats (id),
    verdict         text not null,        -- meets | fails
    reason          text not null,
    recorded_at     bigint not null,
    returned_at     bigint,
    returned_by     text,
    return_reason   text not null
);
create unique index results_number on results (year, ordinal);
create unique index results_open on results (application_id) where returned_at is null;
create index results_application on results (application_id, recorded_at);
create index results_list on results (recorded_at, id);

-- Numbers given out one after another, one row a kind and year.
create table counters (
    name   text primary key,
    value  bigint not null
);

-- A sheet sent in: shown as a dry run first, taken once when confirmed.
create table imports (
    id            text primary key,
    kind          text not null,          -- organizations | teachers | specialists | coordinators
    file_name     text not null,
    file_key      text not null,
    received_on   text not null,          -- teachers: the day their applications came
    added_by      text,
    added_at      bigint not null,
    confirmed_at  bigint,
    outcome       text not null
);
create index imports_list on imports (added_at, id);
