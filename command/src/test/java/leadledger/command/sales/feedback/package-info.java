/** Managers give feedback, and owners ask for approval (フィードバック, 承認依頼, SA-41): by given, when, then. */
@NullMarked
package leadledger.command.sales.feedback;

import org.jspecify.annotations.NullMarked;
