package leadledger.query.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGStatement;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Hears each query just before it runs, with its parameters filled in. */
public final class StatementTap extends DelegatingDataSource {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile Consumer<String> listener = sql -> {};

    /** Hears what goes to the target. */
    public StatementTap(DataSource target) {
        super(target);
    }

    /** Queries since the last call. */
    public List<String> heard() {
        List<String> all = List.copyOf(heard);
        heard.clear();
        return all;
    }

    /** Has each query heard by somebody else too, before it runs. */
    public void listen(Consumer<String> toEach) {
        listener = toEach;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return proxy(Connection.class, (self, method, arguments) -> {
            Object result = invoke(connection, method, arguments);
            return result instanceof PreparedStatement statement
                            && method.getName().equals("prepareStatement")
                    ? tapped(statement)
                    : result;
        });
    }

    private PreparedStatement tapped(PreparedStatement statement) {
        return proxy(PreparedStatement.class, (self, method, arguments) -> {
            if (method.getName().equals("executeQuery")) {
                String sql = statement.unwrap(PGStatement.class).toString();
                heard.add(sql);
                listener.accept(sql);
            }
            return invoke(statement, method, arguments);
        });
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
