/** A lead's service-level verdicts with their evidence (SL-30). */
@NullMarked
package leadledger.query.verdicts;

import org.jspecify.annotations.NullMarked;
