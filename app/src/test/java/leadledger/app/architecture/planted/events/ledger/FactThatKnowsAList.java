package leadledger.app.architecture.planted.events.ledger;

import leadledger.app.architecture.planted.query.leadlist.ListThatKnowsAxon;

/** Planted: an event that knows a view. */
public record FactThatKnowsAList(ListThatKnowsAxon list) {}
