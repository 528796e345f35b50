package leadledger.query.export;

import java.time.Instant;
import java.util.UUID;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import org.jspecify.annotations.Nullable;

/**
 * What an export is asked to hold. What is not given limits nothing but that the reader sees its own leads only.
 *
 * @param lead of this lead
 * @param dealer of the aftersales leads that this dealer has
 * @param outlet of the sales leads that this outlet has
 * @param process of this process
 * @param from recorded at or after
 * @param to recorded before
 * @param asOf what was known then (SL-22)
 */
record ExportRequest(
        @Nullable UUID lead,
        @Nullable DealerId dealer,
        @Nullable OutletId outlet,
        @Nullable LeadProcess process,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Instant asOf) {

    /** Whether a process' leads can be among what is asked for. */
    boolean concerns(LeadProcess one) {
        boolean named = process == null || process == one;
        boolean owned = switch (one) {
            case AFTERSALES -> dealer != null || outlet == null;
            case SALES -> outlet != null || dealer == null;
        };
        return named && owned;
    }
}
