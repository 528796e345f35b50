package leadledger.events.sales;

/**
 * What a lead provider calls a lead, so that the same lead sent again is known to be the same.
 *
 * @param source who gave the id, as the provider writes it; 1 to 200 characters
 * @param id the id, as the provider writes it; 1 to 200 characters
 */
public record ProviderId(String source, String id) {}
