/** Tests of what the service itself has to do. */
@NullMarked
package leadledger.query.deadlines;

import org.jspecify.annotations.NullMarked;
