package leadledger.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import leadledger.app.console.CannotStartException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;

class StartFailureTest {

    @Test
    void theSentenceIsFoundBeneathWhateverWrapsIt() {
        StartFailure failure = StartFailure.of(
                new IllegalStateException("context", new RuntimeException(new CannotStartException("Do this."))));

        assertThat(failure).isEqualTo(new StartFailure("Do this.", true));
    }

    @Test
    void aPortInUseIsNamed() {
        StartFailure failure = StartFailure.of(new IllegalStateException(new PortInUseException(8080)));

        assertThat(failure.sentence()).startsWith("Port 8080 is in use");
        assertThat(failure.expected()).isTrue();
    }

    @Test
    void aDatabaseThatIsAwayIsToldFromOneThatRefuses() {
        assertThat(StartFailure.of(new RuntimeException(new SQLException("no", "08001", new ConnectException())))
                        .sentence())
                .contains("cannot be reached");
        assertThat(StartFailure.of(new RuntimeException(new SQLException("no", "28P01")))
                        .sentence())
                .contains("refuses the login");
    }

    @Test
    void whatNobodyForesawNamesItsRootAndWantsAStackTrace() {
        StartFailure failure = StartFailure.of(new IllegalStateException(new ArithmeticException("by zero")));

        assertThat(failure.sentence()).contains("ArithmeticException: by zero");
        assertThat(failure.expected()).isFalse();
    }
}
