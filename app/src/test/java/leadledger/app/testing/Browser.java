package leadledger.app.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A browser as far as signing in needs one: keeps cookies, sends forms with what is hidden in them, and follows redirects
 * within the service. Where it is sent elsewhere, it stops and tells where.
 */
public final class Browser {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\">");
    private static final int MOST_REDIRECTS = 10;

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();
    private final String baseUrl;
    private final String language;
    private HttpResponse<String> page;

    public Browser(String baseUrl, String language) {
        this.baseUrl = baseUrl;
        this.language = language;
    }

    /** Opens an address of the service. */
    public Browser open(String path) {
        return follow(HttpRequest.newBuilder(URI.create(baseUrl + path)).GET());
    }

    /** Fills in the form of this page and sends it. */
    public Browser submit(Map<String, String> fields) {
        Matcher hidden = HIDDEN.matcher(page.body());
        String csrf = hidden.find() ? encoded(hidden.group(1)) + "=" + encoded(hidden.group(2)) + "&" : "";
        return submitRaw(csrf + form(fields));
    }

    /** Sends the form of this page without what is hidden in it, as a foreign page would. */
    public Browser submitForged(Map<String, String> fields) {
        return submitRaw(form(fields));
    }

    private Browser submitRaw(String body) {
        return follow(HttpRequest.newBuilder(page.uri().resolve(page.uri().getPath()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Signs in on the login page that this is. */
    public Browser signIn(String user, String password) {
        return submit(Map.of("username", user, "password", password));
    }

    private Browser follow(HttpRequest.Builder request) {
        page = send(request);
        for (int i = 0; i < MOST_REDIRECTS && page.statusCode() / 100 == 3; i++) {
            URI target = page.uri().resolve(location());
            if (!target.toString().startsWith(baseUrl + "/oauth2/")) {
                return this;
            }
            page = send(HttpRequest.newBuilder(target).GET());
        }
        return this;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(
                    request.header("Accept-Language", language)
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it shows now. */
    public HttpResponse<String> page() {
        return page;
    }

    /** Where it has been sent, outside the sign-in pages. */
    public String location() {
        return page.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError("status " + page.statusCode() + ": " + page.body()));
    }

    /** A parameter of that address; empty if it is not there. */
    public String sent(String name) {
        Matcher matcher = Pattern.compile("[?&]" + name + "=([^&#]*)").matcher(location());
        return matcher.find() ? java.net.URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8) : "";
    }

    /** Its cookies, as a header would carry them. */
    public String cookies() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** A form's fields, encoded. */
    public static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
