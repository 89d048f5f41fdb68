-- The teacher's side: drafts of applications, what was submitted and signed, the rules of who may apply.

-- When the commission refused: the same category may be asked for again only after a term.
alter table applications add column refused_at bigint;

-- Who may apply for a category, as dated facts.
create table eligibility_rules (
    category    text not null,
    valid_from  text not null,
    valid_to    text not null,            -- the last day; 9999-12-31 when no end is known
    needs       text not null,            -- nothing | once | valid_highest
    legal_ref   text not null,
    remark      text not null,            -- what is not certain about it; empty when it was checked
    primary key (category, valid_from)
);
insert into eligibility_rules (category, valid_from, valid_to, needs, legal_ref, remark) values
    ('first', '2023-09-01', '2029-08-31', 'nothing', 'приказ Минпросвещения России от 24.03.2023 № 196: стаж и перерыв в работе значения не имеют', ''),
    ('highest', '2023-09-01', '2029-08-31', 'once', 'приказ Минпросвещения России от 24.03.2023 № 196: есть или была первая либо высшая категория по любой должности', ''),
    ('methodist', '2023-09-01', '2029-08-31', 'valid_highest', 'приказ Минпросвещения России от 24.03.2023 № 196, п. 45: действует высшая категория по любой должности', ''),
    ('mentor', '2023-09-01', '2029-08-31', 'valid_highest', 'приказ Минпросвещения России от 24.03.2023 № 196, п. 45: действует высшая категория по любой должности', '');

-- A draft is the teacher's own; no application has its number yet.
create table drafts (
    id               text primary key,
    account_id       text not null references accounts (id),       -- the teacher
    organization_id  text not null references organizations (id),
    post_code        text not null references posts (code),
    category         text not null,
    helper_id        text references accounts (id),                -- the coordinator who fills it in for the teacher
    started_at       bigint not null,
    changed_at       bigint not null,
    removed_at       bigint,
    application_id   text references applications (id)             -- what became of it
);
create index drafts_account on drafts (account_id, changed_at, id) where removed_at is null and application_id is null;
create index drafts_helped on drafts (organization_id, changed_at, id)
    where helper_id is not null and removed_at is null and application_id is null;
create index drafts_application on drafts (application_id);

-- One page of a draft as it was typed, sound or not.
create table draft_pages (
    draft_id  text not null references drafts (id),
    task      text not null,
    version   bigint not null,            -- 1, 2, 3…: a page saved in another window is not overwritten unseen
    typed     text not null,              -- fields as a form carries them
    saved_at  bigint not null,
    primary key (draft_id, task)
);

create table draft_courses (
    id         text primary key,
    draft_id   text not null references drafts (id),
    title      text not null,
    hours      bigint not null,
    taken_on   text not null,             -- YYYY-MM-DD, the date of the document
    document   text not null,             -- its number
    added_at   bigint not null
);
create index draft_courses_draft on draft_courses (draft_id, added_at, id);

create table draft_documents (
    id          text primary key,
    draft_id    text not null references drafts (id),
    kind        text not null,
    title       text not null,
    file_name   text not null,
    file_key    text not null,
    size        bigint not null,
    media_type  text not null,
    added_at    bigint not null
);
create index draft_documents_draft on draft_documents (draft_id, added_at, id);
create index draft_documents_file on draft_documents (file_key);

-- What was submitted: answers, signed as they stand.
create table application_answers (
    application_id  text not null references applications (id),
    place           bigint not null,
    part            text not null,        -- the heading under which it is shown
    question        text not null,
    answer          text not null,
    primary key (application_id, place)
);
create table application_courses (
    application_id  text not null references applications (id),
    place           bigint not null,
    title           text not null,
    hours           bigint not null,
    taken_on        text not null,
    document        text not null,
    primary key (application_id, place)
);
create table application_signatures (
    application_id  text primary key references applications (id),
    account_id      text not null references accounts (id),
    hash            text not null,        -- SHA-256 of what was signed
    file_key        text not null,        -- what was signed, canonical JSON
    size            bigint not null,
    agreement       text not null,        -- the version of the agreement on the simple electronic signature
    signed_at       bigint not null,
    address         text not null
);
create index application_signatures_file on application_signatures (file_key);
