/** What the service itself has to do at which moment: lapses, re-contacts and held deliveries, one row per lead. */
@NullMarked
package leadledger.query.deadlines;

import org.jspecify.annotations.NullMarked;
