/** Puts both sides together: main class, command line. May import everything; nothing imports it. */
@NullMarked
package leadledger.app;

import org.jspecify.annotations.NullMarked;
