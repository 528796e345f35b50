@NullMarked
package leadledger.app.limits;

import org.jspecify.annotations.NullMarked;
