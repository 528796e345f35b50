/**
 * Signs that headquarters watch (SL-21), as pure functions of events, policies and moments. None of them says that anybody did
 * wrong. Only {@code java.*}, JSpecify, {@code shared}, {@code calendar}, {@code aftersales}, {@code sales} and {@code sla}.
 */
@NullMarked
package leadledger.events.sla.watch;

import org.jspecify.annotations.NullMarked;
