package leadledger.events.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.Assertions;

/** What became of a command. */
final class Outcome {

    private Outcome() {}

    static Receipt receipt(CompletableFuture<Receipt> command) throws InterruptedException {
        try {
            return command.get();
        } catch (ExecutionException e) {
            throw new AssertionError("the command was not taken", e.getCause());
        }
    }

    static AppendRefusedException.Reason refusal(CompletableFuture<Receipt> command) throws InterruptedException {
        Throwable failure = failure(command);
        assertThat(failure).isInstanceOf(AppendRefusedException.class);
        return ((AppendRefusedException) failure).reason();
    }

    static Throwable failure(CompletableFuture<Receipt> command) throws InterruptedException {
        try {
            Receipt receipt = command.get();
            return Assertions.fail("the command was taken: " + receipt);
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
