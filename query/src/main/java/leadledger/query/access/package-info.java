/** Who may read what: a reader's scope, and the one way in which tables with leads are read (AC-01 to AC-03). */
@NullMarked
package leadledger.query.access;

import org.jspecify.annotations.NullMarked;
