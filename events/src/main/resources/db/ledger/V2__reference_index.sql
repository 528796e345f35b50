-- Every node reads all reference data when it starts and looks for more while the ledger grows. The index holds those few
-- rows alone, so an append of anything else pays for nothing but the comparison of the kind.
create index event_reference on ledger.event (position) where stream_kind = 'reference';
