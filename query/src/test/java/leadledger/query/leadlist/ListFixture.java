package leadledger.query.leadlist;

import java.util.List;
import leadledger.query.testing.ProjectedTable;

/** An empty list table for each test, under row-level security, and {@link LeadLists} on it, as in the application. */
final class ListFixture extends ProjectedTable<LeadListRow> {

    ListFixture() {
        super(LeadRows.PROJECTION);
    }

    LeadLists lists() {
        return new LeadLists(reads());
    }

    void save(LeadListRow... rows) {
        save(List.of(rows));
    }
}
