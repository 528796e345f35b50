@NullMarked
package leadledger.query.evidencepack;

import org.jspecify.annotations.NullMarked;
