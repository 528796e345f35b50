/** What is said of the HTTP API as a whole: its description, conventions included, is made from the code. */
@NullMarked
package leadledger.app.api;

import org.jspecify.annotations.NullMarked;
