-- Lets the role under which leads are read see what users have read and selected, as far as the policies go, and the
-- service's own role write it (AC-03). Run again whenever a role is another one.

grant usage on schema bell to ${reader_role}, ${application_role};
grant select on bell.reader, bell.read_mark to ${reader_role};
grant select, insert, update, delete on bell.reader, bell.read_mark to ${application_role};

drop policy if exists writing on bell.reader;
create policy writing on bell.reader to ${application_role} using (true) with check (true);
drop policy if exists writing on bell.read_mark;
create policy writing on bell.read_mark to ${application_role} using (true) with check (true);
