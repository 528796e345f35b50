package leadledger.query.evidencepack;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file in a pack.
 *
 * @param name its path in the pack
 * @param content its bytes, which must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
record PackFile(String name, byte[] content) {

    /** SHA-256 of its bytes, in hexadecimal. */
    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
