package leadledger.command.reference;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import leadledger.command.decision.Input;
import leadledger.command.desk.Answer;
import leadledger.command.desk.CommandDesk;
import leadledger.command.desk.CommandHttp;
import leadledger.command.desk.CommandHttp.CommandAnswerBody;
import leadledger.command.desk.CommandTerms;
import leadledger.command.desk.Fields;
import leadledger.events.ledger.ReferenceFeed;
import leadledger.events.reference.PolicyBook;
import leadledger.events.reference.PolicyVersion;
import leadledger.events.reference.ReferenceEvent.PolicyProposed;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.sla.PolicyTerms;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /sla/policies}, and what becomes of a proposed one. */
@RestController
@Tag(name = "Service levels")
class ProposePolicyApi {

    private static final String POLICIES = "/api/v1/sla/policies";
    private static final int LONGEST_REASON = 1_000;
    /** So many proposals at once in one market at most find a number each. */
    private static final int TRIES = 5;

    private final CommandDesk desk;
    private final CommandHttp http;
    private final ReferenceFeed feed;

    ProposePolicyApi(CommandDesk desk, CommandHttp http, ReferenceFeed feed) {
        this.desk = desk;
        this.http = http;
        this.feed = feed;
    }

    @Operation(
            operationId = "proposePolicy",
            summary = "Propose a new version of the market's policy (SL-10)",
            description = "For headquarters. What is left out of `terms` stays as it is in the policy that holds at"
                    + " `holdsFrom`. Holds for nothing until somebody else of headquarters activates it.")
    @PostMapping(POLICIES)
    ResponseEntity<CommandAnswerBody> propose(
            @RequestBody PolicyProposalBody body, @RequestHeader HttpHeaders headers, Actor actor) {
        MarketId market = marketOf(actor);
        CommandTerms terms = http.terms(actor, headers, "POST " + POLICIES, body);
        for (int tries = 1; ; tries++) {
            PolicyBook book = feed.policyBook();
            int version = nextVersion(book, market);
            try {
                Answer answer = desk.handle(
                        ReferenceStreams.ofPolicy(market, version),
                        terms,
                        (Instant at) -> body.command(actor, market, version, at, book));
                feed.refreshNow();
                return CommandHttp.done(answer);
            } catch (RefusedException e) {
                if (tries == TRIES || !isNumberedMeanwhile(e)) {
                    throw e;
                }
                feed.refreshNow();
            }
        }
    }

    private static boolean isNumberedMeanwhile(RefusedException e) {
        return e.refusals().contains(ProposePolicy.NUMBERED_MEANWHILE);
    }

    private static int nextVersion(PolicyBook book, MarketId market) {
        return book.of(market).stream()
                .mapToInt(entry -> entry.version().version() + 1)
                .max()
                .orElse(PolicyVersion.FIRST);
    }

    @Operation(
            operationId = "activatePolicy",
            summary = "Activate a proposed policy (SL-10)",
            description =
                    "For a second user of headquarters, not the one who proposed it; at least a minute before it"
                            + " holds. From its moment on it holds for leads assigned then, and changes no verdict of any other.")
    @PostMapping(POLICIES + "/{version}/activation")
    ResponseEntity<CommandAnswerBody> activate(
            @PathVariable String version, @RequestHeader HttpHeaders headers, Actor actor) {
        MarketId market = marketOf(actor);
        int number = version(market, version);
        return decided(
                "activation", market, number, headers, actor, at -> new ActivatePolicy(market, number, actor, at));
    }

    @Operation(
            operationId = "withdrawPolicy",
            summary = "Withdraw a proposed policy (SL-10)",
            description = "For headquarters, whoever proposed it, as long as nobody has activated it.")
    @PostMapping(POLICIES + "/{version}/withdrawal")
    ResponseEntity<CommandAnswerBody> withdraw(
            @PathVariable String version, @RequestHeader HttpHeaders headers, Actor actor) {
        MarketId market = marketOf(actor);
        int number = version(market, version);
        return decided(
                "withdrawal", market, number, headers, actor, at -> new WithdrawPolicy(market, number, actor, at));
    }

    private ResponseEntity<CommandAnswerBody> decided(
            String action,
            MarketId market,
            int version,
            HttpHeaders headers,
            Actor actor,
            Function<Instant, PolicyCommand> command) {
        Answer answer = desk.handle(
                ReferenceStreams.ofPolicy(market, version),
                http.terms(actor, headers, "POST " + POLICIES + "/" + version + "/" + action, ""),
                command::apply);
        feed.refreshNow();
        return CommandHttp.done(answer);
    }

    /** Whoever may not decide on policies is not told which there are. */
    private static MarketId marketOf(Actor actor) {
        if (!ReferenceCommand.isHeadquarters(actor)) {
            throw new RefusedException(Refusal.ofRole(PolicyCommand.RULE));
        }
        return Objects.requireNonNull(actor.market(), "headquarters are of a market");
    }

    /** A version that there is; another node may just have recorded it. */
    private int version(MarketId market, String text) {
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new RefusedException(PolicyCommand.UNKNOWN);
        }
        int version = Integer.parseInt(text);
        if (feed.policyBook().of(market, version).isEmpty()) {
            feed.refreshNow();
        }
        if (feed.policyBook().of(market, version).isEmpty()) {
            throw new RefusedException(PolicyCommand.UNKNOWN);
        }
        return version;
    }

    /**
     * A policy that is proposed.
     *
     * @param name its name
     * @param terms what it says
     * @param holdsFrom it is to hold for leads assigned at this moment or later, RFC 3339; at least two minutes ahead
     * @param reason why it is proposed
     */
    record PolicyProposalBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = NamesBody.LONGEST) @Nullable
            String name,

            @Nullable PolicyTermsBody terms,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, format = "date-time") @Nullable
            String holdsFrom,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = LONGEST_REASON) @Nullable
            String reason) {

        ProposePolicy command(Actor actor, MarketId market, int version, Instant at, PolicyBook book) {
            Fields fields = new Fields(PolicyCommand.RULE);
            String givenName = fields.requiredText("name", name, NamesBody.LONGEST);
            Instant from = fields.required("holdsFrom", holdsFrom) ? fields.moment("holdsFrom", holdsFrom) : null;
            PolicyTerms inForce = book.inForce(market, from == null ? at : from).terms();
            PolicyTerms read = PolicyTermsBody.read(fields, terms, "terms", inForce);
            String why = fields.requiredText("reason", reason, LONGEST_REASON);
            return new ProposePolicy(
                    market,
                    version,
                    actor,
                    at,
                    from,
                    givenName == null || from == null || read == null || why == null
                            ? Input.faulty(fields.faults())
                            : Input.of(new PolicyProposed(
                                    new PolicyVersion(market, givenName, version, read, from, why, actor.user()))));
        }
    }
}
