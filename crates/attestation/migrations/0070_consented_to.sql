-- Whom a consent was given to, as the page named them on that day; empty for consents given before this was kept.
alter table consents add column operator text not null default '';
