-- A user of several outlets reads and selects outlet by outlet (SA-12): one row for each place, so that what the token no
-- longer has drops out by itself, and what was not shown is not read. A dealer's people have one place, their dealer.

alter table bell.reader rename column dealer to tenant;
alter table bell.reader add column selected boolean not null default false;
update bell.reader set selected = tenant = any (outlets);
alter table bell.reader drop column outlets;
comment on table bell.reader is
    'Per user and place: all notifications up to a position are read, and whether the place is selected (none: all). The subject is a pseudonym.';
comment on column bell.reader.tenant is 'Code of the dealer, or of the user at an outlet.';

alter table bell.read_mark rename column dealer to tenant;
