package leadledger.app.dev;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The authorization request that has brought somebody to the sign-in pages: kept in the session until user and profile
 * are known, then sent again. Only its query is kept, so it leads back to the authorization endpoint and nowhere else.
 */
final class WaitingRequest {

    /** Where authorization requests come in. */
    static final String ENDPOINT = "/oauth2/authorize";

    private static final String ATTRIBUTE = WaitingRequest.class.getName();
    private static final String PROMPT = "prompt";
    private static final String API_BROWSER = "/api";

    private WaitingRequest() {}

    /** The user is to be asked again, even if all is known. */
    static boolean asksForChoice(HttpServletRequest request) {
        List<String> prompts = prompts(request);
        return prompts.contains("select_account") || asksForLogin(request);
    }

    /** The user is to give the password again. */
    static boolean asksForLogin(HttpServletRequest request) {
        return prompts(request).contains("login");
    }

    /** The client wants an error rather than a page. */
    static boolean wantsNoPage(HttpServletRequest request) {
        return prompts(request).contains("none");
    }

    private static List<String> prompts(HttpServletRequest request) {
        String prompt = request.getParameter(PROMPT);
        return prompt == null ? List.of() : Arrays.asList(prompt.split(" "));
    }

    /** Keeps a request; a newer one takes the place of an older one. */
    static void keep(HttpServletRequest request) {
        request.getSession().setAttribute(ATTRIBUTE, withoutPrompt(request.getQueryString()));
    }

    /** What the prompt asks for has been done when the request comes back. */
    private static String withoutPrompt(@Nullable String query) {
        return query == null
                ? ""
                : Arrays.stream(query.split("&"))
                        .filter(parameter -> !parameter.startsWith(PROMPT + "="))
                        .collect(Collectors.joining("&"));
    }

    /** Where to go on: the request, once; or the API browser for somebody who came without one. */
    static String resume(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(ATTRIBUTE) instanceof String query) {
            session.removeAttribute(ATTRIBUTE);
            return ENDPOINT + "?" + query;
        }
        return API_BROWSER;
    }
}
