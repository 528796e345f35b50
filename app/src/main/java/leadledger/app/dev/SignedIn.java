package leadledger.app.dev;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/** Somebody who has given name and password. Counts as authenticated only once it is known in which profile. */
final class SignedIn extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final DemoUser user;
    private final @Nullable DemoProfile profile;
    private final Instant since;

    private SignedIn(DemoUser user, @Nullable DemoProfile profile, Instant since) {
        // Tells when the password was given, which id tokens repeat.
        super(List.of(FactorGrantedAuthority.withAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY)
                .issuedAt(since)
                .build()));
        this.user = user;
        this.profile = profile;
        this.since = since;
        super.setAuthenticated(profile != null);
    }

    /** Whoever has one profile only need not choose. */
    static SignedIn now(DemoUser user) {
        DemoProfile only = user.profiles().size() == 1 ? user.profiles().getFirst() : null;
        return new SignedIn(user, only, Instant.now());
    }

    SignedIn as(DemoProfile chosen) {
        return new SignedIn(user, chosen, since);
    }

    DemoUser user() {
        return user;
    }

    /** The active profile; absent until it is chosen. */
    @Nullable
    DemoProfile profile() {
        return profile;
    }

    @Override
    public String getPrincipal() {
        return user.id();
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public void setAuthenticated(boolean authenticated) {
        throw new IllegalArgumentException("the profile decides");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedIn that
                && user.equals(that.user)
                && Objects.equals(profile, that.profile)
                && super.equals(other);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + user.hashCode();
    }
}
