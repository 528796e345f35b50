package leadledger.app.dev;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Knows the people of the demo, and the one password of all of them. */
final class DemoPasswords implements AuthenticationProvider {

    @Override
    public Authentication authenticate(Authentication attempt) {
        return DemoUser.find(attempt.getName())
                .filter(user -> user.isPerson() && isRight(attempt.getCredentials()))
                .map(SignedIn::now)
                .orElseThrow(() -> new BadCredentialsException("unknown user or wrong password"));
    }

    private static boolean isRight(@Nullable Object password) {
        return MessageDigest.isEqual(
                String.valueOf(password).getBytes(StandardCharsets.UTF_8),
                DemoUser.SECRET.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
