package leadledger.query.listing;

import java.util.List;

/**
 * The list views of a process.
 *
 * @param views in the order of the menu
 * @param upToDate how recent the numbers are
 */
public record Views(List<ViewCount> views, UpToDate upToDate) {

    public Views {
        views = List.copyOf(views);
    }
}
