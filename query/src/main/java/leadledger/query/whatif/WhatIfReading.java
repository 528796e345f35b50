package leadledger.query.whatif;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import leadledger.events.reference.PolicyBook;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.sla.PolicyTerms;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;
import leadledger.query.access.ReadScope;
import leadledger.query.whatif.WhatIfBody.AskedPolicy;
import org.jspecify.annotations.Nullable;

/** Reads a question and gathers all that is wrong with it. For one question. */
final class WhatIfReading {

    private static final String RULE = "SL-11";
    private static final String NAME = "what-if";
    private static final int LONGEST_NAME = 80;
    private static final int MOST_DIFFERENCES = 200;
    private static final int DIFFERENCES = 50;
    private static final int LATEST_YEAR = 9999;

    private final Actor reader;
    private final ReferenceLookup references;
    private final InlineTerms inline;
    private final List<Refusal> faults = new ArrayList<>();

    WhatIfReading(Actor reader, ReferenceLookup references, InlineTerms inline) {
        this.reader = reader;
        this.references = references;
        this.inline = inline;
    }

    /**
     * The question.
     *
     * @param now the latest moment that can be asked for
     * @throws RefusedException with all faults
     */
    WhatIfQuery query(WhatIfBody body, ReadScope scope, Instant now) {
        Instant asked = moment("asOf", body.asOf());
        if (asked != null && asked.isAfter(now)) {
            faults.add(Refusal.ofValue("SL-22", "moment-in-future", "asOf"));
        }
        Instant asOf = asked == null ? now : asked;
        Set<Sla> slas = slas(body.slas());
        MarketId market = market(body.market());
        DealerId dealer = dealer(body.dealer());
        OutletId outlet = outlet(body.outlet());
        Instant from = moment("from", body.from());
        Instant to = moment("to", body.to());
        if (from != null && to != null && to.isBefore(from)) {
            faults.add(Refusal.ofValue("SL-04", "period-ends-before-it-begins", "to"));
        }
        SlaPolicy policy = policy(body.policy(), market, asOf);
        if (policy == null || !faults.isEmpty()) {
            throw new RefusedException(faults);
        }
        return new WhatIfQuery(
                scope,
                references.policies(),
                policy,
                slas,
                body.market() == null || market == null ? null : references.dealersOf(market),
                dealer,
                outlet,
                from,
                to,
                asOf);
    }

    /** How many differences are told one by one. */
    int limit(@Nullable Integer given) {
        if (given != null && (given < 1 || given > MOST_DIFFERENCES)) {
            faults.add(
                    Refusal.ofValue("API-LIST", "limit-out-of-range", "limit").with("most", MOST_DIFFERENCES));
        }
        return given == null ? DIFFERENCES : given;
    }

    private @Nullable DealerId dealer(@Nullable String given) {
        if (given != null && !DealerId.isWellFormed(given)) {
            faults.add(Refusal.ofValue(RULE, "not-a-dealer-code", "dealer"));
            return null;
        }
        return given == null ? null : new DealerId(given);
    }

    private @Nullable OutletId outlet(@Nullable String given) {
        if (given != null && !OutletId.isWellFormed(given)) {
            faults.add(Refusal.ofValue(RULE, "not-an-outlet-code", "outlet"));
            return null;
        }
        return given == null ? null : new OutletId(given);
    }

    /** A dealer's manager has no business with sales leads (AC-01). */
    private Set<Sla> slas(@Nullable List<@Nullable String> given) {
        Set<Sla> allowed = reader.dealer() == null ? EnumSet.allOf(Sla.class) : EnumSet.copyOf(Sla.AFTERSALES);
        if (given == null || given.isEmpty()) {
            return allowed;
        }
        Set<Sla> read = EnumSet.noneOf(Sla.class);
        for (String name : given) {
            Sla found = Arrays.stream(Sla.values())
                    .filter(sla -> allowed.contains(sla) && sla.name().equals(name))
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                faults.add(Refusal.ofValue(RULE, "not-one-of", "slas")
                        .with("allowed", allowed.stream().map(Sla::name).collect(Collectors.joining(", "))));
                return allowed;
            }
            read.add(found);
        }
        return read;
    }

    private @Nullable MarketId market(@Nullable String given) {
        if (given != null && !given.matches("[A-Z]{2}")) {
            faults.add(Refusal.ofValue(RULE, "not-a-country-code", "market"));
            return null;
        }
        if (given != null) {
            return new MarketId(given);
        }
        DealerId own = reader.dealer();
        return own == null ? reader.market() : references.marketOf(own).orElse(null);
    }

    private @Nullable Instant moment(String field, @Nullable String given) {
        if (given == null) {
            return null;
        }
        try {
            OffsetDateTime read = OffsetDateTime.parse(given);
            if (read.getYear() >= 1 && read.getYear() <= LATEST_YEAR) {
                return read.toInstant();
            }
        } catch (DateTimeException e) {
            // as any other text that is no moment
        }
        faults.add(Refusal.ofValue("API-LIST", "not-a-moment", field));
        return null;
    }

    private @Nullable SlaPolicy policy(@Nullable AskedPolicy asked, @Nullable MarketId market, Instant asOf) {
        if (asked == null || (asked.version() == null) == (asked.terms() == null)) {
            faults.add(Refusal.ofValue(RULE, "one-policy-needed", "policy"));
            return null;
        }
        return asked.version() == null
                ? inline(asked, Objects.requireNonNull(asked.terms()), market, asOf)
                : stored(asked.version(), market);
    }

    private @Nullable SlaPolicy stored(int version, @Nullable MarketId market) {
        if (version == SlaPolicy.DEFAULT.version()) {
            return SlaPolicy.DEFAULT;
        }
        if (market == null || (reader.market() != null && !reader.market().equals(market))) {
            faults.add(Refusal.ofValue(RULE, market == null ? "field-required" : "unknown-policy", "market"));
            return null;
        }
        return references
                .policyBook()
                .of(market, version)
                .map(PolicyBook.Entry::version)
                .map(found -> found.policy())
                .orElseGet(() -> {
                    faults.add(Refusal.ofValue(RULE, "unknown-policy", "policy.version"));
                    return null;
                });
    }

    private @Nullable SlaPolicy inline(
            AskedPolicy asked, Map<String, @Nullable Object> terms, @Nullable MarketId market, Instant asOf) {
        PolicyTerms inForce = market == null
                ? PolicyTerms.DEFAULT
                : references.policyBook().inForce(market, asOf).terms();
        InlineTerms.Read read = inline.read(terms, "policy.terms", inForce);
        faults.addAll(read.faults());
        String name = asked.name() == null ? NAME : asked.name();
        if (name.codePointCount(0, name.length()) > LONGEST_NAME
                || name.codePoints().anyMatch(Character::isISOControl)) {
            faults.add(Refusal.ofValue(RULE, "text-too-long", "policy.name").with("most", LONGEST_NAME));
        }
        return read.terms() == null ? null : new SlaPolicy(name, 0, read.terms());
    }
}
