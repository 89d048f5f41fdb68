-- On which ground of the list the intake of a case was refused, for the figures; the reason in full stands in the journal.
create table intake_refusals (
    application_id  text primary key references applications (id),
    ground_id       text not null,        -- the entry of the list
    ground          text not null,        -- its words as they were that day
    refused_on      text not null
);
create index intake_refusals_day on intake_refusals (refused_on, application_id, ground);

-- Last days of a period, whether what they are for was done by then or not.
create index case_clocks_due on case_clocks (due_on, code, application_id, met_at) where dropped_at is null;
