/**
 * What exists in the default run only and never in production (AC-07): the embedded database, demo logins and the server
 * that issues their tokens, the clock that can be moved forward, the reference data it begins with. May import
 * {@code console}, {@code security} and {@code wiring}, and gives commands; only the command line imports it.
 */
@NullMarked
package leadledger.app.dev;

import org.jspecify.annotations.NullMarked;
