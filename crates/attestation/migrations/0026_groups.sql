-- A case may be looked at by a group of specialists: each has a place in it, a conclusion and an opinion of their own.

-- How many specialists a case needs, by category and the day it was received.
create table group_sizes (
    category    text not null,
    valid_from  text not null,
    valid_to    text not null,
    size        bigint not null,          -- odd: opinions never balance
    legal_ref   text not null,
    remark      text not null,
    added_at    bigint not null,
    added_by    text not null,            -- empty: came with the program
    primary key (category, valid_from)
);
insert into group_sizes (category, valid_from, valid_to, size, legal_ref, remark, added_at, added_by) values
    ('first', '2023-09-01', '9999-12-31', 1, 'Приказ Минпросвещения России от 24.03.2023 № 196', 'Число специалистов определяет комиссия: проверьте по её регламенту.', 0, ''),
    ('highest', '2023-09-01', '9999-12-31', 1, 'Приказ Минпросвещения России от 24.03.2023 № 196', 'Число специалистов определяет комиссия: проверьте по её регламенту.', 0, ''),
    ('methodist', '2023-09-01', '9999-12-31', 1, 'Приказ Минпросвещения России от 24.03.2023 № 196', 'Число специалистов определяет комиссия: проверьте по её регламенту.', 0, ''),
    ('mentor', '2023-09-01', '9999-12-31', 1, 'Приказ Минпросвещения России от 24.03.2023 № 196', 'Число специалистов определяет комиссия: проверьте по её регламенту.', 0, '');

alter table applications add column group_size bigint not null default 0;   -- specialists wanted, kept from the first one on; 0: none yet
alter table applications add column places_free bigint not null default 0;  -- places of a begun group nobody has
update applications set group_size = 1 where stage not in ('submitted', 'fix_requested', 'intake_refused', 'registered', 'scheduled');
create index applications_places on applications (due_on, id) where places_free > 0;

alter table assignments add column place bigint not null default 1;
drop index assignments_open;
create unique index assignments_place on assignments (application_id, place) where ended_at is null;
create unique index assignments_once on assignments (application_id, seat_id) where ended_at is null;

-- What one specialist has found. With the opinion of the last of a group the result of the case is recorded.
create table opinions (
    id              text primary key,
    assignment_id   text not null references assignments (id),
    application_id  text not null references applications (id),
    seat_id         text not null references seats (id),
    conclusion_id   text not null references conclusions (id),
    verdict         text not null,        -- meets | fails
    reason          text not null,
    year            bigint not null,
    recorded_at     bigint not null,
    returned_at     bigint,
    return_reason   text not null         -- empty until the centre returns it
);
create unique index opinions_current on opinions (assignment_id) where returned_at is null;
create index opinions_application on opinions (application_id, recorded_at, id);
create index opinions_seat on opinions (year, seat_id) where returned_at is null;
create index opinions_recent on opinions (recorded_at, id) where returned_at is null;
insert into opinions (id, assignment_id, application_id, seat_id, conclusion_id, verdict, reason, year, recorded_at, returned_at, return_reason)
    select r.id, (select g.id from assignments g where g.application_id = r.application_id and g.seat_id = r.seat_id
                  order by case when g.ended_at is null then 0 else 1 end, g.given_at desc, g.id desc limit 1),
           r.application_id, r.seat_id, r.conclusion_id, r.verdict, r.reason, r.year, r.recorded_at, r.returned_at, r.return_reason
    from results r;
