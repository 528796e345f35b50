package leadledger.query.bell;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import leadledger.events.shared.Actor;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.access.ReadScopes;
import leadledger.query.access.SalesTenancy;
import leadledger.query.access.Scope;

/**
 * Who looks at the bell. Made from the token alone (AC-02).
 *
 * @param subject the user
 * @param scope what the database shows the user
 * @param places where the user is told of anything, by code: the dealer, or each outlet
 */
record Reader(String subject, Scope scope, List<Place> places) {

    Reader {
        places = places.stream().sorted(Comparator.comparing(Place::name)).toList();
    }

    /**
     * Where a user is told of something.
     *
     * @param name code of the dealer or outlet; what the user selects (SA-12)
     * @param keeper the tenant's code under which is kept what the user has read and selected there
     * @param tenants the tenants' codes of whatever the user is told there
     */
    record Place(String name, String keeper, Set<String> tenants) {

        static Place of(String dealer) {
            return new Place(dealer, dealer, Set.of(dealer));
        }
    }

    /**
     * A dealer's agents and managers have a bell with what their dealer is told. So have an outlet's managers, with what is
     * delivered to it and assigned to them, and sales staff, with what is assigned to them (SA-12, SA-20). Nobody else has
     * one (AC-01).
     */
    static Reader of(Actor actor, ReadScopes scopes) {
        return switch (actor.role()) {
            case AFTERSALES_AGENT, AFTERSALES_MANAGER ->
                new Reader(
                        actor.subject(),
                        scopes.of(actor),
                        List.of(Place.of(Objects.requireNonNull(actor.dealer()).value())));
            case OUTLET_MANAGER -> atOutlets(actor, scopes, true);
            case SALES_STAFF -> atOutlets(actor, scopes, false);
            case INTAKE, CALL_CENTER, SALES_ASSISTANT, HQ, AUDITOR, PRIVACY_OFFICER, ADMIN, SYSTEM ->
                throw new RefusedException(Refusal.ofRole("AC-01"));
        };
    }

    private static Reader atOutlets(Actor actor, ReadScopes scopes, boolean isManager) {
        return new Reader(
                actor.subject(),
                scopes.ofSales(actor),
                actor.outlets().stream()
                        .map(outlet -> place(outlet, actor, isManager))
                        .toList());
    }

    /** What is kept for a user at an outlet is the same, whichever of its profiles the user has picked. */
    private static Place place(OutletId outlet, Actor actor, boolean isManager) {
        String own = SalesTenancy.owner(outlet, actor.user());
        return new Place(outlet.value(), own, isManager ? Set.of(outlet.value(), own) : Set.of(own));
    }

    boolean isSameUserAs(Reader other) {
        return subject.equals(other.subject);
    }

    /** Whether the user is told what this one is told. */
    boolean isTold(Addressee told) {
        return isTold(told, places);
    }

    static boolean isTold(Addressee told, List<Place> at) {
        return at.stream().anyMatch(place -> place.tenants().contains(told.tenant()));
    }

    /** The place where the user is told what this one is told. */
    Place placeOf(Addressee told) {
        return places.stream()
                .filter(place -> place.tenants().contains(told.tenant()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the user is not told of this"));
    }

    /** Whether the user may select this code. */
    boolean maySelect(String name) {
        return places.stream().anyMatch(place -> place.name().equals(name));
    }
}
