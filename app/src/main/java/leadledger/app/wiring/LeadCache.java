package leadledger.app.wiring;

import com.github.benmanes.caffeine.cache.Cache;
import org.axonframework.common.Registration;
import org.jspecify.annotations.Nullable;

/** A bounded cache of folded leads for Axon's repositories. Listeners are not needed and not supported. */
final class LeadCache implements org.axonframework.common.caching.Cache {

    private final Cache<Object, Object> cache;

    LeadCache(Cache<Object, Object> cache) {
        this.cache = cache;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // As Axon declares it.
    public <K, V> V get(K key) {
        return (V) cache.getIfPresent(key);
    }

    /** A lead whose beginning was refused has no id, and nothing of it is to be kept. */
    @Override
    public void put(@Nullable Object key, Object value) {
        if (key != null) {
            cache.put(key, value);
        }
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return cache.asMap().putIfAbsent(key, value) == null;
    }

    @Override
    public boolean remove(Object key) {
        return cache.asMap().remove(key) != null;
    }

    @Override
    public void removeAll() {
        cache.invalidateAll();
    }

    @Override
    public boolean containsKey(Object key) {
        return cache.asMap().containsKey(key);
    }

    @Override
    public Registration registerCacheEntryListener(@Nullable EntryListener listener) {
        return () -> false;
    }
}
