-- Lets the role under which leads are read see what it is granted in this schema. Its tables grant it their rows
-- themselves, as far as their policies go (AC-03). Run again whenever the role is another one.

grant usage on schema query to ${reader_role};
