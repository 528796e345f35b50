package leadledger.query.export;

import java.io.IOException;

/** Takes the leads of an export, one after the other. */
interface Visitor {

    /** A lead of which at least one event comes. */
    default void begin(ExportedLead lead) throws IOException {}

    /** An event of that lead; they come in order. */
    void event(ExportedLead lead, ExportedEvent event) throws IOException;

    /** There are no more events of that lead. */
    default void end(ExportedLead lead) throws IOException {}
}
