@NullMarked
package leadledger.query.accesslog;

import org.jspecify.annotations.NullMarked;
