package leadledger.app.problems;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatusCode;

/**
 * Problems for what the web server refuses before any filter sees it, such as an address with an encoded slash. Left alone,
 * it answers with a page in HTML.
 */
@Configuration(proxyBeanMethods = false)
class WebServerProblems {

    /** After Spring Boot's own report, so that it stands nearer to the application and speaks first. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReport(Problems problems) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Report(problems)));
    }

    private static final class Report extends ErrorReportValve {

        private static final int FIRST_ERROR = 400;

        private final Problems problems;

        Report(Problems problems) {
            this.problems = problems;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable throwable) {
            int status = response.getStatus();
            if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            try {
                problems.writeStatus(request, response, HttpStatusCode.valueOf(status), TraceId.next());
                response.finishResponse();
            } catch (IOException e) {
                // The caller has gone, and nobody reads an answer.
            }
        }
    }
}
