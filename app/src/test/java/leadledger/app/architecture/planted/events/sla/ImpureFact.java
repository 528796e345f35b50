package leadledger.app.architecture.planted.events.sla;

import org.axonframework.common.caching.Cache;

/** Planted: a fact that knows a library. */
public record ImpureFact(Cache cache) {}
