/** What operators see of the read models and can do to them. */
@NullMarked
package leadledger.query.operations;

import org.jspecify.annotations.NullMarked;
