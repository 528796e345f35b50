/** What the service itself has to do at which moment: lapses of leads and re-contacts, one row per lead. */
@NullMarked
package leadledger.query.deadlines;

import org.jspecify.annotations.NullMarked;
