package leadledger.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import leadledger.app.console.CannotStartException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

@DisplayName("AC-07: production starts with nothing of the demo, and says what is wrong")
class ProductionRequirementsTest {

    private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";

    private final MockEnvironment environment = new MockEnvironment()
            .withProperty(ISSUER, "https://id.example/realms/network")
            .withProperty("spring.datasource.url", "jdbc:postgresql://db/lead_ledger")
            .withProperty("spring.datasource.password", "k2Jx-91");

    @Test
    void withIssuerAndDatabaseItStarts() {
        assertThatCode(() -> ProductionRequirements.check(environment)).doesNotThrowAnyException();
    }

    @Test
    void notWithTheProfileOfTheDemo() {
        environment.addActiveProfile("dev");

        assertRefusedNaming("profile dev", "users", "clock", "authorization server");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leadledger.dev.data-dir",
                "leadledger.dev.own-address",
                "LEADLEDGER_DEV_DATADIR",
                "lead-ledger.demo-data",
                "LEAD_LEDGER_DEMO_DATA",
                "spring.security.oauth2.authorizationserver.client.one.registration.client-id",
                "spring.security.user.password",
                "springdoc.swagger-ui.oauth.client-id",
                "SPRINGDOC_SWAGGERUI_OAUTH_CLIENTSECRET"
            })
    void notWithASettingOfTheDemo(String name) {
        environment.setProperty(name, "anything");

        assertRefusedNaming(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {ISSUER, "spring.datasource.url"})
    void notWithoutWhatItNeeds(String name) {
        environment.setProperty(name, " ");

        assertRefusedNaming(name + " is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example",
                "http://127.0.0.1.id.example",
                "http://localhost@id.example",
                "ftp://id.example",
                "id.example",
                "https:///realms/network",
                "https://id example"
            })
    void notWithAnIssuerThatSomebodyOnTheWayCouldPlay(String issuer) {
        environment.setProperty(ISSUER, issuer);

        assertRefusedNaming(ISSUER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8180/realms/network", "http://127.0.0.1:8180", "http://[::1]:8180"})
    void plainHttpIsForTheSameMachine(String issuer) {
        environment.setProperty(ISSUER, issuer);

        assertThatCode(() -> ProductionRequirements.check(environment)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "spring.datasource.password,demo",
        "spring.datasource.password,Postgres",
        "leadledger.migration.password,changeme",
        "spring.security.oauth2.resourceserver.opaquetoken.client-secret,secret"
    })
    void notWithASecretThatEverybodyKnows(String name, String secret) {
        environment.setProperty(name, secret);

        assertRefusedNaming(name);
    }

    @Test
    void allThatIsWrongIsSaidAtOnceAndNoSecretIsRepeated() {
        environment.addActiveProfile("dev");
        environment.setProperty("leadledger.dev.data-dir", "/tmp");
        environment.setProperty("springdoc.swagger-ui.oauth.client-id", "lead-ledger-browser");
        environment.setProperty(ISSUER, "");
        environment.setProperty("spring.datasource.url", "");
        environment.setProperty("spring.datasource.password", "changeme");

        assertRefusedNaming(
                "profile dev",
                "leadledger.dev.data-dir",
                "springdoc.swagger-ui.oauth.client-id",
                ISSUER,
                "spring.datasource.url",
                "spring.datasource.password");
        assertThatThrownBy(() -> ProductionRequirements.check(environment)).hasMessageNotContaining("changeme");
    }

    @Test
    void notWithAMailServerAndNobodyWhomEmailsComeFrom() {
        environment.setProperty("spring.mail.host", "smtp.example");

        assertRefusedNaming("leadledger.mail.from");
    }

    private void assertRefusedNaming(String... names) {
        assertThatThrownBy(() -> ProductionRequirements.check(environment))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContainingAll(names);
    }
}
