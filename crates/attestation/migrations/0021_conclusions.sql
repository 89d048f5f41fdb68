-- The criteria set a case began under, what its specialist declares before opening it, answers by which a conclusion is made.
alter table applications add column criteria_id text;  -- null: there was none; the set in force on the day of receipt is taken
update applications set criteria_id = (
    select s.id from criteria_sets s
    where s.category = applications.category and s.state = 'published' and s.valid_from <= applications.received_on
        and (s.all_posts = 1 or exists (select 1 from criteria_posts p where p.set_id = s.id and p.post_code = applications.post_code))
    order by s.valid_from desc, s.id desc limit 1);

-- One for each giving of a case: given again, it is asked again.
create table declarations (
    assignment_id  text primary key references assignments (id),
    ground         text not null,         -- empty: no interest
    words          text not null,         -- the specialist's own, of a personal interest
    edition        text not null,         -- of the text that was agreed to
    declared_at    bigint not null
);

-- What a specialist has answered so far; a paper made of it is a version of the conclusion like any other.
create table conclusion_drafts (
    application_id  text not null references applications (id),
    seat_id         text not null references seats (id),
    version         bigint not null,      -- grows with every save, and when a paper is made
    typed           text not null,        -- the fields of the form as they are sent
    saved_at        bigint not null,
    primary key (application_id, seat_id)
);
