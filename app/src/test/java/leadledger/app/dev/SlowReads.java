package leadledger.app.dev;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** A database whose answers to one reading can be held back on their way, as a busy network does. */
final class SlowReads {

    private static final long LIMIT_SECONDS = 10;

    private final DataSource real;
    private final AtomicBoolean holdNext = new AtomicBoolean();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch readAfterwards = new CountDownLatch(1);

    SlowReads(DataSource real) {
        this.real = real;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, real, connection -> proxy(Connection.class, connection, this::statement));
    }

    private Object statement(Object statement) {
        if (!statement.toString().startsWith("select")) {
            return statement;
        }
        return proxy(PreparedStatement.class, statement, this::answer);
    }

    private Object answer(Object result) {
        if (holdNext.compareAndSet(true, false)) {
            held.countDown();
            await(released);
        } else if (released.getCount() == 0) {
            readAfterwards.countDown();
        }
        return result;
    }

    void holdNextReading() {
        holdNext.set(true);
    }

    void awaitHeld() {
        await(held);
    }

    void letGo() {
        released.countDown();
    }

    void awaitAnotherReading() {
        await(readAfterwards);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited in vain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private interface Change {
        Object of(Object result);
    }

    /** Changes what the object's methods of interest return: connections, statements, result sets. */
    private static <T> T proxy(Class<T> type, Object real, Change change) {
        InvocationHandler handler = (_, method, arguments) -> {
            try {
                Object result = method.invoke(real, arguments);
                return method.getName().matches("getConnection|prepareStatement|executeQuery")
                        ? change.of(result)
                        : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(SlowReads.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
