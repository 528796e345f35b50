package leadledger.command.aftersales.importlead;

import leadledger.events.shared.Refusal;

/**
 * Why a lead cannot be imported. Names a line and a column, never a value (LG-22).
 *
 * @param file in which of the two files
 * @param line its line, from 1, the head included
 * @param finding what was found, with the column as the field
 */
public record SourceFault(File file, int line, Refusal finding) {

    /** The files of an import. */
    public enum File {
        /** The leads. */
        LEADS,
        /** Their history. */
        HISTORY
    }
}
