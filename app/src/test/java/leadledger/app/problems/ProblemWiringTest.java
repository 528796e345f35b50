package leadledger.app.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import jakarta.servlet.RequestDispatcher;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@DisplayName("Among what Spring Boot sets up, problems are ours")
@ExtendWith(OutputCaptureExtension.class)
class ProblemWiringTest {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    JacksonAutoConfiguration.class,
                    HttpMessageConvertersAutoConfiguration.class,
                    DispatcherServletAutoConfiguration.class,
                    WebMvcAutoConfiguration.class,
                    ErrorMvcAutoConfiguration.class))
            .withPropertyValues("spring.mvc.problemdetails.enabled=true")
            .withBean(RefusalWords.class)
            .withBean(RefusalLog.class, () -> (request, problem) -> {})
            .withBean(Problems.class)
            .withBean(ProblemAdvice.class)
            .withBean(ProblemErrorController.class);

    private static MockHttpServletResponse error(WebApplicationContext context, int status, Exception exception)
            throws Exception {
        return MockMvcBuilders.webAppContextSetup(context)
                .build()
                .perform(get("/error")
                        .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, status)
                        .requestAttr(RequestDispatcher.ERROR_REQUEST_URI, "/canary4711")
                        .requestAttr(RequestDispatcher.ERROR_EXCEPTION, exception))
                .andReturn()
                .getResponse();
    }

    @Test
    void whatSpringRefusesIsToldInOurFormNotItsOwn() {
        runner.run(context -> {
            MockHttpServletResponse response = MockMvcBuilders.webAppContextSetup(context)
                    .build()
                    .perform(get("/canary4711"))
                    .andReturn()
                    .getResponse();
            assertThat(response.getStatus()).isEqualTo(404);
            assertThat(response.getContentAsString())
                    .contains("urn:lead-ledger:problem:not-found", "traceId")
                    .doesNotContain("canary4711");
        });
    }

    @ParameterizedTest
    @CsvSource({"400, request-malformed", "404, not-found", "413, content-too-large", "500, internal-error"})
    void whatFailsOutsideAnEndpointIsToldInOurForm(int status, String code) {
        runner.run(context -> {
            assertThat(context).getBean(ErrorController.class).isInstanceOf(ProblemErrorController.class);
            MockHttpServletResponse response = error(context, status, new IllegalStateException("canary4711"));
            assertThat(response.getStatus()).isEqualTo(status);
            assertThat(response.getContentType()).isEqualTo("application/problem+json");
            assertThat(response.getContentAsString())
                    .contains("urn:lead-ledger:problem:" + code)
                    .doesNotContain("canary4711");
        });
    }

    @Test
    void whatFailsOutsideAnEndpointIsLoggedWithoutItsMessage(CapturedOutput log) {
        runner.run(context -> {
            error(context, 500, new IllegalStateException("canary4711"));
            assertThat(log.getAll())
                    .contains("failed outside an endpoint: java.lang.IllegalStateException")
                    .doesNotContain("canary4711");
        });
    }

    @Test
    void filtersAnswerWithAStatusAndACode() {
        runner.run(context -> {
            MockHttpServletRequest request = new MockHttpServletRequest("GET", "/canary4711");
            request.addHeader("Accept-Language", "ja");
            MockHttpServletResponse response = new MockHttpServletResponse();
            response.setHeader("WWW-Authenticate", "Bearer");
            context.getBean(Problems.class).write(request, response, HttpStatus.UNAUTHORIZED, "unauthenticated");
            assertThat(response.getStatus()).isEqualTo(401);
            assertThat(response.getHeader("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(response.getHeader("Content-Language")).isEqualTo("ja");
            assertThat(response.getContentAsString()).contains("ログインが必要です", "\"findings\":[]");
        });
    }

    @Test
    void anAnswerOnItsWayIsLeftAlone() {
        runner.run(context -> {
            MockHttpServletResponse response = new MockHttpServletResponse();
            response.getWriter().write("half");
            response.flushBuffer();
            context.getBean(Problems.class)
                    .write(new MockHttpServletRequest(), response, HttpStatus.INTERNAL_SERVER_ERROR, "internal-error");
            assertThat(response.getStatus()).isEqualTo(200);
            assertThat(response.getContentAsString()).isEqualTo("half");
        });
    }
}
