-- The last day of the attestation that the Centre has set and told the teacher is watched as a clock of its own, 'ends': it rests on no term.
insert into case_clocks (application_id, code, began_on, due_on, term_from, met_at, dropped_at)
    select s.application_id, 'ends', s.starts_on, s.ends_on, s.starts_on, null, null
    from schedules s join applications a on a.id = s.application_id
    where a.stage in ('registered', 'scheduled', 'in_review', 'concluded', 'returned', 'ready');
