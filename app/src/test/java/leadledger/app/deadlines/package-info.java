/** Tests of what the service does when deadlines come. */
@NullMarked
package leadledger.app.deadlines;

import org.jspecify.annotations.NullMarked;
