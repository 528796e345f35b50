-- Which e-mails are to be sent, and when. Derived from the ledger alone: it can be dropped at any time and is filled again
-- from position 1, without anything being sent again (LG-01, LG-33). Holds no address, no name and no text (LG-22).

create table mail.outbox (
    mail_id        uuid        not null primary key,
    lead_id        uuid        not null,
    dealer         text        not null,
    kind           text        not null,
    recipient      text        not null,
    cause_position bigint      not null,
    due_at         timestamptz not null,
    expires_at     timestamptz not null,
    state          text        not null check (state in ('WAITING', 'SENT', 'GIVEN_UP')),
    reason         text,
    tries          integer     not null default 0,
    next_try_at    timestamptz not null,
    last_failure   text
);
comment on column mail.outbox.last_failure is 'Why the newest try failed: a code, never an address or a server''s words.';
create index on mail.outbox (lead_id);
create index on mail.outbox (next_try_at, mail_id) where state = 'WAITING';
create index on mail.outbox (due_at, mail_id) where state = 'GIVEN_UP';

create table mail.follower (
    id       smallint primary key check (id = 1),
    position bigint   not null
);
comment on table mail.follower is 'Up to which position of the ledger the outbox is filled; moves in the same transaction.';
insert into mail.follower values (1, 0);

create table mail.unreadable_lead (
    lead_id uuid not null primary key
);
comment on table mail.unreadable_lead is
    'Leads with events that this version of the service does not know; looked at again at the next start.';

grant usage on schema mail to ${application_role};
grant select, insert, update, delete on all tables in schema mail to ${application_role};
