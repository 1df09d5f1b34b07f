// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.opentelemetry.api.trace.Span;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.tracing.Traceparent;
import io.temoin.shredding.TenantId;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Reads the {@link Caller} of the request at hand. A token without tenant is refused. */
@ApplicationScoped
public class Callers {

    private static final Pattern WORKSTATION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
    private static final Set<String> ROLES =
            Set.of(
                    "agent",
                    "supervisor",
                    "quality-analyst",
                    "dpo",
                    "legal",
                    "soc-analyst",
                    "admin",
                    "integrator",
                    "dialer",
                    "recorder",
                    "business-system",
                    "authority");

    /** What the token says. Claims are read once per identity, not once per request. */
    private record Claims(
            TenantId tenant,
            String actor,
            String organisation,
            Set<String> onBehalfOf,
            Set<String> roles,
            boolean tenantWide,
            Caller.SignIn signIn) {}

    private final Cache<SecurityIdentity, Claims> claims =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();
    private final CurrentVertxRequest request;
    private final CurrentIdentityAssociation identities;

    Callers(CurrentVertxRequest request, CurrentIdentityAssociation identities) {
        this.request = request;
        this.identities = identities;
    }

    /** The caller of the JAX-RS request under way. */
    public Caller current() {
        return from(identities.getIdentity(), request.getCurrent());
    }

    /** The caller of a request that a router handler serves. */
    public Caller of(RoutingContext context) {
        if (context.user() instanceof QuarkusHttpUser user) {
            return from(user.getSecurityIdentity(), context);
        }
        throw new UnauthorizedException();
    }

    private Caller from(SecurityIdentity identity, RoutingContext context) {
        Claims said = claims.get(identity, Callers::read);
        return new Caller(
                said.tenant(),
                said.actor(),
                said.organisation(),
                said.onBehalfOf(),
                said.roles(),
                said.tenantWide(),
                said.signIn(),
                workstation(context.request()),
                CorrelationFilter.recordedOf(context),
                Traceparent.of(Span.current().getSpanContext()));
    }

    private static Claims read(SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw new UnauthorizedException();
        }
        Set<String> roles = new HashSet<>(identity.getRoles());
        roles.retainAll(ROLES);
        return new Claims(
                tenant(token),
                required(token, "sub"),
                required(token, "organisation"),
                texts(token.getClaim("on_behalf_of")),
                Set.copyOf(roles),
                isTrue(token.getClaim("tenant_wide")),
                new Caller.SignIn(
                        optional(token.getClaim("acr")), time(token.getClaim("auth_time"))));
    }

    /** The boolean, and nothing that looks like it: it opens a whole tenant. */
    private static boolean isTrue(@Nullable Object claim) {
        return Boolean.TRUE.equals(claim) || JsonValue.TRUE.equals(claim);
    }

    private static TenantId tenant(JsonWebToken token) {
        try {
            return new TenantId(required(token, "tenant"));
        } catch (IllegalArgumentException _) {
            throw new ForbiddenException("the tenant in the token is not valid");
        }
    }

    private static String required(JsonWebToken token, String claim) {
        Object value = token.getClaim(claim);
        if (value == null || text(value).isBlank()) {
            throw new ForbiddenException("the token lacks the claim " + claim);
        }
        return text(value);
    }

    private static Set<String> texts(@Nullable Object claim) {
        Set<String> texts = new HashSet<>();
        switch (claim) {
            case null -> {}
            case Collection<?> many -> many.forEach(one -> texts.add(text(one)));
            default -> texts.add(text(claim));
        }
        return Set.copyOf(texts);
    }

    private static @Nullable String optional(@Nullable Object claim) {
        return claim == null ? null : text(claim);
    }

    private static @Nullable Instant time(@Nullable Object claim) {
        return switch (claim) {
            case Number seconds -> moment(seconds.longValue());
            case JsonNumber seconds -> moment(seconds.longValue());
            case null, default -> null;
        };
    }

    /** Out of the years 1970 to 9999 (in milliseconds, say), it is no sign-in of now either way. */
    private static Instant moment(long seconds) {
        return Instant.ofEpochSecond(Math.clamp(seconds, 0, 253_402_300_799L));
    }

    private static String text(Object claim) {
        return claim instanceof JsonString json ? json.getString() : claim.toString();
    }

    private static @Nullable String workstation(HttpServerRequest request) {
        String claimed = request.getHeader("X-Workstation");
        if (claimed == null) {
            return null;
        }
        if (!WORKSTATION.matcher(claimed).matches()) {
            throw ChassisProblem.HEADER_INVALID.at(
                    "X-Workstation",
                    "X-Workstation must be an equipment id of up to 64 letters, digits and . _ :"
                            + " -");
        }
        return CorrelationFilter.CLAIMED
                + FreeValues.impersonal(
                        "X-Workstation",
                        claimed,
                        "X-Workstation must be the id of a piece of equipment, not personal data.");
    }
}
