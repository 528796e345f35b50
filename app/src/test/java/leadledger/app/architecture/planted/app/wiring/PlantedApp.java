package leadledger.app.architecture.planted.app.wiring;

/** Planted: the application that somebody knows. */
public record PlantedApp(String value) {}
