/** A lead's history (アフターセールス リード履歴): every main change with its old and new value. */
@NullMarked
package leadledger.query.history;

import org.jspecify.annotations.NullMarked;
