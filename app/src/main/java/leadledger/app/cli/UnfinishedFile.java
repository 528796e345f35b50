package leadledger.app.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that gets its name when it is complete. Until then it lies beside under another one, and is deleted when this is closed
 * or the process is ended.
 */
final class UnfinishedFile implements AutoCloseable {

    private final @Nullable Path target;
    private final boolean overwrite;
    private final Path path;
    private final FileChannel channel;
    private final Thread atEnd = new Thread(this::discard, "discard unfinished file");

    private UnfinishedFile(@Nullable Path target, boolean overwrite, Path path) throws IOException {
        this.target = target;
        this.overwrite = overwrite;
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.WRITE);
        Runtime.getRuntime().addShutdownHook(atEnd);
    }

    /**
     * Begins a file.
     *
     * @param overwrite whether a file of that name may be replaced
     */
    static UnfinishedFile of(Path target, boolean overwrite) {
        if (Files.isDirectory(target)) {
            throw FailedException.ofUsage(target + " is a folder; --out names a file.");
        }
        if (!overwrite && Files.exists(target)) {
            throw exists(target);
        }
        Path name = target.getFileName();
        Path folder = target.toAbsolutePath().getParent();
        if (name == null || folder == null) {
            throw FailedException.ofUsage(target + " is not the name of a file.");
        }
        try {
            // Created for its owner's eyes alone, as the file will be: what it gets can be personal data.
            return new UnfinishedFile(target, overwrite, Files.createTempFile(folder, "." + name + "-", ".part"));
        } catch (IOException e) {
            throw FailedException.ofUsage("A file cannot be written in " + folder + ".");
        }
    }

    /** Begins a file that never gets a name. */
    static UnfinishedFile withoutName() {
        try {
            return new UnfinishedFile(null, false, Files.createTempFile("lead-ledger-", ".part"));
        } catch (IOException e) {
            throw FailedException.ofUsage("A temporary file cannot be written.");
        }
    }

    private static FailedException exists(Path target) {
        return FailedException.ofUsage(target + " exists; --force replaces it.");
    }

    Path path() {
        return path;
    }

    /** Closing the stream does not complete the file. */
    OutputStream out() {
        OutputStream out = Channels.newOutputStream(channel);
        return new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                try {
                    out.write(bytes, offset, length);
                } catch (IOException e) {
                    throw FailedException.ofUsage("The file cannot be written to; is there room for it?");
                }
            }
        };
    }

    /** On the disk as a whole, then under its name: never a half file under it, whatever happens. */
    void complete() {
        if (target == null) {
            throw new IllegalStateException("a file without a name");
        }
        try {
            channel.force(true);
            channel.close();
            if (overwrite) {
                Files.move(path, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } else {
                Files.move(path, target);
            }
        } catch (FileAlreadyExistsException e) {
            throw exists(target);
        } catch (IOException e) {
            throw FailedException.ofUsage(target + " cannot be written.");
        }
    }

    @Override
    public void close() {
        discard();
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook does the same.
        }
    }

    private void discard() {
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Nobody can do more about it, and its name tells what it is.
        }
    }
}
