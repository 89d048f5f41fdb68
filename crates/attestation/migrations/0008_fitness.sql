-- The organisation's own attestation: whether a teacher fits the post held. Kept by the coordinator of the school.

-- What fitness needs of a teacher beside the list of teachers; it belongs to the school where the teacher worked then.
create table fitness_workers (
    teacher_id       text not null references teachers (id),
    organization_id  text not null references organizations (id),
    post_code        text not null references posts (code),
    post_since       text not null,       -- YYYY-MM-DD: in this post, in this organisation
    previous_on      text,                -- the session of the previous attestation; none when there was none
    previous_fits    bigint,              -- its outcome: 1 fits, 0 does not
    ground           text not null,       -- why not to attest: pregnancy | maternity | childcare | illness; empty: no ground
    ground_until     text,                -- its last day; nothing else is kept of it
    changed_at       bigint not null,
    changed_by       text not null,
    primary key (teacher_id, organization_id)
);
create index fitness_workers_organization on fitness_workers (organization_id, teacher_id);

-- One attestation of one teacher in one school.
create table fitness_cases (
    id               text primary key,
    teacher_id       text not null references teachers (id),
    organization_id  text not null references organizations (id),
    post_code        text not null references posts (code),
    stage            text not null,
    began_on         text not null,       -- its terms are those in force on this day
    order_number     text not null,
    order_on         text,
    listed_on        text,                -- the list and the schedule were shown to the worker
    session_on       text,                -- by the schedule, then as it was held
    shown_on         text,                -- the presentation was shown, or the worker refused to read it
    witnesses        text not null,       -- of the refusal, one a line; empty when it was read
    filed_on         text,                -- the worker's own information
    protocol_number  text not null,
    members          text not null,       -- of the commission, one a line, the trade union's representative last
    votes_for        bigint,
    votes_against    bigint,
    is_absent        bigint not null,     -- 1: heard without the worker, who had no valid reason
    extract_by       text,                -- counted when the session was held
    extracted_on     text,
    acquaint_by      text,                -- counted when the extract was made
    acquainted_on    text,
    reason           text not null,       -- of a postponement
    changed_at       bigint not null,
    changed_by       text not null
);
create unique index fitness_cases_open on fitness_cases (teacher_id, organization_id) where stage not in ('closed', 'exempt');
create index fitness_cases_teacher on fitness_cases (teacher_id, organization_id, began_on, id);
create index fitness_cases_order on fitness_cases (organization_id, order_number, order_on);

-- The terms a case began under: a later change of the settings does not touch it.
create table fitness_terms (
    case_id  text not null references fitness_cases (id),
    code     text not null,
    amount   bigint not null,
    unit     text not null,
    bound    text not null,
    rolls    bigint not null,
    primary key (case_id, code)
);

-- The employer's presentation of the worker.
create table fitness_presentations (
    case_id      text primary key references fitness_cases (id),
    contract_on  text not null,
    education    text not null,
    training     text not null,
    earlier      text not null,
    assessment   text not null,
    changed_at   bigint not null
);

insert into terms (code, valid_from, valid_to, amount, unit, bound, rolls, legal_ref, remark, added_at, added_by) values
    ('D26', '2023-09-01', '2029-08-31', 2, 'years', 'min', 0, 'приказ Минпросвещения России от 24.03.2023 № 196', 'не сверено с текстом приказа', 0, '');
