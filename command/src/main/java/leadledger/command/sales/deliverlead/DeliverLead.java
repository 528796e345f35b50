package leadledger.command.sales.deliverlead;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesCommand;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesLead.Delivered;
import leadledger.command.sales.SalesLead.Held;
import leadledger.command.sales.SalesLead.Queued;
import leadledger.command.sales.SalesLead.Unborn;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * A lead goes to an outlet (ディーラーへ送客): the call centre delivers it, at once or when the outlet opens (SA-10), or a
 * manager pulls it to an outlet of its own, at once (SA-11).
 *
 * @param leadId the lead
 * @param caller who does
 * @param at the server's time
 * @param wanted where to
 * @param references outlets, and when they are open
 */
public record DeliverLead(
        LeadId leadId, SalesCaller caller, Instant at, Input<Destination> wanted, ReferenceLookup references)
        implements SalesCommand {

    private static final Set<Role> ROLES = Set.of(Role.CALL_CENTER, Role.OUTLET_MANAGER);
    private static final String OUTLET = "outlet";

    @Override
    public Access access(SalesLead lead) {
        return DeliveryAccess.of(lead, caller, ROLES, references);
    }

    @Override
    public Decision<SalesEvent> decide(SalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Delivered ignored -> SalesCommand.isDelivered();
            case Queued queued ->
                wanted.decide(to -> caller.actor().role() == Role.OUTLET_MANAGER
                        ? pull(queued.capture().queue(), to.outlet())
                        : deliver(queued, to.outlet()));
        };
    }

    private Decision<SalesEvent> deliver(Queued lead, @Nullable OutletId outlet) {
        if (outlet == null) {
            return refused("SA-10", "field-required");
        }
        Optional<Refusal> unfit = unfit("SA-10", outlet, lead.capture().queue());
        if (unfit.isPresent()) {
            return Decision.refused(unfit.get());
        }
        OutletCalendar calendar = references.calendarOf(outlet);
        if (calendar.isOpen(at)) {
            return Decision.accepted(new LeadDelivered(outlet, DeliveryKind.AT_ONCE, null));
        }
        Optional<Instant> opensAt = calendar.opensAt(at);
        if (opensAt.isEmpty()) {
            return refused("SA-10", "outlet-does-not-open");
        }
        Held held = new Held(outlet, opensAt.get());
        return held.equals(lead.held())
                ? Decision.accepted()
                : Decision.accepted(new DeliveryHeld(held.outlet(), held.opensAt()));
    }

    private Decision<SalesEvent> pull(LeadQueue queue, @Nullable OutletId outlet) {
        if (outlet == null) {
            List<OutletId> possible = caller.actor().outlets().stream()
                    .filter(own -> unfit("SA-11", own, queue).isEmpty())
                    .toList();
            return possible.size() == 1 ? pulled(possible.getFirst()) : refused("SA-11", "field-required");
        }
        if (!caller.isOf(outlet)) {
            return refused("AC-02", "field-not-yours-to-set");
        }
        return unfit("SA-11", outlet, queue)
                .<Decision<SalesEvent>>map(Decision::refused)
                .orElseGet(() -> pulled(outlet));
    }

    private static Decision<SalesEvent> pulled(OutletId outlet) {
        return Decision.accepted(new LeadDelivered(outlet, DeliveryKind.PULLED, null));
    }

    /** Why an outlet takes no leads of a queue; to the call centre another market's is as none (AC-01). */
    private Optional<Refusal> unfit(String rule, OutletId outlet, LeadQueue queue) {
        Optional<OutletDefined> defined = references
                .outlet(outlet)
                .filter(OutletDefined::active)
                .filter(known -> references
                        .marketOf(outlet.dealer())
                        .filter(queue.market()::equals)
                        .isPresent());
        if (defined.isEmpty()) {
            return Optional.of(Refusal.ofValue(rule, "outlet-takes-no-leads", OUTLET));
        }
        return defined.get().brands().contains(queue.brand())
                ? Optional.empty()
                : Optional.of(Refusal.ofValue(rule, "brand-not-sold-at-outlet", OUTLET));
    }

    private static Decision<SalesEvent> refused(String rule, String code) {
        return Decision.refused(Refusal.ofValue(rule, code, OUTLET));
    }

    /**
     * What the calendar said must still be so when it is recorded: an outlet that was open is open, one that was closed has
     * not opened yet (SA-10).
     */
    @Override
    public @Nullable Instant holdsUntil(SalesLead lead) {
        Instant turns = caller.actor().role() == Role.OUTLET_MANAGER ? null : outletTurns();
        return Stream.of(Optional.ofNullable(SalesCommand.super.holdsUntil(lead)), Optional.ofNullable(turns))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private @Nullable Instant outletTurns() {
        if (!(wanted instanceof Input.Sound<Destination>(Destination to)) || to.outlet() == null) {
            return null;
        }
        OutletCalendar calendar = references.calendarOf(to.outlet());
        return (calendar.isOpen(at) ? calendar.closesAt(at) : calendar.opensAt(at))
                .map(moment -> moment.minusMillis(1))
                .orElse(null);
    }

    /**
     * Where a lead is to go.
     *
     * @param outlet the outlet; none: the one of the manager's that takes it
     */
    public record Destination(@Nullable OutletId outlet) {}
}
