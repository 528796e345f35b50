package leadledger.app.architecture.planted.query.projection;

import leadledger.app.architecture.planted.query.leadlist.ListThatKnowsAxon;

/** Planted: the runtime that knows a view. */
public record RuntimeThatKnowsAList(ListThatKnowsAxon list) {}
