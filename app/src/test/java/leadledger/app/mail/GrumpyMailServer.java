package leadledger.app.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A mail server that answers one command as a test wants it, and all others friendly. */
final class GrumpyMailServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final String command;
    private final String answer;

    GrumpyMailServer(String command, String answer) throws IOException {
        this.command = command;
        this.answer = answer;
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept();
                    BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
                    PrintWriter out = new PrintWriter(client.getOutputStream(), false, US_ASCII)) {
                say(out, "220 grumpy");
                String line;
                while ((line = in.readLine()) != null) {
                    answer(line, in, out);
                }
            } catch (IOException e) {
                // The client has gone, or the test is over.
            }
        }
    }

    private void answer(String line, BufferedReader in, PrintWriter out) throws IOException {
        if (line.startsWith(command)) {
            say(out, answer);
        } else if (line.startsWith("DATA")) {
            say(out, "354 go on");
            while (!".".equals(in.readLine())) {
                // The mail is of no interest.
            }
            say(out, "END".equals(command) ? answer : "250 taken");
        } else {
            say(out, line.startsWith("QUIT") ? "221 bye" : "250 well");
        }
    }

    private static void say(PrintWriter out, String line) {
        out.print(line + "\r\n");
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
