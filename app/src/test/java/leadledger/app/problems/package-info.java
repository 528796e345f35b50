/** Proves that whatever goes wrong is told as a problem, in each language, and that nothing of the request is told with it. */
@NullMarked
package leadledger.app.problems;

import org.jspecify.annotations.NullMarked;
