/**
 * Headquarters define reference data: campaigns, sources, close reasons, dealers and vehicles (AS-02, AS-40, AS-70).
 * Decisions are pure; shells, bodies and the endpoint are their edge.
 */
@NullMarked
package leadledger.command.reference;

import org.jspecify.annotations.NullMarked;
