// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.oidc.OidcProviderClient;
import io.quarkus.oidc.TokenIntrospection;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisConfig;
import io.temoin.chassis.Profile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import java.nio.ByteBuffer;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Asks the identity provider whether a token still counts (RFC 7662), before an operation that is
 * {@link RevocationChecked}. A verified signature says only that it counted when it was given out;
 * after a logout, or when the account is disabled, it would do for minutes more.
 *
 * <p>A yes is remembered for {@code temoin.identity.introspection-cache-ttl}; a no is not. Without
 * an answer the request is refused: 503, to be repeated.
 */
@ApplicationScoped
class RevocationCheck {

    private static final Logger LOG = Logger.getLogger(RevocationCheck.class);
    private static final long IDENTITIES = 10_000;

    private final CurrentIdentityAssociation identities;
    private final boolean asks;
    private final Cache<ByteBuffer, Boolean> active;

    RevocationCheck(CurrentIdentityAssociation identities, ChassisConfig config) {
        this.identities = identities;
        this.asks = config.identity().introspect().orElseGet(Profile::isProduction);
        this.active =
                Caffeine.newBuilder()
                        .maximumSize(IDENTITIES)
                        .expireAfterWrite(config.identity().introspectionCacheTtl())
                        .executor(Runnable::run)
                        .build();
    }

    /** Comes before the filters that look at the request itself, as every check of the caller. */
    @RevocationChecked
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    Uni<Void> requireActive() {
        SecurityIdentity identity = identities.getIdentity();
        if (!asks || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return goOn();
        }
        ByteBuffer digest = VerifiedTokens.digest(token.getRawToken());
        return active.getIfPresent(digest) != null ? goOn() : ask(identity, token, digest);
    }

    private Uni<Void> ask(SecurityIdentity identity, JsonWebToken token, ByteBuffer digest) {
        return introspected(identity, token)
                .onFailure()
                .transform(RevocationCheck::unanswered)
                .invoke(
                        answer -> {
                            if (!answer.isActive()) {
                                throw new UnauthorizedException();
                            }
                            active.put(digest, true);
                        })
                .replaceWithVoid();
    }

    private static Uni<TokenIntrospection> introspected(
            SecurityIdentity identity, JsonWebToken token) {
        OidcProviderClient provider = identity.getAttribute(OidcProviderClient.class.getName());
        return provider == null
                ? Uni.createFrom()
                        .failure(new IllegalStateException("the identity names no provider to ask"))
                : provider.introspectAccessToken(token.getRawToken());
    }

    private static Throwable unanswered(Throwable failure) {
        LOG.warnf("the identity provider did not say whether a token is still valid: %s", failure);
        return new IdentityProviderUnavailable(failure);
    }

    private static Uni<Void> goOn() {
        return Uni.createFrom().voidItem();
    }
}
