package leadledger.app.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far a command has come, drawn on a terminal; for anybody else it is silent. */
final class Progress implements AutoCloseable {

    private static final int COLUMNS = 78;
    private static final int MILLIS_BETWEEN = 200;
    private static final long KIB = 1024;

    private final @Nullable ProgressBar bar;
    private final @Nullable PrintWriter err;

    private Progress(@Nullable ProgressBar bar, @Nullable PrintWriter err) {
        this.bar = bar;
        this.err = err;
    }

    /** Of bytes; how many there will be is not known. */
    static Progress ofBytes(String task, Surroundings around, boolean quiet) {
        return of(builder(task).setInitialMax(-1).setUnit(" KiB", KIB).showSpeed(), around, quiet);
    }

    /** Of things that are counted; of how many is told with {@link #at}. */
    static Progress ofCount(String task, Surroundings around, boolean quiet) {
        return of(builder(task).setInitialMax(-1), around, quiet);
    }

    private static ProgressBarBuilder builder(String task) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(MILLIS_BETWEEN);
    }

    private static Progress of(ProgressBarBuilder builder, Surroundings around, boolean quiet) {
        if (quiet || !around.errIsTerminal()) {
            return new Progress(null, null);
        }
        PrintWriter err = around.err();
        return new Progress(
                builder.setConsumer(new DelegatingProgressBarConsumer(line -> draw(err, line), COLUMNS))
                        .build(),
                err);
    }

    private static void draw(PrintWriter err, String line) {
        err.print("\r" + line);
        err.flush();
    }

    void more(long by) {
        if (bar != null) {
            bar.stepBy(by);
        }
    }

    /**
     * How far it is.
     *
     * @param of the whole; 0 or less: not known
     */
    void at(long position, long of) {
        if (bar != null) {
            bar.maxHint(of > 0 ? of : -1);
            bar.stepTo(position);
        }
    }

    /** Leaves an empty line for what is said next. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
        if (err != null) {
            err.print("\r" + " ".repeat(COLUMNS) + "\r");
            err.flush();
        }
    }
}
