-- Settings by the Centre: numbers of attestations for fitness, who put rules of eligibility in force, templates of papers.

-- The numbers an attestation for fitness is measured by, as dated facts like those of terms.
create table fitness_rules (
    code        text not null,            -- members | quorum | tie | witnesses
    valid_from  text not null,
    valid_to    text not null,            -- the last day; 9999-12-31 when no end is known
    amount      bigint not null,          -- of a tie: 1 when the worker fits, 0 when not
    part_of     bigint not null,          -- the fraction amount/part_of; 1 for a plain number
    legal_ref   text not null,
    remark      text not null,            -- what is not certain about it; empty when it was checked
    added_at    bigint not null,
    added_by    text not null,            -- the account; empty when it came with the program
    primary key (code, valid_from)
);
insert into fitness_rules (code, valid_from, valid_to, amount, part_of, legal_ref, remark, added_at, added_by) values
    ('members', '2023-09-01', '2029-08-31', 5, 1, 'приказ Минпросвещения России от 24.03.2023 № 196', 'не сверено с текстом приказа', 0, ''),
    ('quorum', '2023-09-01', '2029-08-31', 2, 3, 'приказ Минпросвещения России от 24.03.2023 № 196', 'не сверено с текстом приказа', 0, ''),
    ('tie', '2023-09-01', '2029-08-31', 1, 1, 'приказ Минпросвещения России от 24.03.2023 № 196', 'не сверено с текстом приказа', 0, ''),
    ('witnesses', '2023-09-01', '2029-08-31', 2, 1, 'приказ Минпросвещения России от 24.03.2023 № 196', 'не сверено с текстом приказа', 0, '');

-- The numbers an attestation began under: a later change of the settings does not touch it.
alter table fitness_cases add column least_members bigint not null default 5;
alter table fitness_cases add column least_witnesses bigint not null default 2;
alter table fitness_cases add column quorum_part bigint not null default 2;
alter table fitness_cases add column quorum_of bigint not null default 3;
alter table fitness_cases add column tie_fits bigint not null default 1;
alter table fitness_cases add column present bigint;                    -- members at the session; not known of earlier ones

-- Who put a rule of eligibility in force, and when.
alter table eligibility_rules add column added_at bigint not null default 0;
alter table eligibility_rules add column added_by text not null default '';   -- empty when it came with the program

-- The Centre's own Word templates of papers: versions of each paper, the last one published is in force.
create table paper_templates (
    id            text primary key,
    paper         text not null,
    version       bigint not null,        -- 1, 2, 3… of each paper
    file_key      text,                   -- none: the template that comes with the program is in force again
    file_name     text not null,
    size          bigint not null,
    added_at      bigint not null,
    added_by      text not null,
    published_at  bigint,                 -- in force since; none while it is only tried
    published_by  text not null
);
create unique index paper_templates_version on paper_templates (paper, version);
create index paper_templates_force on paper_templates (paper, published_at, version) where published_at is not null;
create index paper_templates_file on paper_templates (file_key);
