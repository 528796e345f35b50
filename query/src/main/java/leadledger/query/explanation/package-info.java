/**
 * Verdicts in words (SL-30): the evidence of a verdict told in the languages of the service. Pure; what is told follows from
 * the verdict alone.
 */
@NullMarked
package leadledger.query.explanation;

import org.jspecify.annotations.NullMarked;
