-- Who looked at what, and what was refused (AC-05). No names, no search text, no tokens, no addresses as they were sent:
-- a route is the template of an address, never the address itself.

create table access.entry (
    sequence     bigint generated always as identity primary key,
    at           timestamptz not null,
    subject      text check (length(subject) <= 128),
    role         text check (length(role) <= 40),
    dealer       text check (length(dealer) <= 40),
    market       text check (length(market) <= 40),
    action       text        not null check (length(action) <= 40),
    method       text check (length(method) <= 16),
    route        text check (length(route) <= 200),
    lead_id      uuid,
    row_count    integer,
    status       integer     not null,
    problem_code text check (length(problem_code) <= 100),
    rule         text check (length(rule) <= 40),
    trace_id     text check (length(trace_id) <= 32),
    in_clear     boolean     not null,
    reason       text check (length(reason) <= 200)
);
comment on table access.entry is
    'One row for each reading of personal data and each refused attempt (AC-05). How long rows are kept is the owner''s affair.';
comment on column access.entry.subject is 'Pseudonymous user id of the token; none: not authenticated.';
comment on column access.entry.route is 'Template such as /api/v1/vehicles/{vin}, never what stood in its place.';
comment on column access.entry.in_clear is 'Whether personal data was shown unmasked.';
comment on column access.entry.reason is 'Why the reader wanted to see personal data, in the reader''s words.';

create index on access.entry (at, sequence);
create index on access.entry (subject, at, sequence);
create index on access.entry (lead_id, at, sequence) where lead_id is not null;
create index on access.entry (status, at, sequence);
create index on access.entry (action, at, sequence);

-- Nothing that was logged can be changed or taken away by the service (AC-04).
grant usage on schema access to ${application_role};
grant select, insert on access.entry to ${application_role};
