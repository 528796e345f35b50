package leadledger.query.slareport;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import leadledger.events.shared.DealerId;

/** Where dealers are: what rates need of the reference data (SL-05). */
@FunctionalInterface
public interface DealerDirectory {

    /** Of a dealer that nobody has entered yet. */
    Place NOWHERE = new Place("UNKNOWN", ZoneOffset.UTC);

    /** Where a dealer is, if that is known. */
    Optional<Place> place(DealerId dealer);

    /**
     * Where a dealer is.
     *
     * @param market code of its market
     * @param zone its time zone, by which the month of an assignment is told
     */
    record Place(String market, ZoneId zone) {}
}
