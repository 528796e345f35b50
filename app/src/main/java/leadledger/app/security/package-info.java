/**
 * Who is calling: validates tokens, makes an {@code Actor} of their claims, denies by default. What an actor may do with
 * a lead is decided by the rules, not here. May import {@code problems}, {@code
 * events.shared}, and what {@code query} asks of the caller.
 */
@NullMarked
package leadledger.app.security;

import org.jspecify.annotations.NullMarked;
