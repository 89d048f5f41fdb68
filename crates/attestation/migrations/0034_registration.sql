-- Applications the centre wrote down from sheets were registered as they were written down, without the day: it is that of receipt.
update applications set registered_on = received_on
 where registered_on = '' and stage in ('registered', 'scheduled', 'in_review', 'concluded', 'returned', 'ready', 'granted', 'refused', 'issued', 'published');
