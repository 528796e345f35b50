package leadledger.command.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import leadledger.events.shared.Actor;

/**
 * A caller's idempotency key, digested: what callers put into keys is not for the database (LG-22), and one caller's key
 * says nothing to another.
 *
 * @param hash SHA-256 of caller and key
 * @param requestHash SHA-256 of the request that came with it
 */
public record IdempotencyKey(byte[] hash, byte[] requestHash) {

    /** Most characters of a key. */
    public static final int MOST_CHARACTERS = 200;

    /**
     * Digests a key.
     *
     * @param caller who sent it
     * @param key as sent
     * @param path of the request
     * @param body of the request, in a form that does not depend on white space
     */
    public static IdempotencyKey of(Actor caller, String key, String path, byte[] body) {
        MessageDigest digest = sha256();
        byte[] hash = digest.digest((caller.ledgerForm() + '\n' + caller.dealer() + '\n' + key).getBytes(UTF_8));
        digest.update((path + '\n').getBytes(UTF_8));
        return new IdempotencyKey(hash, digest.digest(body));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
