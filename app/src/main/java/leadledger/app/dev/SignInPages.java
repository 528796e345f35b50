package leadledger.app.dev;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.HtmlUtils;

/** The two pages of the embedded authorization server: who you are, and in which profile you act. No scripts. */
@Controller
@Profile("dev")
class SignInPages {

    static final String LOGIN = "/oauth2/login";
    static final String PROFILE = "/oauth2/profile";

    private static final String STYLE = """
            body{font-family:system-ui,sans-serif;background:#f3f4f6;color:#111827;margin:0}
            main{max-width:24rem;margin:10vh auto;background:#fff;padding:2rem;border:1px solid #d1d5db;border-radius:.5rem}
            h1{font-size:1.25rem;margin-top:0}label{display:block;margin:.75rem 0}
            input[type=text],input[type=password]{display:block;width:100%;box-sizing:border-box;padding:.5rem;font:inherit}
            button{font:inherit;padding:.5rem 1rem;margin:1rem 0}.refused{color:#b91c1c}.hint{color:#4b5563;font-size:.875rem}
            """;

    /**
     * Nothing but the style above. Browsers hold redirects after a form against {@code form-action} too, so the loopback
     * addresses of command lines are named.
     */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; form-action 'self' http://127.0.0.1:*; base-uri 'none'; frame-ancestors 'none'";

    private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";

    private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();

    @GetMapping(LOGIN)
    void login(HttpServletRequest request, HttpServletResponse response, CsrfToken csrf) throws IOException {
        SignInWords words = SignInWords.of(request);
        String refused = request.getParameter("error") == null
                ? ""
                : "<p class=\"refused\" role=\"alert\">" + escaped(words.refused()) + "</p>";
        write(response, words, words.signIn(), """
                %s<form method="post" action="%s">%s
                <label>%s <input type="text" name="username" autocomplete="username" required autofocus></label>
                <label>%s <input type="password" name="password" autocomplete="current-password" required></label>
                <button>%s</button></form>
                <p class="hint">%s</p>
                """.formatted(
                        refused,
                        LOGIN,
                        hidden(csrf),
                        escaped(words.user()),
                        escaped(words.password()),
                        escaped(words.signIn()),
                        escaped(words.hint())));
    }

    /** Goes on after the password: to the choice, if there is one. */
    static void afterLogin(HttpServletRequest request, HttpServletResponse response, SignedIn user) throws IOException {
        response.sendRedirect(user.profile() == null ? PROFILE : WaitingRequest.resume(request));
    }

    @GetMapping(PROFILE)
    void profiles(HttpServletRequest request, HttpServletResponse response, CsrfToken csrf) throws IOException {
        SignedIn user = signedIn();
        if (user == null) {
            response.sendRedirect(LOGIN);
            return;
        }
        SignInWords words = SignInWords.of(request);
        List<DemoProfile> profiles = user.user().profiles();
        String choices = IntStream.range(0, profiles.size())
                .mapToObj(number -> choice(number, profiles.get(number), user.profile(), words))
                .collect(Collectors.joining());
        write(response, words, words.chooseProfile(), """
                <p>%s</p>
                <form method="post" action="%s">%s%s<button>%s</button></form>
                <p><a href="%s">%s</a></p>
                """.formatted(
                        escaped(user.getName()),
                        PROFILE,
                        hidden(csrf),
                        choices,
                        escaped(words.goOn()),
                        LOGIN,
                        escaped(words.somebodyElse())));
    }

    private static String choice(int number, DemoProfile profile, @Nullable DemoProfile active, SignInWords words) {
        return "<label><input type=\"radio\" name=\"profile\" value=\"%d\" required%s> %s</label>\n"
                .formatted(number, profile.equals(active) ? " checked" : "", escaped(words.profile(profile)));
    }

    /** The number is one of the user's own profiles, so nothing can be chosen that was not given. */
    @PostMapping(PROFILE)
    void choose(HttpServletRequest request, HttpServletResponse response, @RequestParam int profile)
            throws IOException {
        SignedIn user = signedIn();
        if (user == null) {
            response.sendRedirect(LOGIN);
        } else if (profile < 0 || profile >= user.user().profiles().size()) {
            response.sendRedirect(PROFILE);
        } else {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(user.as(user.user().profiles().get(profile)));
            request.changeSessionId();
            sessions.saveContext(context, request, response);
            response.sendRedirect(WaitingRequest.resume(request));
        }
    }

    private static @Nullable SignedIn signedIn() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn user ? user : null;
    }

    private static String hidden(CsrfToken csrf) {
        return "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                .formatted(escaped(csrf.getParameterName()), escaped(csrf.getToken()));
    }

    private static void write(HttpServletResponse response, SignInWords words, String title, String content)
            throws IOException {
        response.setContentType(HTML);
        response.getWriter().write("""
                <!doctype html>
                <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s · Lead Ledger</title><style>%s</style></head>
                <body><main><h1>%s</h1>
                %s</main></body></html>
                """.formatted(words.languageTag(), escaped(title), STYLE, escaped(title), content));
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
