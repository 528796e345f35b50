package leadledger.command.aftersales.createlead;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Short references for people, such as {@code AL-2026-000123}: the year and a number that no other lead has. Numbers may
 * be left out, when a creation is refused or a server ends hard; nothing is to be concluded from them.
 */
@Component
public class ReferenceNumbers {

    private final JdbcClient jdbc;

    /** Takes numbers from the ledger's own sequence. */
    public ReferenceNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A reference for a lead created at the given moment. */
    public String next(Instant at) {
        long number = jdbc.sql("select nextval('ledger.aftersales_reference')")
                .query(Long.class)
                .single();
        return String.format(
                Locale.ROOT, "AL-%d-%06d", at.atOffset(ZoneOffset.UTC).getYear(), number);
    }
}
