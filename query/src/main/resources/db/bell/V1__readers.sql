-- What each user has read and selected at the bell (SA-12): the user's own small state. It comes of no event, so it is
-- kept apart from the read model of notifications, which can be dropped and rebuilt.

create table bell.reader (
    dealer     text   not null collate "C",
    subject    text   not null collate "C",
    read_up_to bigint not null default 0,
    outlets    text[] not null default '{}' collate "C",
    primary key (dealer, subject)
);
comment on table bell.reader is
    'Per user: all notifications up to a position are read, and the outlets selected (none: all). The subject is a pseudonym.';

create table bell.read_mark (
    dealer          text   not null collate "C",
    subject         text   not null collate "C",
    notification_id uuid   not null,
    position        bigint not null,
    primary key (dealer, subject, notification_id)
);
comment on table bell.read_mark is
    'Single notifications read beyond read_up_to; the service keeps the newest few of each user only.';
create index on bell.read_mark (dealer, subject, position);

-- A request sees its user's own rows only, even where a query forgets to ask for them, and none without a scope (AC-03).
-- Not forced on the owner: the service never is it, and a dump needs all rows.
alter table bell.reader enable row level security;
create policy reading on bell.reader for select using (
    dealer in (select unnest(string_to_array(current_setting('leadledger.dealers', true), ',')))
    and subject = (select current_setting('leadledger.subject', true)));

alter table bell.read_mark enable row level security;
create policy reading on bell.read_mark for select using (
    dealer in (select unnest(string_to_array(current_setting('leadledger.dealers', true), ',')))
    and subject = (select current_setting('leadledger.subject', true)));
