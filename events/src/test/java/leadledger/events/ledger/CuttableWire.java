package leadledger.events.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.postgresql.ds.PGSimpleDataSource;

/** The wire between a node and PostgreSQL, which can be cut at the two moments that matter. */
final class CuttableWire implements AutoCloseable {

    private enum Cut {
        NONE,
        NEXT_REQUEST,
        NEXT_ANSWER
    }

    private final AtomicReference<Cut> cut = new AtomicReference<>(Cut.NONE);
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ServerSocket listener;
    private final int databasePort;
    private final PGSimpleDataSource dataSource;

    /** A wire to the database that the data source knows. */
    CuttableWire(PGSimpleDataSource target) throws IOException {
        databasePort = target.getPortNumbers()[0];
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        dataSource = target;
        dataSource.setServerNames(new String[] {listener.getInetAddress().getHostAddress()});
        dataSource.setPortNumbers(new int[] {listener.getLocalPort()});
        Thread.ofVirtual().start(this::accept);
    }

    /** Connections over this wire. */
    PGSimpleDataSource dataSource() {
        return dataSource;
    }

    /** What is sent next never arrives. */
    void cutNextRequest() {
        cut.set(Cut.NEXT_REQUEST);
    }

    /** What is sent next is executed, but its answer never arrives. */
    void cutNextAnswer() {
        cut.set(Cut.NEXT_ANSWER);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), databasePort);
                sockets.add(client);
                sockets.add(server);
                Thread.ofVirtual().start(() -> pump(client, server, Cut.NEXT_REQUEST));
                Thread.ofVirtual().start(() -> pump(server, client, Cut.NEXT_ANSWER));
            } catch (IOException e) {
                // Closed: the loop's condition ends it.
            }
        }
    }

    private void pump(Socket from, Socket to, Cut mine) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                if (cut.compareAndSet(mine, Cut.NONE)) {
                    return;
                }
                to.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException e) {
            // The other direction was cut.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
