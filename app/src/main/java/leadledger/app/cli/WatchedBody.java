package leadledger.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** The body of an answer. The client's own time limit ends with the headers; a service can fall silent after them. */
final class WatchedBody extends InputStream {

    private final InputStream body;
    private final ExecutorService threads;
    private final Duration timeout;
    private final Supplier<FailedException> silent;
    private final Function<Throwable, FailedException> broken;

    WatchedBody(
            InputStream body,
            ExecutorService threads,
            Duration timeout,
            Supplier<FailedException> silent,
            Function<Throwable, FailedException> broken) {
        this.body = body;
        this.threads = threads;
        this.timeout = timeout;
        this.silent = silent;
        this.broken = broken;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Future<Integer> read = threads.submit(() -> body.read(bytes, offset, length));
        try {
            return read.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            close();
            throw silent.get();
        } catch (ExecutionException e) {
            throw broken.apply(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
