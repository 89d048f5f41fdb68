-- The order is issued first and signed by the worker afterwards: those that were written down with the day of acquaintance have both.
update fitness_cases set stage = 'listed' where stage = 'ordered' and listed_on is not null;
