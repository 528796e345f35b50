/**
 * Who looked at what, and what was refused (AC-05): the log, what a reader is shown, and how auditors search it. Knows no
 * view; every view that shows personal data knows it.
 */
@NullMarked
package leadledger.query.accesslog;

import org.jspecify.annotations.NullMarked;
