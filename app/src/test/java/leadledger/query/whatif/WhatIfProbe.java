package leadledger.query.whatif;

import java.time.Instant;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Role;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;
import leadledger.query.access.ReadScopes;
import leadledger.query.projection.DiscardedEvents;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A what if over everything, for measurements. */
public final class WhatIfProbe {

    private final PostgresLedger ledger;
    private final WhatIfReplay replay;

    /** On a ledger with the tables of the read models beside it. */
    public WhatIfProbe(PostgresLedger ledger, EventCatalog catalog, DataSource dataSource) {
        this.ledger = ledger;
        this.replay = new WhatIfReplay(
                ledger, catalog, new DiscardedEvents(JdbcClient.create(dataSource)), ReferenceBook.EMPTY);
    }

    /** The default policy against the same on claimed times; how many verdicts differ. */
    public long differing(Instant asOf) {
        AtomicLong differing = new AtomicLong();
        replay.compare(
                new WhatIfQuery(
                        new ReadScopes(ReferenceBook.EMPTY).of(Actor.of("a-1", Role.AUDITOR)),
                        SlaPolicy.DEFAULT,
                        SlaPolicy.DEFAULT.onOtherBasis(),
                        EnumSet.allOf(Sla.class),
                        null,
                        null,
                        null,
                        null,
                        null,
                        asOf),
                ledger.positionAsOf(asOf),
                difference -> differing.incrementAndGet(),
                (position, of) -> {});
        return differing.get();
    }
}
