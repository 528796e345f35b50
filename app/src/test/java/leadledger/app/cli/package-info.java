/** The command line for auditors against a service that says what a test wants, and once against the real one. */
@NullMarked
package leadledger.app.cli;

import org.jspecify.annotations.NullMarked;
