@NullMarked
package leadledger.query.explanation;

import org.jspecify.annotations.NullMarked;
