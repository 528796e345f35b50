package leadledger.app.e2e;

import static leadledger.app.testing.HttpCalls.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import leadledger.app.testing.RunningService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("LG-40, LG-41: imports over HTTP")
class ImportsE2eTest {

    private static final String IMPORTS = "/api/v1/imports?sourceSystem=e2e-crm&mapping=salesforce-ja";
    private static final String LEADS = """
            リード ID,作成日,担当ディーラー,ステータス,ソース,アフターセールス キャンペーン,アフターセールス リードタイプ,苗字,リード管理ノート
            e2e-1,2022/07/28 23:02,JP-TOKYO,販売なしで終了,自発的,Spontaneous Dealer,Customer Driven,移行,済
            e2e-2,2022/07/28 23:02,IT-MILANO,,自発的,Spontaneous Dealer,Customer Driven,移行,
            """;
    private static final String HISTORY = """
            リード ID,日付,項目,ユーザ,元の値,新しい値
            e2e-1,2022/07/30 10:00,ステータス,担当,ディーラーに割り当て済み,販売なしで終了
            e2e-1,2022/07/30 10:00,販売なしで終了理由,担当,,その他
            """;

    private final RunningService service = RunningService.instance();
    private final RunningService.Caller hq = service.as("hq-2");

    private HttpResponse<String> post(String login, String more) {
        String boundary = "e2e";
        String body = part(boundary, "leads", LEADS) + part(boundary, "history", HISTORY) + "--" + boundary + "--\r\n";
        return service.http()
                .send(service.http()
                        .request(IMPORTS + more)
                        .header("Authorization", "Bearer " + service.token(login))
                        .header("Accept-Language", "ja")
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.ofString(body)));
    }

    private static String part(String boundary, String name, String content) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name
                + ".csv\"\r\nContent-Type: text/csv\r\n\r\n" + content + "\r\n";
    }

    @Test
    @DisplayName(
            "Headquarters import; the lead shows the source's times, the flag, and its verdict as of before the import")
    void imported() {
        JsonNode dry = json(post("hq-2", "&dryRun=true"));
        assertThat(dry.get("imported").asInt()).as(dry.toString()).isEqualTo(1);

        HttpResponse<String> taken = post("hq-2", "");

        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        String location = taken.headers().firstValue("Location").orElseThrow();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> hq.read(location).get("state").asString().equals("DONE"));
        JsonNode report = hq.read(location);
        assertThat(report.get("imported").asInt()).isEqualTo(1);
        assertThat(report.get("flagged").asInt()).isEqualTo(1);
        assertThat(report.get("failed").asInt()).isEqualTo(1);
        assertThat(report.get("findings")
                        .valueStream()
                        .map(finding -> finding.get("code").asString()))
                .containsExactly("history-breaks-rule", "unknown-dealer");
        String lead = "/api/v1/aftersales/leads/"
                + report.get("findings").get(0).get("lead").asString();
        JsonNode page = hq.read(lead);
        assertThat(page.get("imported").get("brokenRules").get(0).asString()).isEqualTo("AS-12");
        assertThat(page.get("details").get("createdAt").asString()).isEqualTo("2022-07-28T14:02:00.000Z");
        assertThat(hq.read(lead + "/history").toString()).contains("importedAt", "AS-12");
        JsonNode verdict = hq.read(lead + "/verdicts?asOf=2022-08-01T00:00:00Z")
                .get("verdicts")
                .get(1);
        assertThat(verdict.get("result").asString()).isEqualTo("MET");
        assertThat(verdict.get("evidence").get("stop").has("importedAt")).isTrue();
        assertThat(json(post("hq-2", "")).get("id").asString())
                .isEqualTo(report.get("id").asString());
        assertThat(service.as("hq-italy").get(location).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("A dealer's people may not import")
    void refused() {
        assertThat(post("tokyo-manager", "").statusCode()).isEqualTo(403);
    }
}
