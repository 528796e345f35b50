package leadledger.command.desk;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Short references for people, such as {@code AL-2026-000123}: the year and a number that nothing else of its kind has. Numbers
 * may be left out, when a creation is refused or a server ends hard; nothing is to be concluded from them.
 */
@Component
public class ReferenceNumbers {

    private final JdbcClient jdbc;

    /** Takes numbers from the ledger's own sequence. */
    public ReferenceNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is numbered. */
    public enum Series {
        /** Aftersales leads. */
        AFTERSALES_LEAD("AL", "aftersales_reference"),
        /** Sales leads. */
        SALES_LEAD("SL", "sales_reference"),
        /** Opportunities (商談). */
        OPPORTUNITY("OP", "opportunity_reference");

        private final String prefix;
        private final String sequence;

        Series(String prefix, String sequence) {
            this.prefix = prefix;
            this.sequence = sequence;
        }
    }

    /** A reference for something that began at the given moment. */
    public String next(Series series, Instant at) {
        long number = jdbc.sql("select nextval('ledger." + series.sequence + "')")
                .query(Long.class)
                .single();
        return String.format(
                Locale.ROOT,
                "%s-%d-%06d",
                series.prefix,
                at.atOffset(ZoneOffset.UTC).getYear(),
                number);
    }
}
