/** Work that the service does again and again by itself, on one node at a time. */
@NullMarked
package leadledger.app.scheduling;

import org.jspecify.annotations.NullMarked;
