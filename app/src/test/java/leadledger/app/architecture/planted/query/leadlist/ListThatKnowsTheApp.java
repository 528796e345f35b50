package leadledger.app.architecture.planted.query.leadlist;

import leadledger.app.architecture.planted.app.wiring.PlantedApp;

/** Planted: a view that knows the application. */
public record ListThatKnowsTheApp(PlantedApp app) {}
