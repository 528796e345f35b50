/** Disputes over verdicts of both processes, as dealers, headquarters and auditors see them (SL-40). */
@NullMarked
package leadledger.query.dispute;

import org.jspecify.annotations.NullMarked;
