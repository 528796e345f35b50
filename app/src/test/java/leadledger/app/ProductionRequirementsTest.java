package leadledger.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import leadledger.app.console.CannotStartException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

@DisplayName("AC-07: production starts with nothing of the demo, and says what is wrong")
class ProductionRequirementsTest {

    private final MockEnvironment environment = new MockEnvironment()
            .withProperty("spring.security.oauth2.resourceserver.jwt.issuer-uri", "https://id.example")
            .withProperty("spring.datasource.url", "jdbc:postgresql://db/lead_ledger")
            .withProperty("spring.datasource.password", "k2Jx-91");

    @Test
    void withIssuerAndDatabaseItStarts() {
        assertThatCode(() -> ProductionRequirements.check(environment)).doesNotThrowAnyException();
    }

    @Test
    void notWithTheProfileOfTheDemo() {
        environment.addActiveProfile("dev");

        assertRefusedNaming("Profile dev");
    }

    @Test
    void notWithASettingOfTheDemo() {
        environment.setProperty("leadledger.dev.data-dir", "/tmp");

        assertRefusedNaming("leadledger.dev.data-dir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.security.oauth2.resourceserver.jwt.issuer-uri", "spring.datasource.url"})
    void notWithoutWhatItNeeds(String name) {
        environment.setProperty(name, " ");

        assertRefusedNaming(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.datasource.password", "leadledger.migration.password"})
    void notWithASecretThatEverybodyKnows(String name) {
        environment.setProperty(name, "demo");

        assertRefusedNaming(name);
    }

    private void assertRefusedNaming(String name) {
        assertThatThrownBy(() -> ProductionRequirements.check(environment))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining(name);
    }
}
