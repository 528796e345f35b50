package leadledger.command.imports;

/**
 * Limits of imports (AC-06). How large a file may be is limited where requests are taken.
 *
 * @param lines so many lines a file has at most
 * @param waiting so many imports of a market wait at most
 * @param dryRuns so many dry runs this node does at once at most
 * @param leadsAtOnce after so many leads progress is kept; so many wait for their commit together
 * @param findings so many faults and flags of an import are kept and told at most; they are counted beyond
 */
public record ImportSettings(int lines, int waiting, int dryRuns, int leadsAtOnce, int findings) {

    /** What a node runs with. */
    public static final ImportSettings DEFAULTS = new ImportSettings(1_000_000, 10, 1, 256, 10_000);
}
