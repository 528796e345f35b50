package leadledger.query.reference;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import leadledger.events.reference.Names;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.shared.Actor;
import leadledger.query.lead.LeadReader;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /reference/…}: for everybody who may look at leads. */
@RestController
@RequestMapping("/api/v1/reference")
@Tag(name = "Reference data")
class ReferenceApi {

    static final String ALL = "true: also what is no longer in use, for the names of what older leads refer to.";

    private final ReferenceReading reading;

    ReferenceApi(ReferenceReading reading) {
        this.reading = reading;
    }

    @Operation(operationId = "campaigns", summary = "Campaigns, by code (AS-02)")
    @GetMapping("/campaigns")
    Items<CodedItem> campaigns(
            @Parameter(description = ALL) @RequestParam(defaultValue = "false") boolean all,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor) {
        return read(
                actor,
                minPosition,
                book -> book.campaigns().stream()
                        .filter(all ? campaign -> true : CampaignDefined::active)
                        .map(campaign -> new CodedItem(campaign.code(), campaign.names(), campaign.active()))
                        .toList());
    }

    @Operation(operationId = "sources", summary = "Sources, by code (AS-02)")
    @GetMapping("/sources")
    Items<CodedItem> sources(
            @Parameter(description = ALL) @RequestParam(defaultValue = "false") boolean all,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor) {
        return read(
                actor,
                minPosition,
                book -> book.sources().stream()
                        .filter(all ? source -> true : SourceDefined::active)
                        .map(source -> new CodedItem(source.code(), source.names(), source.active()))
                        .toList());
    }

    @Operation(
            operationId = "closeReasons",
            summary = "Reasons for closing without sale, by code, with their categories (AS-40)",
            description = "`RE_CONTACT` is among them, but is set by the action *re-contact* alone (AS-50).")
    @GetMapping("/close-reasons")
    Items<CloseReason> closeReasons(
            @Parameter(description = ALL) @RequestParam(defaultValue = "false") boolean all,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor) {
        return read(
                actor,
                minPosition,
                book -> book.closeReasons().stream()
                        .filter(all ? reason -> true : CloseReasonDefined::active)
                        .map(reason -> new CloseReason(
                                reason.code(),
                                reason.names(),
                                reason.category(),
                                reason.categoryNames(),
                                reason.active()))
                        .toList());
    }

    @Operation(
            operationId = "dealers",
            summary = "Dealers, by code",
            description = "A dealer is shown itself alone (AC-01): the maker's network is none of its business."
                    + " Headquarters are shown their market's dealers.")
    @GetMapping("/dealers")
    Items<Dealer> dealers(
            @Parameter(description = ALL) @RequestParam(defaultValue = "false") boolean all,
            @RequestHeader(name = LeadReader.MIN_POSITION, required = false) @Nullable String minPosition,
            Actor actor) {
        Predicate<DealerDefined> shown = dealer -> switch (actor.role()) {
            case AFTERSALES_AGENT, AFTERSALES_MANAGER -> actor.belongsTo(dealer.dealer());
            case OUTLET_MANAGER, SALES_STAFF, SALES_ASSISTANT ->
                actor.outlets().stream().anyMatch(outlet -> outlet.dealer().equals(dealer.dealer()));
            case HQ, CALL_CENTER -> dealer.market().equals(String.valueOf(actor.market()));
            case AUDITOR, INTAKE, PRIVACY_OFFICER, ADMIN, SYSTEM -> true;
        };
        return read(
                actor,
                minPosition,
                book -> book.dealers().stream()
                        .filter(shown)
                        .filter(all ? dealer -> true : DealerDefined::active)
                        .map(dealer -> new Dealer(
                                dealer.dealer().value(),
                                dealer.name(),
                                dealer.market(),
                                dealer.zone().getId(),
                                dealer.email(),
                                dealer.active()))
                        .toList());
    }

    private <T> Items<T> read(Actor actor, @Nullable String minPosition, Function<ReferenceBook, List<T>> items) {
        ReferenceReading.mayLookAtLeads(actor);
        ReferenceReading.Read<List<T>> read = reading.read(minPosition, items);
        return new Items<>(read.value(), read.position());
    }

    /**
     * Items of a kind.
     *
     * @param items in the order of their codes
     * @param position everything up to here is in it, and perhaps more
     * @param <T> an item
     */
    record Items<T>(List<T> items, long position) {}

    /**
     * A campaign or a source.
     *
     * @param code what leads refer to it by
     * @param names what people call it
     * @param active whether it may be used for new leads
     */
    record CodedItem(String code, Names names, boolean active) {}

    /**
     * A reason for closing without sale.
     *
     * @param code what closed leads refer to it by
     * @param names what people call it
     * @param category code of its category
     * @param categoryNames what people call the category
     * @param active whether leads may be closed with it
     */
    record CloseReason(String code, Names names, String category, Names categoryNames, boolean active) {}

    /**
     * A dealer.
     *
     * @param dealer its code
     * @param name its name
     * @param market the country it belongs to, ISO 3166-1 alpha-2
     * @param zone its local time, a region of the IANA time zone database
     * @param email where e-mails about its appointments go; none: it gets none
     * @param active whether leads may be assigned to it
     */
    record Dealer(
            String dealer,
            String name,
            String market,
            String zone,
            @Nullable String email,
            boolean active) {}
}
