package leadledger.command.reference;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import leadledger.command.desk.Answer;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.events.ledger.ReferenceFeed;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.UserId;
import leadledger.events.shared.Vin;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /reference/…} and {@code POST /vehicles}. */
@RestController
@Tag(name = "Reference data")
class DefineReferenceApi {

    private static final String CAMPAIGNS = "/api/v1/reference/campaigns";
    private static final String SOURCES = "/api/v1/reference/sources";
    private static final String CLOSE_REASONS = "/api/v1/reference/close-reasons";
    private static final String DEALERS = "/api/v1/reference/dealers";
    private static final String OUTLETS = "/api/v1/reference/outlets";
    private static final String USERS = "/api/v1/reference/users";
    private static final String BUSINESS_HOURS = "/api/v1/reference/business-hours";
    private static final String VEHICLES = "/api/v1/vehicles";

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceFeed feed;

    DefineReferenceApi(CommandDesk desk, CommandHttp http, ReferenceFeed feed) {
        this.desk = desk;
        this.http = http;
        this.feed = feed;
    }

    @Operation(
            operationId = "defineCampaign",
            summary = "Define a campaign, or define it anew (AS-02)",
            description = "For headquarters. Says how the campaign stands altogether from now on.")
    @PostMapping(CAMPAIGNS)
    ResponseEntity<CommandAnswerBody> campaign(
            @RequestBody CodedItemBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        ReadBody<CampaignDefined> read = forHeadquarters(actor, body, CodedItemBody::readCampaign);
        String code = read.requiredCode();
        return define(
                CAMPAIGNS, body, headers, actor, (Instant at) -> new DefineCampaign(code, actor, at, read.input()));
    }

    @Operation(
            operationId = "defineSource",
            summary = "Define a source, or define it anew (AS-02)",
            description = "For headquarters. Says how the source stands altogether from now on.")
    @PostMapping(SOURCES)
    ResponseEntity<CommandAnswerBody> source(
            @RequestBody CodedItemBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        ReadBody<SourceDefined> read = forHeadquarters(actor, body, CodedItemBody::readSource);
        String code = read.requiredCode();
        return define(SOURCES, body, headers, actor, (Instant at) -> new DefineSource(code, actor, at, read.input()));
    }

    @Operation(
            operationId = "defineCloseReason",
            summary = "Define a reason for closing without sale, or define it anew (AS-40)",
            description =
                    "For headquarters. Reasons that rules speak of (`RE_CONTACT`, `OTHER`, `NO_LONGER_OWNER`) stay"
                            + " active.")
    @PostMapping(CLOSE_REASONS)
    ResponseEntity<CommandAnswerBody> closeReason(
            @RequestBody CloseReasonBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        ReadBody<CloseReasonDefined> read = forHeadquarters(actor, body, CloseReasonBody::read);
        String code = read.requiredCode();
        return define(
                CLOSE_REASONS,
                body,
                headers,
                actor,
                (Instant at) -> new DefineCloseReason(code, actor, at, read.input()));
    }

    @Operation(
            operationId = "defineDealer",
            summary = "Define a dealer, or define it anew",
            description = "For headquarters. `zone` is a region of the IANA time zone database, such as `Asia/Tokyo`.")
    @PostMapping(DEALERS)
    ResponseEntity<CommandAnswerBody> dealer(
            @RequestBody DealerBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        ReadBody<DealerDefined> read = forHeadquarters(actor, body, DealerBody::read);
        DealerId dealer = new DealerId(read.requiredCode());
        return define(DEALERS, body, headers, actor, (Instant at) -> new DefineDealer(dealer, actor, at, read.input()));
    }

    @Operation(
            operationId = "defineOutlet",
            summary = "Define an outlet, or define it anew (SA-11)",
            description = "For headquarters of the dealer's market. The code tells the dealer: `JP-TOKYO.SHIBUYA` is an"
                    + " outlet of `JP-TOKYO`. Whoever works there sees the queues of its brands.")
    @PostMapping(OUTLETS)
    ResponseEntity<CommandAnswerBody> outlet(
            @RequestBody OutletBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        ReadBody<OutletDefined> read = forHeadquarters(actor, body, OutletBody::read);
        OutletId outlet = new OutletId(read.requiredCode());
        Set<DealerId> dealers = feed.dealersOf(marketOf(actor));
        return define(
                OUTLETS,
                body,
                headers,
                actor,
                (Instant at) -> new DefineOutlet(outlet, actor, at, read.input(), dealers));
    }

    @Operation(
            operationId = "defineUser",
            summary = "Define who works at outlets, or define it anew (SA-12, SA-20)",
            description =
                    "For headquarters of the market of all the posts. What somebody may do, the token says; this says"
                            + " to whom leads can be assigned, and where notifications go.")
    @PostMapping(USERS)
    ResponseEntity<CommandAnswerBody> user(
            @RequestBody UserBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        ReadBody<UserDefined> read = forHeadquarters(actor, body, UserBody::read);
        UserId user = new UserId(read.requiredCode());
        Set<OutletId> outlets = feed.outletsOf(marketOf(actor));
        return define(
                USERS, body, headers, actor, (Instant at) -> new DefineUser(user, actor, at, read.input(), outlets));
    }

    @Operation(
            operationId = "defineBusinessHours",
            summary = "Define when an outlet is open, or define it anew (SA-10)",
            description =
                    "For headquarters of the outlet's market. Holds from when it is recorded on, and changes nothing"
                            + " that is past. Times are local; 24:00 runs on into the next day. An outlet whose hours nobody ever"
                            + " defined is open at all times.")
    @PostMapping(BUSINESS_HOURS)
    ResponseEntity<CommandAnswerBody> businessHours(
            @RequestBody BusinessHoursBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        ReadBody<BusinessHoursDefined> read = forHeadquarters(actor, body, BusinessHoursBody::read);
        OutletId outlet = new OutletId(read.requiredCode());
        Set<OutletId> outlets = feed.outletsOf(marketOf(actor));
        return define(
                BUSINESS_HOURS,
                body,
                headers,
                actor,
                (Instant at) -> new DefineBusinessHours(outlet, actor, at, read.input(), outlets));
    }

    @Operation(
            operationId = "registerVehicle",
            summary = "Enter a vehicle in the register, or what has changed of it (AS-70)",
            description = "For headquarters. Says all that is known of the vehicle from now on.")
    @PostMapping(VEHICLES)
    ResponseEntity<CommandAnswerBody> vehicle(
            @RequestBody VehicleBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        ReadBody<VehicleRegistered> read = forHeadquarters(actor, body, VehicleBody::read);
        Vin vin = new Vin(read.requiredCode());
        return define(
                VEHICLES, body, headers, actor, (Instant at) -> new RegisterVehicle(vin, actor, at, read.input()));
    }

    /** Whoever may not define anything is not told what is wrong with the definition. */
    private static <B, R> R forHeadquarters(Actor actor, B body, Function<B, R> reading) {
        if (!ReferenceCommand.isHeadquarters(actor)) {
            throw new RefusedException(ReferenceCommand.headquartersOnly());
        }
        return reading.apply(body);
    }

    private static MarketId marketOf(Actor headquarters) {
        return Objects.requireNonNull(headquarters.market(), "headquarters are of a market");
    }

    private ResponseEntity<CommandAnswerBody> define(
            String path,
            Object body,
            HttpHeaders headers,
            Actor actor,
            Function<Instant, ? extends ReferenceCommand<?>> command) {
        Answer answer = desk.handle(
                command.apply(Instant.EPOCH).streamId(),
                http.terms(actor, headers, "POST " + path, body),
                command::apply);
        // What headquarters have just been told is defined must not be unknown to their next request.
        feed.refreshNow();
        return CommandHttp.done(answer);
    }
}
