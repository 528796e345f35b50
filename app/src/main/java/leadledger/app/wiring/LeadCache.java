package leadledger.app.wiring;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.common.Registration;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache of folded leads for Axon's repositories. Each process has a part of its own, for a lead asked for by the
 * other process is to be read from the ledger, where it turns out to be none of that process. Listeners are not needed and
 * not supported.
 */
final class LeadCache implements org.axonframework.common.caching.Cache {

    private final Cache<Object, Object> cache;
    private final String part;
    private final List<LeadCache> parts = new CopyOnWriteArrayList<>();

    private record Key(String part, Object key) {}

    LeadCache(Cache<Object, Object> cache) {
        this(cache, "");
    }

    private LeadCache(Cache<Object, Object> cache, String part) {
        this.cache = cache;
        this.part = part;
    }

    /** A part of this cache, apart from all others. What is removed from the whole is removed from its parts. */
    LeadCache part(String name) {
        LeadCache added = new LeadCache(cache, name);
        parts.add(added);
        return added;
    }

    private Key own(Object key) {
        return new Key(part, key);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // As Axon declares it.
    public <K, V> V get(K key) {
        return (V) cache.getIfPresent(own(key));
    }

    /** A lead whose beginning was refused has no id, and nothing of it is to be kept. */
    @Override
    public void put(@Nullable Object key, Object value) {
        if (key != null) {
            cache.put(own(key), value);
        }
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return cache.asMap().putIfAbsent(own(key), value) == null;
    }

    @Override
    public boolean remove(Object key) {
        boolean removed = cache.asMap().remove(own(key)) != null;
        for (LeadCache each : parts) {
            removed |= each.remove(key);
        }
        return removed;
    }

    @Override
    public void removeAll() {
        cache.invalidateAll();
    }

    @Override
    public boolean containsKey(Object key) {
        return cache.asMap().containsKey(own(key));
    }

    @Override
    public Registration registerCacheEntryListener(@Nullable EntryListener listener) {
        return () -> false;
    }
}
