package leadledger.query.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import leadledger.query.access.ReaderRole;
import leadledger.query.access.RowSecurity;

/** Names and locks of projections' tables. */
final class TableNames {

    private TableNames() {}

    static String serving(Projection<?> projection) {
        return "query." + projection.table();
    }

    /** Where a rebuild builds. */
    static String beside(Projection<?> projection) {
        return "query." + projection.table() + "_beside";
    }

    /** Digest of what makes a projection's table what it is. */
    static String shape(Projection<?> projection, ReaderRole reader) {
        String made = projection.foldRevision() + "\n" + projection.createTable("t") + "\n"
                + String.join("\n", projection.createIndexes("t")) + "\n"
                + String.join("\n", protect(projection, "t", reader));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(made.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Statements that put a projection's table of the given name under row-level security, if requests read it. */
    static List<String> protect(Projection<?> projection, String fullName, ReaderRole reader) {
        return projection
                .seenBy()
                .map(seen -> RowSecurity.protect(fullName, seen, reader))
                .orElse(List.of());
    }

    /** Key of the advisory lock that keeps a swap and live folding apart. */
    static long lockOf(String projection) {
        return 0x4c4c_0000_0000L + projection.hashCode();
    }

    /** Key of the advisory lock that lets one rebuild run at a time, over all nodes. */
    static long rebuildLockOf(String projection) {
        return 0x4c4d_0000_0000L + projection.hashCode();
    }
}
