-- Reports count applications by the day they came and the day they were registered: each index holds all that is counted.
create index applications_received on applications (received_on, organization_id, post_code, category, registered_on);
create index applications_registered on applications (registered_on, organization_id, post_code, category) where registered_on <> '';
