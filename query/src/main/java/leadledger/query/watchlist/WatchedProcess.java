package leadledger.query.watchlist;

/** The two processes of leads. */
enum WatchedProcess {
    /** アフターセールス. */
    AFTERSALES,
    /** セールス. */
    SALES
}
