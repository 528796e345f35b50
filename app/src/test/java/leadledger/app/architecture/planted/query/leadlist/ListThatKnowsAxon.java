package leadledger.app.architecture.planted.query.leadlist;

import org.axonframework.common.caching.Cache;

/** Planted: a list that knows Axon. */
public record ListThatKnowsAxon(Cache cache) {}
