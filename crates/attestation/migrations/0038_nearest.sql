-- Clocks that run, by their last days: the list of clocks walks them from the nearest.
create index case_clocks_nearest on case_clocks (due_on, application_id, code) where met_at is null and dropped_at is null;
