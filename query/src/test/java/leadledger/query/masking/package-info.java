@NullMarked
package leadledger.query.masking;

import org.jspecify.annotations.NullMarked;
