package leadledger.query.listing;

/**
 * A list view.
 *
 * @param view its name in addresses
 * @param count its number of rows
 */
public record ViewCount(String view, Count count) {}
