package leadledger.query.watchlist;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import leadledger.events.sla.watch.Sign;
import leadledger.events.sla.watch.Step;
import leadledger.events.sla.watch.Trace;
import org.jspecify.annotations.Nullable;

/**
 * What is watched of a lead: the steps from which its signs follow, the signs, and what it adds to those over many leads.
 *
 * @param lead which lead
 * @param lastSequence sequence of the last event folded in
 * @param place whose it is now
 * @param master the lead that it came of by re-contact; none: it came of none
 * @param steps in order
 * @param signs those that stand, and those that ended since this value was begun or read from its table
 * @param moves those since this value was begun or read from its table
 * @param link that it came of another, if that was told since this value was begun or read from its table
 */
record LeadWatch(
        Lead lead,
        int lastSequence,
        Place place,
        @Nullable UUID master,
        List<Step> steps,
        List<KnownSign> signs,
        List<Move> moves,
        @Nullable Move link) {

    LeadWatch {
        steps = List.copyOf(steps);
        signs = List.copyOf(signs);
        moves = List.copyOf(moves);
    }

    /** A lead. */
    record Lead(UUID id, String reference, WatchedProcess process) {}

    /**
     * Whose a lead is.
     *
     * @param tenant under which code its readers see it
     * @param dealer none: a sales lead that is in the queue
     * @param outlet none: an aftersales lead, or one in the queue
     */
    record Place(
            String tenant,
            @Nullable DealerId dealer,
            @Nullable OutletId outlet) {

        static Place at(DealerId dealer) {
            return new Place(dealer.value(), dealer, null);
        }

        Place delivered(OutletId to) {
            return new Place(tenant, to.dealer(), to);
        }
    }

    /** An event that is watched together with those of other leads, and whose lead it was. */
    record Move(Trace trace, Place place) {}

    /**
     * A sign with when it was known.
     *
     * @param sign the sign
     * @param arose the event with which it arose, perhaps with other evidence
     * @param from the event from which on it was known with this evidence
     * @param to when that was so no more; none: it still is
     */
    record KnownSign(
            Sign sign, Moment arose, Moment from, @Nullable Instant to) {

        KnownSign ended(Instant at) {
            return new KnownSign(sign, arose, from, at);
        }
    }

    /** When an event was recorded, and where. */
    record Moment(long position, Instant at) {}

    LeadWatch at(int sequence) {
        return new LeadWatch(lead, sequence, place, master, steps, signs, moves, link);
    }

    LeadWatch movedTo(Place other) {
        return new LeadWatch(lead, lastSequence, other, master, steps, signs, moves, link);
    }

    LeadWatch moved(Trace trace) {
        List<Move> more = new ArrayList<>(moves);
        more.add(new Move(trace, place));
        return new LeadWatch(lead, lastSequence, place, master, steps, signs, more, link);
    }

    /** A lead came of one other. */
    LeadWatch cameOf(UUID other, Trace trace) {
        return master == null
                ? new LeadWatch(lead, lastSequence, place, other, steps, signs, moves, new Move(trace, place))
                : this;
    }

    LeadWatch with(List<Step> others) {
        return new LeadWatch(lead, lastSequence, place, master, others, signs, moves, link);
    }

    /** With the signs as they are after an event. */
    LeadWatch knowing(List<Sign> now, Moment moment) {
        List<KnownSign> known = new ArrayList<>();
        for (KnownSign before : signs) {
            known.add(before.to() == null && !now.contains(before.sign()) ? before.ended(moment.at()) : before);
        }
        for (Sign sign : now) {
            if (signs.stream()
                    .anyMatch(before -> before.to() == null && before.sign().equals(sign))) {
                continue;
            }
            Moment arose = signs.stream()
                    .filter(before -> before.to() == null && before.sign().isSameAs(sign))
                    .map(KnownSign::arose)
                    .findFirst()
                    .orElse(moment);
            known.add(new KnownSign(sign, arose, moment, null));
        }
        return new LeadWatch(lead, lastSequence, place, master, steps, known, moves, link);
    }
}
