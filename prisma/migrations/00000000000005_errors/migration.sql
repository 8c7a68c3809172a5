-- Calls that did not succeed are few: counted by their error, and listed, without looking at all the others.
create index calls_not_succeeded on usage.calls (organization_id, call_id desc) where status <> 'succeeded';
