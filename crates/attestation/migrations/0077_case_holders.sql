-- The list of clocks tells who has a case: found in the index alone, the row of the assignment is not opened.
create index assignments_holder on assignments (application_id, place, ended_at, seat_id) where ended_at is null and place = 1;
