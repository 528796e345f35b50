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

grant usage on schema bell to ${application_role};
grant select, insert, update, delete on all tables in schema bell to ${application_role};
