package leadledger.command.aftersales.importlead;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.shared.DealerId;

/**
 * What an import is decided by, beside the files.
 *
 * @param now the server's time: nothing was recorded later
 * @param actor who stands for the other system where it tells nobody, in the ledger's form
 * @param system what the other system is called
 * @param channel by which means attempts were made of which the files do not tell it
 * @param outcome what came of them
 * @param zones the dealers' zones
 * @param categories categories of close reasons by their codes
 */
public record ImportTerms(
        Instant now,
        String actor,
        String system,
        ContactChannel channel,
        ContactOutcome outcome,
        Function<DealerId, ZoneId> zones,
        Function<String, Optional<String>> categories) {}
