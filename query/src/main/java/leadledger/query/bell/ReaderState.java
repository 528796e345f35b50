package leadledger.query.bell;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import leadledger.query.access.ScopedReads.Reading;
import leadledger.query.bell.Reader.Place;

/**
 * What a user has read and selected, without the single marks. What is kept for a place that the token no longer has is not
 * in it (SA-12).
 */
final class ReaderState {

    private record Kept(long readUpTo, boolean selected) {}

    private static final Kept NOTHING = new Kept(0, false);

    private final List<Place> places;
    private final Map<String, Kept> kept;

    private ReaderState(List<Place> places, Map<String, Kept> kept) {
        this.places = places;
        this.kept = kept;
    }

    static ReaderState read(Reading reading, Reader reader) {
        record Line(String tenant, Kept kept) {}
        Map<String, Kept> kept = reading
                .sql("select tenant, read_up_to, selected from bell.reader where subject = ? and tenant = any(?)")
                .params(
                        reader.subject(),
                        reader.places().stream().map(Place::keeper).toArray(String[]::new))
                .query((row, number) -> new Line(row.getString(1), new Kept(row.getLong(2), row.getBoolean(3))))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Line::tenant, Line::kept));
        return new ReaderState(reader.places(), kept);
    }

    private Kept at(Place place) {
        return kept.getOrDefault(place.keeper(), NOTHING);
    }

    /** All that the user is told there up to this position is read. */
    long readUpTo(Place place) {
        return at(place).readUpTo();
    }

    /** Names of the places selected; none: all. */
    Set<String> selected() {
        return places.stream()
                .filter(place -> at(place).selected())
                .map(Place::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The places that the bell counts and lists: those selected; nothing selected: all (SA-12). */
    List<Place> shown() {
        List<Place> selected =
                places.stream().filter(place -> at(place).selected()).toList();
        return selected.isEmpty() ? places : selected;
    }

    /** The tenants whose notifications the bell shows, as columns of a query: tenant, keeper, read up to. */
    Shown shownTenants() {
        record Line(String tenant, Place place) {}
        List<Line> lines = shown().stream()
                .flatMap(place -> place.tenants().stream().map(tenant -> new Line(tenant, place)))
                .sorted(Comparator.comparing(Line::tenant))
                .toList();
        return new Shown(
                lines.stream().map(Line::tenant).toArray(String[]::new),
                lines.stream().map(line -> line.place().keeper()).toArray(String[]::new),
                lines.stream().map(line -> readUpTo(line.place())).toArray(Long[]::new));
    }

    /**
     * Parallel arrays, as a query takes them.
     *
     * @param tenants whose notifications are shown
     * @param keepers under which code it is kept what the user has read of them
     * @param readUpTo up to where the user has read all of them
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these records.
    record Shown(String[] tenants, String[] keepers, Long[] readUpTo) {}
}
