// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.Sha256;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a minute that a token was verified: a dialer sends the same one with every request,
 * and reading and verifying it again would cost more than the decision it asks for.
 *
 * <p>A token counts no longer than it says itself. A key that the identity provider withdraws is
 * believed for one more minute, which is less than the time its tokens live. Only tokens that
 * passed every check are remembered, under their SHA-256.
 *
 * <p>Safe for concurrent use.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class VerifiedTokens implements HttpAuthenticationMechanism {

    /** How long a verified token is not looked at again, at most. */
    static final Duration REMEMBERED = Duration.ofSeconds(60);

    private static final long TOKENS = 10_000;
    private static final String SCHEME = "Bearer ";

    private final OidcAuthenticationMechanism oidc;
    private final Cache<ByteBuffer, SecurityIdentity> verified =
            Caffeine.newBuilder()
                    .maximumSize(TOKENS)
                    .expireAfter(Expiry.creating(VerifiedTokens::remainingLife))
                    .executor(Runnable::run)
                    .build();

    VerifiedTokens(OidcAuthenticationMechanism oidc) {
        this.oidc = oidc;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext context, IdentityProviderManager providers) {
        ByteBuffer token = digest(context);
        if (token == null) {
            return oidc.authenticate(context, providers);
        }
        SecurityIdentity known = verified.getIfPresent(token);
        return known != null
                ? Uni.createFrom().item(known)
                : oidc.authenticate(context, providers)
                        .onItem()
                        .ifNotNull()
                        .transform(identity -> remember(token, identity));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return oidc.getChallenge(context);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return oidc.getCredentialTransport(context);
    }

    @Override
    public int getPriority() {
        return oidc.getPriority() + 1;
    }

    private SecurityIdentity remember(ByteBuffer token, SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken)) {
            return identity;
        }
        SecurityIdentity lasting = withoutRequest(identity);
        verified.put(token, lasting);
        return lasting;
    }

    /** The identity as OIDC makes it refers to the request that brought the token. */
    private static SecurityIdentity withoutRequest(SecurityIdentity identity) {
        QuarkusSecurityIdentity.Builder lasting =
                QuarkusSecurityIdentity.builder()
                        .setPrincipal(identity.getPrincipal())
                        .addRoles(identity.getRoles())
                        .addCredentials(identity.getCredentials());
        identity.getAttributes()
                .forEach(
                        (name, value) -> {
                            if (!(value instanceof RoutingContext)) {
                                lasting.addAttribute(name, value);
                            }
                        });
        return lasting.build();
    }

    private static Duration remainingLife(ByteBuffer token, SecurityIdentity identity) {
        JsonWebToken verified = (JsonWebToken) identity.getPrincipal();
        // The identity provider's clock and ours, not the demonstration's.
        Duration left =
                Duration.between(
                        Instant.now(), Instant.ofEpochSecond(verified.getExpirationTime()));
        return left.compareTo(REMEMBERED) < 0 ? left : REMEMBERED;
    }

    private static @Nullable ByteBuffer digest(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith(SCHEME)) {
            return null;
        }
        return digest(header);
    }

    /** What a token is remembered by. */
    static ByteBuffer digest(String token) {
        return ByteBuffer.wrap(Sha256.digest().digest(token.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
