package leadledger.command.reference;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import leadledger.command.desk.Answer;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.events.ledger.ReferenceFeed;
import leadledger.events.reference.ReferenceEvent.KpiTargetsDefined;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.RefusedException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code PUT /sales/kpis/targets}. */
@RestController
@Tag(name = "Sales figures")
class SetKpiTargetsApi {

    private static final String TARGETS = "/api/v1/sales/kpis/targets";

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceFeed feed;

    SetKpiTargetsApi(CommandDesk desk, CommandHttp http, ReferenceFeed feed) {
        this.desk = desk;
        this.http = http;
        this.feed = feed;
    }

    @Operation(
            operationId = "setKpiTargets",
            summary = "Set what an outlet is to reach in its key figures",
            description = "For headquarters of the market, and for managers of the outlet; a manager of one outlet may"
                    + " leave `outlet` out. Says how all its targets stand from now on.")
    @PutMapping(TARGETS)
    ResponseEntity<CommandAnswerBody> targets(
            @RequestBody KpiTargetsBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        // Whoever may not set any is not told what is wrong with them.
        if (!SetKpiTargets.isFor(actor)) {
            throw new RefusedException(SetKpiTargets.refusalOfOthers());
        }
        ReadBody<KpiTargetsDefined> read = body.read(actor);
        OutletId outlet = new OutletId(read.requiredCode());
        Set<OutletId> own = outletsOf(actor);
        Answer answer = desk.handle(
                ReferenceStreams.ofKpiTargets(outlet),
                http.terms(actor, headers, "PUT " + TARGETS, body),
                (Instant at) -> new SetKpiTargets(outlet, actor, at, read.input(), own));
        feed.refreshNow();
        return CommandHttp.done(answer);
    }

    private Set<OutletId> outletsOf(Actor actor) {
        MarketId market = actor.market();
        return market != null
                ? feed.outletsOf(market)
                : actor.outlets().stream()
                        .filter(outlet -> feed.outlet(outlet).isPresent())
                        .collect(Collectors.toUnmodifiableSet());
    }
}
