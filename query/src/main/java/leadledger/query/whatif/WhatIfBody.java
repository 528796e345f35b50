package leadledger.query.whatif;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import leadledger.events.sla.Sla;
import org.jspecify.annotations.Nullable;

/**
 * What if another policy held.
 *
 * @param policy which one
 * @param slas which service levels; absent: all that the reader may ask for
 * @param market only dealers of this market; for auditors, and needed where a version is named
 * @param dealer only this dealer
 * @param outlet only sales leads of this outlet
 * @param from RFC 3339; assigned at or after. Not for {@code SLA3}
 * @param to RFC 3339; assigned before. Not for {@code SLA3}
 * @param asOf RFC 3339; what was recorded by then (SL-22), and the end of the window of {@code SLA3}. Absent: now
 * @param limit differences told one by one at most, 1 to 200; absent: 50. A stream tells 10,000
 */
record WhatIfBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        AskedPolicy policy,

        @Schema(implementation = Sla.class) @Nullable List<@Nullable String> slas,
        @Nullable String market,
        @Nullable String dealer,
        @Nullable String outlet,
        @Schema(format = "date-time") @Nullable String from,
        @Schema(format = "date-time") @Nullable String to,
        @Schema(format = "date-time") @Nullable String asOf,
        @Schema(minimum = "1", maximum = "200") @Nullable Integer limit) {

    /**
     * A policy: a version of the market's, or terms of its own.
     *
     * @param version a version, whatever has become of it; 1 is what holds unless headquarters decide otherwise
     * @param terms terms; what is left out stays as it is in the policy in force
     * @param name what to call a policy with terms of its own; absent: {@code what-if}
     */
    @Schema(name = "WhatIfAskedPolicy")
    record AskedPolicy(
            @Nullable Integer version,

            @Schema(ref = "#/components/schemas/PolicyTermsBody") @Nullable
            Map<String, @Nullable Object> terms,

            @Nullable String name) {}
}
