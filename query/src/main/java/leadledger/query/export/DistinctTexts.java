package leadledger.query.export;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Any number of texts in bounded memory, each once: sorted runs in one file, which no other user can read and which is gone
 * when it is closed. Not for several threads. What goes wrong with the file is not the client's fault and told apart: by
 * {@link UncheckedIOException}.
 */
final class DistinctTexts implements AutoCloseable {

    private static final int BUFFER_BYTES = 4_096;

    private final int heldAtMost;
    private final int runsAtMost;
    private final TreeSet<String> held = new TreeSet<>();
    private final List<Run> runs = new ArrayList<>();
    private final FileChannel file;

    private record Run(long from, long to, long texts) {}

    /**
     * @param heldAtMost texts in memory
     * @param runsAtMost runs that are read at the same time
     */
    DistinctTexts(int heldAtMost, int runsAtMost) {
        this.heldAtMost = heldAtMost;
        this.runsAtMost = runsAtMost;
        try {
            Path path = Files.createTempFile("lead-ledger-export", null);
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a text of less than 64 KiB. */
    void add(String text) {
        held.add(text);
        if (held.size() < heldAtMost) {
            return;
        }
        write(List.of(held.iterator()));
        held.clear();
        if (runs.size() >= runsAtMost) {
            List<Iterator<String>> all = runs.stream().map(this::texts).toList();
            runs.clear();
            write(all);
        }
    }

    /** Gives all texts, each once, in order. */
    void forEach(Consumer<String> consumer) {
        List<Iterator<String>> sources =
                new ArrayList<>(runs.stream().map(this::texts).toList());
        sources.add(held.iterator());
        merge(sources, consumer);
    }

    private void write(List<Iterator<String>> sources) {
        try {
            long from = file.position();
            DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES));
            long[] texts = {0};
            merge(sources, text -> {
                write(out, text);
                texts[0]++;
            });
            out.flush();
            runs.add(new Run(from, file.position(), texts[0]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, String text) {
        try {
            out.writeUTF(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void merge(List<Iterator<String>> sources, Consumer<String> consumer) {
        PriorityQueue<Source> queue = new PriorityQueue<>(Comparator.comparing(Source::first));
        sources.stream().filter(Iterator::hasNext).forEach(source -> queue.add(new Source(source.next(), source)));
        String last = null;
        while (!queue.isEmpty()) {
            Source source = queue.remove();
            if (!source.first().equals(last)) {
                last = source.first();
                consumer.accept(last);
            }
            if (source.others().hasNext()) {
                queue.add(new Source(source.others().next(), source.others()));
            }
        }
    }

    private record Source(String first, Iterator<String> others) {}

    private Iterator<String> texts(Run run) {
        DataInputStream in = new DataInputStream(new BufferedInputStream(new Part(run), BUFFER_BYTES));
        return new Iterator<>() {
            private long left = run.texts();

            @Override
            public boolean hasNext() {
                return left > 0;
            }

            @Override
            public String next() {
                left--;
                try {
                    return in.readUTF();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of a run; where the file is written next does not matter to it. */
    private final class Part extends InputStream {
        private final long to;
        private long at;

        Part(Run run) {
            at = run.from();
            to = run.to();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (at >= to) {
                return -1;
            }
            int read = file.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, to - at)), at);
            at += Math.max(read, 0);
            return read;
        }
    }
}
