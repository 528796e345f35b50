/**
 * Service levels as a pure function of events, policy and moment (SL-01). Only {@code java.*}, JSpecify, {@code shared}
 * and {@code aftersales}; no clock, no database.
 */
@NullMarked
package leadledger.events.sla;

import org.jspecify.annotations.NullMarked;
