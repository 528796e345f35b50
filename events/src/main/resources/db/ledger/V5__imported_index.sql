-- Imported events carry when another system recorded them in their metadata; those of others are {} (LG-40). As of a moment
-- before an import, its events are looked for behind the position of that moment: the index holds them alone, so that a ledger
-- without imports is asked nothing, and an append of anything else pays for nothing but the comparison of the length.
create index event_imported on ledger.event (position) where octet_length(metadata) > 2;
