package leadledger.app.wiring;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.PathContainer;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Templates of the addresses that this service has, found before or after any endpoint is. An address itself may hold a VIN
 * or worse and is never told (LG-22).
 */
final class Routes {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** Only this form: a more lenient one would let other numbers through as ids. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Found NOTHING = new Found(null, null);

    private final Supplier<List<PathPattern>> patterns;

    Routes(ObjectProvider<RequestMappingInfoHandlerMapping> endpoints) {
        // Asked for at the first refusal: endpoints are made after the filters that refuse.
        patterns = SingletonSupplier.of(() -> endpoints.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(Routes::patterns)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList());
    }

    /**
     * What an address is of.
     *
     * @param template the template; none: no address of this service
     * @param leadId the lead that it names, if it names one
     */
    record Found(@Nullable String template, @Nullable UUID leadId) {}

    private static Stream<PathPattern> patterns(RequestMappingInfo endpoint) {
        return endpoint.getPathPatternsCondition() == null
                ? Stream.empty()
                : endpoint.getPathPatternsCondition().getPatterns().stream();
    }

    /** The most specific template that the request's address is of. */
    Found find(HttpServletRequest request) {
        PathContainer path;
        try {
            path = PathContainer.parsePath(address(request));
        } catch (IllegalArgumentException e) {
            // Not even escaped as addresses are.
            return NOTHING;
        }
        return patterns.get().stream()
                .filter(pattern -> pattern.matches(path))
                .findFirst()
                .map(pattern -> found(pattern, path))
                .orElse(NOTHING);
    }

    private static String address(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.ERROR
                        && request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String refused
                ? refused
                : request.getRequestURI();
    }

    private static Found found(PathPattern pattern, PathContainer path) {
        String template = pattern.getPatternString();
        PathPattern.PathMatchInfo match = pattern.matchAndExtract(path);
        Map<String, String> variables = match == null ? Map.of() : match.getUriVariables();
        String id = variables.getOrDefault(template.contains("/leads/{id}") ? "id" : "leadId", "");
        return new Found(template, ID.matcher(id).matches() ? UUID.fromString(id) : null);
    }

    /** The method, if it is one that HTTP knows: any other could be anything. */
    static String method(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER";
    }
}
