package leadledger.query.reference;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.Post;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;

/**
 * The outlets that a reader may know of, and who works there (AC-01): a dealer's network is nobody else's business, so that
 * people of outlets see their own alone.
 */
final class SalesNetwork {

    private final ReferenceBook book;
    private final Actor reader;

    private SalesNetwork(ReferenceBook book, Actor reader) {
        this.book = book;
        this.reader = reader;
    }

    /** Outlets and their hours are for those who deliver leads to them, work there, look after them, or audit. */
    static void mayKnowOutlets(Actor reader) {
        switch (reader.role()) {
            case CALL_CENTER, OUTLET_MANAGER, SALES_STAFF, SALES_ASSISTANT, HQ, AUDITOR -> {}
            case AFTERSALES_AGENT, AFTERSALES_MANAGER, INTAKE, PRIVACY_OFFICER, ADMIN, SYSTEM ->
                throw new RefusedException(Refusal.ofRole("AC-01"));
        }
    }

    /** Who works there is no business of the call centre: it delivers to outlets, not to people (SA-20). */
    static void mayKnowPeople(Actor reader) {
        mayKnowOutlets(reader);
        if (reader.role() == Role.CALL_CENTER) {
            throw new RefusedException(Refusal.ofRole("AC-01"));
        }
    }

    /** What a reader may know by a book. */
    static SalesNetwork seenBy(Actor reader, ReferenceBook book) {
        return new SalesNetwork(book, reader);
    }

    /** Colleagues are known by name, for they own leads; their addresses are for those who lead them. */
    static boolean showsAddresses(Actor reader) {
        return switch (reader.role()) {
            case OUTLET_MANAGER, HQ, AUDITOR -> true;
            case SALES_STAFF,
                    SALES_ASSISTANT,
                    CALL_CENTER,
                    AFTERSALES_AGENT,
                    AFTERSALES_MANAGER,
                    INTAKE,
                    PRIVACY_OFFICER,
                    ADMIN,
                    SYSTEM -> false;
        };
    }

    /** Outlets, by code. */
    Stream<OutletDefined> outlets() {
        return book.outlets().stream().filter(outlet -> isSeen(outlet.outlet()));
    }

    /** Hours that were ever defined, by the code of the outlet. */
    Stream<BusinessHoursDefined> hours() {
        return outlets().flatMap(outlet -> book.businessHours(outlet.outlet()).stream());
    }

    /** Who works at the outlets, by id, each with the posts there alone. */
    Stream<UserDefined> users() {
        return book.users().stream()
                .map(this::asSeen)
                .filter(user -> !user.posts().isEmpty());
    }

    private UserDefined asSeen(UserDefined user) {
        List<Post> posts =
                user.posts().stream().filter(post -> isSeen(post.outlet())).toList();
        return new UserDefined(user.user(), user.name(), user.email(), user.language(), posts, user.active());
    }

    private boolean isSeen(OutletId outlet) {
        return switch (reader.role()) {
            case OUTLET_MANAGER, SALES_STAFF, SALES_ASSISTANT -> reader.isOf(outlet);
            case HQ, CALL_CENTER -> ofMarket().contains(outlet);
            case AUDITOR -> true;
            case AFTERSALES_AGENT, AFTERSALES_MANAGER, INTAKE, PRIVACY_OFFICER, ADMIN, SYSTEM -> false;
        };
    }

    private Set<OutletId> ofMarket() {
        MarketId market = Objects.requireNonNull(reader.market(), "readers of a market have one");
        return book.outletsOf(market);
    }
}
