package leadledger.command.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import leadledger.events.sales.ProviderId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which lead the ids of lead providers belong to, so that the same id sent again is the same lead (SA-01).
 *
 * <p>An id is claimed before its lead is captured, so that the same id sent twice at once makes one lead. A claim without a
 * lead, after a crash in between, is taken up by the next try, which captures the lead under the id claimed. What an id is a
 * digest of includes the market: no market learns what another one has (AC-01), and what was sent to the wrong one can be
 * sent again to the right one.
 */
@Component
public class LeadProviderIds {

    /** Each try that fails has seen another claim, and there are at most as many of these as a lead has ids. */
    private static final int TRIES = 20;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    /** Claims in transactions of its own. */
    public LeadProviderIds(DataSource dataSource) {
        jdbc = JdbcClient.create(dataSource);
        transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /**
     * Claims all ids of a lead.
     *
     * @param lead the lead that is to be, if none of the ids belongs to another one
     * @return the lead that they belong to
     */
    public LeadId claim(MarketId market, Collection<ProviderId> ids, LeadId lead) {
        // In order, so that two who claim the same ids wait for each other in one direction only.
        SortedMap<String, byte[]> keys = new TreeMap<>();
        ids.forEach(id -> {
            byte[] key = key(market, id);
            keys.put(HexFormat.of().formatHex(key), key);
        });
        if (keys.isEmpty()) {
            return lead;
        }
        for (int tries = 0; tries < TRIES; tries++) {
            LeadId claimed = transactions.execute(transaction -> {
                @Nullable LeadId owner = claimOnce(keys, lead);
                if (owner == null) {
                    transaction.setRollbackOnly();
                }
                return owner;
            });
            if (claimed != null) {
                return claimed;
            }
        }
        throw new IllegalStateException("the ids of a lead were claimed by ever others");
    }

    /** Null if somebody else was faster: then nothing of it stands. */
    private @Nullable LeadId claimOnce(SortedMap<String, byte[]> keys, LeadId lead) {
        Map<String, UUID> before = owners(keys);
        // Ids that became one only now may belong to several leads: the oldest one is meant.
        UUID owner = before.values().stream()
                .min((one, other) -> one.toString().compareTo(other.toString()))
                .orElse(lead.value());
        keys.forEach((name, key) -> {
            if (!before.containsKey(name)) {
                jdbc.sql("insert into ledger.provider_id (key_hash, lead_id) values (?, ?) on conflict do nothing")
                        .params(key, owner)
                        .update();
            }
        });
        Map<String, UUID> after = owners(keys);
        boolean isAsMeant = keys.keySet().stream()
                .filter(name -> !before.containsKey(name))
                .allMatch(name -> owner.equals(after.get(name)));
        return isAsMeant ? new LeadId(owner) : null;
    }

    private Map<String, UUID> owners(SortedMap<String, byte[]> keys) {
        Map<String, UUID> owners = new TreeMap<>();
        jdbc.sql("select encode(key_hash, 'hex'), lead_id from ledger.provider_id where key_hash in (:keys)")
                .param("keys", List.copyOf(keys.values()))
                .query((row, number) -> owners.put(row.getString(1), row.getObject(2, UUID.class)))
                .list();
        return owners;
    }

    private static byte[] key(MarketId market, ProviderId id) {
        MessageDigest digest = sha256();
        for (String part : List.of(market.value(), id.source(), id.id())) {
            byte[] bytes = part.getBytes(UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
