/** The whole service over HTTP, as clients meet it. */
@NullMarked
package leadledger.app.e2e;

import org.jspecify.annotations.NullMarked;
