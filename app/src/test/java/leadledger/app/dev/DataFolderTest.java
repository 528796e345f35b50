package leadledger.app.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import leadledger.app.console.CannotStartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    private Path parent;

    @Test
    void isCreatedForItsOwnerOnly() throws IOException {
        try (DataFolder folder = DataFolder.claim(parent.resolve("new/data"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.root())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void inUseByThisProcessItIsRefusedAndStaysClaimed() {
        try (DataFolder folder = DataFolder.claim(parent)) {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> DataFolder.claim(parent.resolve("../" + parent.getFileName())))
                        .isInstanceOf(CannotStartException.class)
                        .hasMessageContaining(
                                "in use by process " + ProcessHandle.current().pid())
                        .hasMessageContaining(folder.root().toString());
            }
        }
    }

    @Test
    void inUseByAnotherProcessItIsRefused() throws Exception {
        try (HoldingProcess holder = HoldingProcess.start(HoldingProcess.Holding.FOLDER, parent)) {
            assertThatThrownBy(() -> DataFolder.claim(parent))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("in use by process " + holder.pid());
        }
    }

    @Test
    void leftByAKilledProcessItIsFree() throws Exception {
        try (HoldingProcess holder = HoldingProcess.start(HoldingProcess.Holding.FOLDER, parent)) {
            holder.killHard();
        }
        DataFolder.claim(parent).close();
    }

    @Test
    void givenBackItIsFree() {
        DataFolder.claim(parent).close();
        DataFolder.claim(parent).close();
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> DataFolder.claim(file))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("is not a folder");
        assertThatThrownBy(() -> DataFolder.claim(file.resolve("below")))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("cannot be written");
    }
}
