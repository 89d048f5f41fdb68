-- Lists of cases begin with those whose decision is still ahead, by the nearest day; all others stand after them by theirs.
create index applications_ahead on applications (due_on, id)
    where (stage || '') in ('submitted', 'fix_requested', 'registered', 'scheduled', 'in_review', 'concluded', 'returned', 'ready');
create index applications_behind on applications (due_on, id)
    where (stage || '') in ('intake_refused', 'granted', 'refused', 'issued', 'published', 'withdrawn', 'archived', 'erased');
