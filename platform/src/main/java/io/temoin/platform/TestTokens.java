// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Really signed access tokens with the claims of the realm {@code temoin}, for the tests of the
 * services. They are accepted by a service that {@link ServiceComponents} has configured.
 */
public final class TestTokens {

    private static final Duration LIFETIME = Duration.ofHours(1);

    /** For how long a token is given again: far less than it lasts. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    /**
     * By what they say. A signature takes 10 ms in the tests' JVM, whose compiler has nothing of
     * its own for large numbers, and tests ask for the same tokens again and again, as clients send
     * the same one again and again.
     */
    private static final Map<List<Object>, Signed> SIGNED = new ConcurrentHashMap<>();

    private record Signed(String token, Instant at) {

        boolean isFresh() {
            return at.plus(FRESH).isAfter(Instant.now());
        }
    }

    private TestTokens() {}

    /**
     * A token that every check of a service accepts.
     *
     * @param tenant the isolated space, such as {@code helios}
     * @param organisation the party the actor works for
     * @param onBehalfOf the controllers this party may act for
     * @param subject the actor's pseudonym
     * @param roles realm roles
     */
    public static String token(
            String tenant,
            String organisation,
            List<String> onBehalfOf,
            String subject,
            String... roles) {
        return once(
                List.of(tenant, organisation, List.copyOf(onBehalfOf), subject, List.of(roles)),
                () -> claims(tenant, organisation, onBehalfOf, subject, LIFETIME, "temoin", roles));
    }

    /** A token of one of the tenant's own people, who see all of it. */
    public static String tenantWide(
            String tenant, String organisation, String subject, String... roles) {
        return once(
                List.of("tenant-wide", tenant, organisation, subject, List.of(roles)),
                () ->
                        claims(subject, LIFETIME, "temoin", roles)
                                .claim("tenant", tenant)
                                .claim("organisation", organisation)
                                .claim("on_behalf_of", List.of())
                                .claim("tenant_wide", true));
    }

    /** A token of somebody who has just signed in as {@code acr} says. */
    public static String signedIn(
            String acr, String tenant, String organisation, String subject, String... roles) {
        return signedIn(acr, Duration.ZERO, tenant, organisation, subject, roles);
    }

    /** The same, some time ago: a token that was refreshed since. */
    public static String signedIn(
            String acr,
            Duration ago,
            String tenant,
            String organisation,
            String subject,
            String... roles) {
        return claims(subject, LIFETIME, "temoin", roles)
                .claim("tenant", tenant)
                .claim("organisation", organisation)
                .claim("on_behalf_of", List.of())
                .claim("acr", acr)
                .claim("auth_time", System.currentTimeMillis() / 1000 - ago.toSeconds())
                .sign(TestKey.signingKey());
    }

    /** The same, good for so long only. */
    public static String lasting(
            Duration lifetime,
            String tenant,
            String organisation,
            List<String> onBehalfOf,
            String subject,
            String... roles) {
        return signed(tenant, organisation, onBehalfOf, subject, lifetime, "temoin", roles);
    }

    /** The same, expired an hour ago. */
    public static String expired(
            String tenant,
            String organisation,
            List<String> onBehalfOf,
            String subject,
            String... roles) {
        return signed(
                tenant, organisation, onBehalfOf, subject, LIFETIME.negated(), "temoin", roles);
    }

    /** The same, made for another application. */
    public static String forOtherAudience(
            String tenant,
            String organisation,
            List<String> onBehalfOf,
            String subject,
            String... roles) {
        return signed(tenant, organisation, onBehalfOf, subject, LIFETIME, "elsewhere", roles);
    }

    /**
     * A token of a person who signs in, and works for nobody.
     *
     * @param claims further ones, such as {@code phone_number}
     */
    public static String person(
            String tenant, String subject, Map<String, Object> claims, String... roles) {
        return once(
                List.of("person", tenant, subject, Map.copyOf(claims), List.of(roles)),
                () -> {
                    var token = claims(subject, LIFETIME, "temoin", roles).claim("tenant", tenant);
                    claims.forEach(token::claim);
                    return token;
                });
    }

    private static String signed(
            String tenant,
            String organisation,
            List<String> onBehalfOf,
            String subject,
            Duration lifetime,
            String audience,
            String... roles) {
        return claims(tenant, organisation, onBehalfOf, subject, lifetime, audience, roles)
                .sign(TestKey.signingKey());
    }

    private static JwtClaimsBuilder claims(
            String tenant,
            String organisation,
            List<String> onBehalfOf,
            String subject,
            Duration lifetime,
            String audience,
            String... roles) {
        return claims(subject, lifetime, audience, roles)
                .claim("tenant", tenant)
                .claim("organisation", organisation)
                .claim("on_behalf_of", onBehalfOf);
    }

    /** The token that says this, signed when it is first asked for, and when it is old. */
    private static String once(List<Object> said, Supplier<JwtClaimsBuilder> claims) {
        return SIGNED.compute(
                        List.of(TestKey.encoded(), said),
                        (_, known) ->
                                known != null && known.isFresh()
                                        ? known
                                        : new Signed(
                                                claims.get().sign(TestKey.signingKey()),
                                                Instant.now()))
                .token();
    }

    private static JwtClaimsBuilder claims(
            String subject, Duration lifetime, String audience, String... roles) {
        var now = System.currentTimeMillis() / 1000;
        return Jwt.subject(subject)
                .issuer("https://temoin.test/realms/temoin")
                .audience(Set.of(audience))
                .claim("azp", "temoin-test")
                .claim("typ", "Bearer")
                .claim("realm_access", Map.of("roles", List.of(roles)))
                .issuedAt(lifetime.isNegative() ? now + 2 * lifetime.toSeconds() : now)
                .expiresAt(now + lifetime.toSeconds());
    }
}
