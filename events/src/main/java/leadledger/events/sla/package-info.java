/**
 * Service levels as a pure function of events, policy and moment (SL-01). {@link leadledger.events.sla.SlaClock} and
 * the verdicts that follow from it are one for all processes; a process tells which events start, stop and withdraw a clock.
 * Only {@code java.*}, JSpecify, {@code shared}, {@code calendar}, {@code aftersales} and {@code sales}; no clock of a
 * machine, no database.
 */
@NullMarked
package leadledger.events.sla;

import org.jspecify.annotations.NullMarked;
