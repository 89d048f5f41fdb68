-- Who of those present leads a session without its chair and deputy: a person of its members; none while nobody was named.
alter table sittings add column led_by text;
-- When a session was opened at another hour than announced, as the clock on the wall shows it («16:57»); empty otherwise.
alter table sittings add column began_at text not null default '';
