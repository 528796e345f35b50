package leadledger.query.testing;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;
import leadledger.query.access.ReadScope;
import leadledger.query.access.ReadScopes;
import leadledger.query.access.ReaderRole;
import leadledger.query.access.SalesScope;
import leadledger.query.access.ScopedReads;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Who reads in tests: a network of dealers in two markets, and the scopes of its people. */
public final class Scopes {

    /**
     * The dealers of these tests; a code begins with its market. Namba and Umeda sell two brands, Shibuya and Roma one each.
     */
    public static final ReferenceBook BOOK = ReferenceBook.EMPTY.after(Stream.<ReferenceEvent>concat(
                    Stream.of("JP-OSAKA", "JP-TOKYO", "JP-KOBE", "IT-ROMA", "IT-MILANO")
                            .map(code -> new DealerDefined(
                                    new DealerId(code),
                                    code,
                                    code.substring(0, 2),
                                    ZoneId.of("Asia/Tokyo"),
                                    null,
                                    true)),
                    Stream.of(
                            outlet("JP-OSAKA.NAMBA", "ALFA", "JEEP"),
                            outlet("JP-OSAKA.UMEDA", "ALFA", "JEEP"),
                            outlet("JP-TOKYO.SHIBUYA", "ALFA"),
                            outlet("IT-ROMA.CENTRO", "ALFA")))
            .toList());

    /** Scopes by {@link #BOOK}. */
    public static final ReadScopes NETWORK = new ReadScopes(BOOK);

    private Scopes() {}

    private static OutletDefined outlet(String code, String... brands) {
        return new OutletDefined(new OutletId(code), code, List.of(brands), ZoneId.of("Asia/Tokyo"), true);
    }

    /** Somebody at outlets. */
    public static Actor atOutlets(String subject, Role role, String... outlets) {
        return Actor.ofOutlets(
                subject, role, Stream.of(outlets).map(OutletId::new).collect(Collectors.toSet()));
    }

    /** Of somebody at outlets, for sales leads. */
    public static SalesScope ofOutlets(String subject, Role role, String... outlets) {
        return NETWORK.ofSales(atOutlets(subject, role, outlets));
    }

    /** Of somebody of a dealer. */
    public static ReadScope ofDealer(String dealer) {
        return NETWORK.of(Actor.ofDealer("u-1", Role.AFTERSALES_MANAGER, new DealerId(dealer)));
    }

    /** Of a market's headquarters. */
    public static ReadScope ofMarket(String market) {
        return NETWORK.of(Actor.ofHeadquarters("u-2", new MarketId(market)));
    }

    /** Reads by connections of the service's role, as the application does. */
    public static ScopedReads reads(DataSource dataSource) {
        return new ScopedReads(
                new JdbcTransactionManager(dataSource), JdbcClient.create(dataSource), ReaderRole.DEFAULT);
    }

    /** Of an auditor. */
    public static ReadScope ofEverything() {
        return NETWORK.of(Actor.of("u-3", Role.AUDITOR));
    }
}
