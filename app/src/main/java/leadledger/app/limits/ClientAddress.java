package leadledger.app.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom requests of an address are counted for. */
final class ClientAddress {

    /** Of an IPv6 address: what a provider gives one customer, who chooses the rest at will. */
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /**
     * The key of an address: IPv4 as it is, IPv6 by its /64.
     *
     * @param address as the web server tells it: of a proxy's header only if {@code server.forward-headers-strategy} says so
     */
    static String key(String address) {
        try {
            // With literals only: a name would be looked up.
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }
}
