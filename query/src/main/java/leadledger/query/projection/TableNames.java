package leadledger.query.projection;

/** Names and locks of projections' tables. */
final class TableNames {

    private TableNames() {}

    static String serving(Projection<?> projection) {
        return "query." + projection.table();
    }

    /** Where a rebuild builds. */
    static String beside(Projection<?> projection) {
        return "query." + projection.table() + "_beside";
    }

    /** Key of the advisory lock that keeps a swap and live folding apart. */
    static long lockOf(String projection) {
        return 0x4c4c_0000_0000L + projection.hashCode();
    }

    /** Key of the advisory lock that lets one rebuild run at a time, over all nodes. */
    static long rebuildLockOf(String projection) {
        return 0x4c4d_0000_0000L + projection.hashCode();
    }
}
