package leadledger.events.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Stands around a data source, keeps a list of the statements executed through it, and lets a test act or fail right
 * before or right after one of them. What fails "after" was executed: its answer is what gets lost.
 */
final class StatementHooks {

    static final String APPEND = "ledger.append";
    static final String FIND = "and event_id = ?";
    static final String NOTIFY = "pg_notify";
    static final String LISTEN = "listen lead_ledger_grew";

    private final List<String> executed = new CopyOnWriteArrayList<>();
    private final List<Hook> before = new CopyOnWriteArrayList<>();
    private final List<Hook> after = new CopyOnWriteArrayList<>();

    @FunctionalInterface
    interface Action {
        void run() throws SQLException;
    }

    /** Returned by the hooks' conditions: how an outage looks from here. */
    static SQLException connectionLost() {
        return new SQLException("cut by the test", "08006");
    }

    DataSource around(DataSource target) {
        return proxy(DataSource.class, (method, arguments) -> {
            Object result = call(target, method, arguments);
            return result instanceof Connection connection ? connection(connection) : result;
        });
    }

    /** Does this before the next statement that contains the fragment, once. */
    void onceBefore(String fragment, Action action) {
        before.add(new Hook(fragment, true, action));
    }

    /** Does this after the next statement that contains the fragment, once. */
    void onceAfter(String fragment, Action action) {
        after.add(new Hook(fragment, true, action));
    }

    /** Does this before every statement that contains the fragment. */
    void alwaysBefore(String fragment, Action action) {
        before.add(new Hook(fragment, false, action));
    }

    /** Does this after every statement that contains the fragment. */
    void alwaysAfter(String fragment, Action action) {
        after.add(new Hook(fragment, false, action));
    }

    /** Lets everything pass from now on. */
    void stop() {
        before.clear();
        after.clear();
    }

    /** The statements sent so far that contain the fragment. */
    List<String> executed(String fragment) {
        return executed.stream().filter(sql -> sql.contains(fragment)).toList();
    }

    private Connection connection(Connection target) {
        return proxy(Connection.class, (method, arguments) -> {
            Object result = call(target, method, arguments);
            if (result instanceof PreparedStatement statement) {
                return statement(PreparedStatement.class, statement, (String) arguments[0]);
            }
            return result instanceof Statement statement ? statement(Statement.class, statement, "") : result;
        });
    }

    private <S extends Statement> S statement(Class<S> type, S target, String prepared) {
        return proxy(type, (method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                return call(target, method, arguments);
            }
            String sql = arguments == null ? prepared : (String) arguments[0];
            run(before, sql);
            executed.add(sql);
            Object result = call(target, method, arguments);
            run(after, sql);
            return result;
        });
    }

    private static void run(List<Hook> hooks, String sql) throws SQLException {
        Predicate<Hook> wanted = hook -> sql.contains(hook.fragment);
        for (Hook hook : hooks.stream().filter(wanted).toList()) {
            if (hook.once) {
                hooks.remove(hook);
            }
            hook.action.run();
        }
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> handler.handle(method, arguments)));
    }

    @FunctionalInterface
    private interface Handler {
        Object handle(Method method, Object[] arguments) throws Throwable;
    }

    private record Hook(String fragment, boolean once, Action action) {}
}
