/**
 * What happened, what it means, and where it is kept.
 *
 * <p>{@code shared}, {@code aftersales} and {@code sla} are vocabulary and pure decisions: they see {@code java.*} and
 * JSpecify only. {@code ledger} stores events in PostgreSQL and is the one package here that knows Axon and JDBC.
 */
@NullMarked
package leadledger.events;

import org.jspecify.annotations.NullMarked;
