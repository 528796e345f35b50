package leadledger.app.dev;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import leadledger.app.console.CannotStartException;

/** The key under which the embedded authorization server signs: kept, so that a restart does not end all sessions. */
final class SigningKey {

    private static final int BITS = 2048;

    private SigningKey() {}

    /** The key in the file; made and written if there is no such file. */
    static RSAKey readOrCreate(Path file) {
        try {
            return Files.exists(file) ? RSAKey.parse(Files.readString(file)) : create(file);
        } catch (IOException | ParseException e) {
            throw new CannotStartException(
                    "The signing key " + file + " cannot be read or written: delete it, and a new one is made.", e);
        }
    }

    private static RSAKey create(Path file) throws IOException {
        try {
            RSAKey key = new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
            PrivateFile.write(file, key.toJSONString());
            return key;
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java cannot make RSA keys", e);
        }
    }
}
