package leadledger.app.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import leadledger.app.contract.RandomRequests.Made;
import leadledger.app.testing.HttpCalls;
import leadledger.app.testing.RunningService;
import leadledger.app.testing.RunningService.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dfuzz.seed=…} to repeat a run that failed. */
@DisplayName(
        "AC-06: whatever is sent, the service answers as its description says, and never with a failure of its own")
class RandomRequestsTest {

    private static final int REQUESTS = 10_000;
    private static final int AT_ONCE = 8;
    private static final int SHOWN = 20;

    private final RunningService service = RunningService.instance();

    @Test
    @DisplayName("10,000 requests made from the OpenAPI description: no 5xx, every answer valid by its schema")
    void everyAnswerIsAsDescribed() throws Exception {
        long seed = Long.getLong("fuzz.seed", new Random().nextLong());
        String repeat = "repeat with -Dfuzz.seed=" + seed;
        ApiContract contract = ApiContract.of(service.http());
        RandomRequests requests = new RandomRequests(seed, contract, ids(), tokens());
        List<Made> made = Stream.generate(() -> requests.next(service.http()))
                .limit(REQUESTS)
                .toList();
        List<String> found = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> sent = new ArrayList<>();
            for (Made one : made) {
                sent.add(senders.submit(() -> found.addAll(send(contract, one))));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        }

        assertThat(found.stream().limit(SHOWN)).as(repeat).isEmpty();
    }

    private List<String> send(ApiContract contract, Made made) {
        HttpResponse<String> answer = service.http().send(made.request());
        if (answer.statusCode() >= 500) {
            return List.of(made.text() + "\nanswered " + answer.statusCode() + " " + answer.body());
        }
        return contract.violations(made.operation(), answer).stream()
                .map(violation ->
                        made.text() + "\nanswered " + answer.statusCode() + " " + answer.body() + "\n" + violation)
                .toList();
    }

    private List<String> tokens() {
        return Stream.of(
                        "tokyo-agent",
                        "tokyo-agent",
                        "tokyo-manager",
                        "milano-agent",
                        "hq",
                        "auditor",
                        "web-form",
                        "call-center",
                        "shibuya-manager",
                        "shibuya-staff",
                        "shibuya-assistant",
                        "admin")
                .map(service.http()::token)
                .toList();
    }

    /** Leads in different states, a foreign one, and one that does not exist. */
    private List<String> ids() {
        Caller tokyo = service.as("tokyo-agent");
        List<String> ids = new ArrayList<>(List.of(UUID.randomUUID().toString()));
        for (String name : List.of("one", "two", "three")) {
            ids.add(created(tokyo, name));
        }
        ids.add(created(service.as("milano-agent"), "foreign"));
        for (String id : ids.subList(2, 4)) {
            tokyo.post(
                    "/api/v1/aftersales/leads/" + id + "/contact-attempts",
                    "{\"channel\":\"PHONE\",\"outcome\":\"REACHED\"}");
        }
        for (int i = 0; i < 3; i++) {
            ids.add(HttpCalls.json(service.as("call-center")
                            .post(
                                    "/api/v1/sales/leads",
                                    "{\"brand\":\"ALFA\",\"source\":\"WEB_FORM\",\"customer\":{\"lastName\":\"x\"}}"))
                    .get("id")
                    .asString());
        }
        for (String id : ids.subList(ids.size() - 2, ids.size())) {
            service.as("shibuya-manager")
                    .post("/api/v1/sales/leads/" + id + "/delivery", "{\"outlet\":\"JP-TOKYO.SHIBUYA\"}");
        }
        service.as("shibuya-manager")
                .post("/api/v1/sales/leads/" + ids.getLast() + "/owner", "{\"user\":\"shibuya-staff\"}");
        return ids;
    }

    private static String created(Caller dealer, String name) {
        HttpResponse<String> answer =
                dealer.post("/api/v1/aftersales/leads", "{\"request\":{\"lastName\":\"" + name + "\"}}");
        return HttpCalls.json(answer).get("id").asString();
    }
}
