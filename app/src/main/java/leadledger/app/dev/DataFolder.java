package leadledger.app.dev;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import leadledger.app.console.CannotStartException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.system.ApplicationHome;

/** The folder in which the default run keeps everything, held by one process at a time. */
public final class DataFolder implements AutoCloseable {

    /** Beyond the text in the file, so that others can read who holds it even where locks are mandatory. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    /** Closing any channel of a file drops all locks of this process on it, so a second one is never opened. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final FileChannel lockChannel;

    private DataFolder(Path root, FileChannel lockChannel) {
        this.root = root;
        this.lockChannel = lockChannel;
    }

    /**
     * The folder used when none is named: {@code .lead-ledger} in the checkout whose build made the running jar,
     * otherwise in the user's home.
     */
    public static Path byDefault() {
        Path parent = checkoutOf(new ApplicationHome(DataFolder.class));
        return (parent == null ? Path.of(System.getProperty("user.home")) : parent).resolve(".lead-ledger");
    }

    private static @Nullable Path checkoutOf(ApplicationHome home) {
        if (home.getSource() == null) {
            return null;
        }
        // <checkout>/app/target/lead-ledger.jar
        Path target = home.getSource().toPath().toAbsolutePath().normalize().getParent();
        Path checkout = target == null || target.getParent() == null
                ? null
                : target.getParent().getParent();
        return checkout != null && Files.isRegularFile(checkout.resolve("pom.xml")) ? checkout : null;
    }

    /**
     * Creates the folder if need be and takes it.
     *
     * @throws CannotStartException if it cannot be written, or another process has it
     */
    public static DataFolder claim(Path folder) {
        Path root = create(folder);
        Path lockFile = root.resolve("lock");
        if (!HELD_HERE.add(root)) {
            throw inUse(root, lockFile);
        }
        DataFolder claimed = null;
        try {
            claimed = lock(root, lockFile);
        } finally {
            if (claimed == null) {
                HELD_HERE.remove(root);
            }
        }
        return claimed;
    }

    private static DataFolder lock(Path root, Path lockFile) {
        try {
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw inUse(root, lockFile);
            }
            channel.truncate(0);
            String pid = Long.toString(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
            return new DataFolder(root, channel);
        } catch (IOException e) {
            throw notWritable(root, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static Path create(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            if (!Files.exists(root)) {
                Files.createDirectories(root);
                restrict(root, "rwx------");
            }
            Path real = root.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new CannotStartException(
                        "The data folder " + root + " is not a folder: choose another with --data-dir.");
            }
            if (!Files.isWritable(real)) {
                throw notWritable(root, null);
            }
            return real;
        } catch (IOException e) {
            throw notWritable(root, e);
        }
    }

    private static CannotStartException notWritable(Path root, @Nullable IOException cause) {
        String sentence = "The data folder " + root + " cannot be written: choose another with --data-dir.";
        return cause == null ? new CannotStartException(sentence) : new CannotStartException(sentence, cause);
    }

    private static CannotStartException inUse(Path root, Path lockFile) {
        String holder;
        try {
            holder = Files.readString(lockFile, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            holder = "";
        }
        return new CannotStartException("The data folder " + root + " is in use by process "
                + (holder.isEmpty() ? "(unknown)" : holder)
                + ": end that one, or choose another folder with --data-dir.");
    }

    /** Lets only the owner have a file or folder, where the file system knows owners. */
    static void restrict(Path path, String permissions) throws IOException {
        Set<PosixFilePermission> wanted = PosixFilePermissions.fromString(permissions);
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, wanted);
        }
    }

    /** Where it is. */
    public Path root() {
        return root;
    }

    /** The database cluster. */
    Path cluster() {
        return cluster(root);
    }

    /** The database cluster of a folder that another process may hold. */
    static Path cluster(Path root) {
        return root.resolve("postgres");
    }

    /** The unpacked programs of PostgreSQL. */
    Path programs() {
        return root.resolve("postgres-programs");
    }

    /** What the database server has to say. */
    Path serverLog() {
        return root.resolve("postgres.log");
    }

    /** The password of the database's roles. */
    Path databasePassword() {
        return databasePassword(root);
    }

    /** The password in a folder that another process may hold. */
    static Path databasePassword(Path root) {
        return root.resolve("database-password");
    }

    /** Where the node that holds a folder is found; there only while it is ready for others to join. */
    static Path address(Path root) {
        return root.resolve("address");
    }

    /** The process that holds a folder, if one does. */
    static Optional<ProcessHandle> holder(Path root) {
        try {
            String pid = Files.readString(root.resolve("lock"), StandardCharsets.US_ASCII)
                    .strip();
            return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest.
        } finally {
            HELD_HERE.remove(root);
        }
    }
}
