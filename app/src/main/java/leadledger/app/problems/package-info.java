/**
 * Words everything that goes wrong with a request as an RFC 9457 problem, in the caller's language. May import Spring,
 * Jackson, the vocabulary of {@code events.shared}, and the exceptions that other modules let out.
 */
@NullMarked
package leadledger.app.problems;

import org.jspecify.annotations.NullMarked;
