package leadledger.command.imports;

import java.util.UUID;
import leadledger.command.aftersales.importlead.SourceFault.File;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * How far an import has come, in numbers.
 *
 * @param leadLines lines of the file of leads
 * @param historyLines lines of the file of histories
 * @param leads leads in the files
 * @param done leads looked at so far
 * @param imported leads that it made
 * @param extended leads that it added to
 * @param unchanged leads that were there as they are
 * @param flagged leads among those whose history breaks a rule (LG-41)
 * @param failed leads that are not imported, for faults
 * @param faults faults found, whether kept or not
 * @param position the ledger's position after the last event that it wrote; 0: it wrote none
 */
record ImportReport(
        int leadLines,
        int historyLines,
        int leads,
        int done,
        int imported,
        int extended,
        int unchanged,
        int flagged,
        int failed,
        int faults,
        long position) {

    static final ImportReport NONE = new ImportReport(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Whether it is about a fault or about a broken rule. */
    enum Kind {
        /** Something that keeps a lead out. */
        FAULT,
        /** A rule that a lead's history breaks; it is imported as it was recorded. */
        FLAG
    }

    /**
     * Something found in the files.
     *
     * @param kind fault or flag
     * @param file in which file
     * @param line its line, from 1
     * @param refusal what it is, with the column as the field; never what stands in the files
     * @param lead the lead's id here; none: nobody knows which
     */
    record Finding(
            Kind kind,
            File file,
            int line,
            Refusal refusal,
            @Nullable UUID lead) {}
}
