package leadledger.app.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import leadledger.app.console.CannotStartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

    @TempDir
    private Path folder;

    @Test
    void isMadeOnceAndKept() {
        Path file = folder.resolve("signing-key.json");
        RSAKey made = SigningKey.readOrCreate(file);

        assertThat(SigningKey.readOrCreate(file)).isEqualTo(made);
        assertThat(made.isPrivate()).isTrue();
    }

    @Test
    void isItsOwnersSecret() throws IOException {
        Path file = folder.resolve("signing-key.json");
        SigningKey.readOrCreate(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void spoiledItIsNotSilentlyReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("signing-key.json"), "{");

        assertThatThrownBy(() -> SigningKey.readOrCreate(file))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining(file.toString());
    }
}
