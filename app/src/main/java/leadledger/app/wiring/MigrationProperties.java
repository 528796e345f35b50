package leadledger.app.wiring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The connection under which schemas are brought up to date: a role that owns them. The service itself runs under
 * another one, that of {@code spring.datasource.*} (AC-04).
 *
 * @param url JDBC address; none means that somebody else migrates, before the service starts
 * @param user the owning role
 * @param password its password
 */
@ConfigurationProperties("leadledger.migration")
public record MigrationProperties(
        @Nullable String url,
        @Nullable String user,
        @Nullable String password) {

    /** Whether this process is to migrate. */
    public boolean isPresent() {
        return url != null && !url.isBlank();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "MigrationProperties[url=" + url + ", user=" + user + "]";
    }
}
