-- A list taken from a portal finds cases by their numbers.
create unique index applications_called on applications (number);
