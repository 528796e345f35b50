/**
 * Exports: the events of leads as CSV, CloudEvents, OCEL and XES, streamed straight from the ledger in bounded memory. Which
 * leads are in one is decided once, at its beginning; personal data that the reader may not see is masked before a format
 * sees it.
 */
@NullMarked
package leadledger.query.export;

import org.jspecify.annotations.NullMarked;
