// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.temoin.chassis.limits.Allowance.Answer;
import io.temoin.chassis.limits.LimitSettings.Requests;
import io.temoin.chassis.requests.BodyLimit;
import io.temoin.chassis.requests.ProblemMapper;
import io.temoin.chassis.requests.RequestBodies;
import io.temoin.chassis.requests.TooManyRequests;
import io.temoin.shredding.TenantId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Counts requests against their caller's quota, after it is known who calls and before anything is
 * done: people, systems and dialers each by their account, anonymous callers by their address. The
 * quotas are in the database; this process takes some uses at a time ({@link Allowance}). A request
 * that authentication or the policy of its path refuses (401, 403) does not come here: it reads no
 * body and asks no database, and costs the check of a signature.
 *
 * <p>First of all, requests in progress are counted, by caller and by tenant and in this process
 * alone: slow answers, uploads and streams each keep what they need for as long as they last, and
 * one caller must not take all of it.
 *
 * <p>Where the database cannot be reached, or does not answer within a second, requests go on
 * uncounted: all but a few of them will meet the outage themselves, and those few (public keys)
 * must not depend on it.
 */
@ApplicationScoped
class RequestQuotas {

    /** After authentication and authorisation, which have negative orders; before all routes. */
    private static final int AFTER_SECURITY = 0;

    private static final String REFUSED =
            "You have reached the request limit; wait for the time given in Retry-After.";

    private static final String BUSY =
            "Too many of your requests, or of your organisation's, are in progress; wait until"
                    + " some of them are answered.";

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private static final Set<String> SYSTEMS = Set.of("recorder", "business-system", "integrator");
    private static final long HOLDERS = 50_000;
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final Logger LOG = Logger.getLogger(RequestQuotas.class);

    /** Whose limits they are. */
    private enum Kind {
        PEOPLE,
        SYSTEMS,
        DIALERS,
        ANONYMOUS
    }

    private record Holder(String tenant, Kind kind, String name) {}

    private final QuotaStore store;
    private final AddressHolder addresses;
    private final BodyLimit bodies;
    private final Map<Kind, Requests> limits;
    private final int concurrentOfTenant;
    private final InFlight inFlight = new InFlight();
    private final Cache<Holder, Allowance> allowances =
            Caffeine.newBuilder()
                    .maximumSize(HOLDERS)
                    .expireAfterAccess(IDLE)
                    .executor(Runnable::run)
                    .build();

    RequestQuotas(
            QuotaStore store, AddressHolder addresses, BodyLimit bodies, LimitSettings settings) {
        this.store = store;
        this.addresses = addresses;
        this.bodies = bodies;
        this.limits =
                new EnumMap<>(
                        Map.of(
                                Kind.PEOPLE, settings.people(),
                                Kind.SYSTEMS, settings.systems(),
                                Kind.DIALERS, settings.dialers(),
                                Kind.ANONYMOUS, settings.anonymous()));
        this.concurrentOfTenant = settings.tenantConcurrent();
    }

    void register(@Observes Router router) {
        router.route("/v1/*").order(AFTER_SECURITY).handler(this::count);
    }

    private void count(RoutingContext context) {
        Holder holder = holder(context);
        if (!begin(context, holder)) {
            refuse(context, new TooManyRequests(TooManyRequests.CODE, BUSY, A_MOMENT));
            return;
        }
        Requests limit = limit(holder);
        if (limit.requests() == 0) {
            context.next();
            return;
        }
        Allowance allowance = allowances.get(holder, _ -> allowance(holder, limit));
        Answer answer = allowance.atOnce();
        if (answer != null) {
            conclude(context, answer);
            return;
        }
        Context requests = Objects.requireNonNull(Vertx.currentContext(), "a request has one");
        var _ =
                allowance
                        .afterMore()
                        .whenComplete(
                                (later, failure) ->
                                        requests.runOnContext(
                                                _ -> {
                                                    if (failure == null) {
                                                        conclude(context, later);
                                                    } else {
                                                        goOnUncounted(context, failure);
                                                    }
                                                }));
    }

    private void conclude(RoutingContext context, Answer answer) {
        switch (answer) {
            case Answer.Admitted _ -> context.next();
            case Answer.Refused(var quota, var retryAfter) ->
                    refuse(
                            context,
                            new TooManyRequests(
                                    TooManyRequests.CODE, REFUSED, retryAfter, quota.policy()));
        }
    }

    private void refuse(RoutingContext context, TooManyRequests refusal) {
        if (RequestBodies.mayCome(context.request())) {
            bodies.refuse(context, () -> ProblemMapper.answer(context, refusal));
        } else {
            ProblemMapper.answer(context, refusal);
        }
    }

    private static void goOnUncounted(RoutingContext context, Throwable failure) {
        LOG.warnf("a request was not counted against its caller's quota: %s", failure);
        context.next();
    }

    /** Counts it for its caller and its tenant until it is answered, a refusal included. */
    private boolean begin(RoutingContext context, Holder holder) {
        return inFlight.begin(context, holder, limit(holder).concurrent())
                && (holder.tenant().equals(QuotaStore.NO_TENANT)
                        || inFlight.begin(context, holder.tenant(), concurrentOfTenant));
    }

    private Requests limit(Holder holder) {
        return Objects.requireNonNull(limits.get(holder.kind()), "each kind has limits");
    }

    private Holder holder(RoutingContext context) {
        if (context.user() instanceof QuarkusHttpUser user
                && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token) {
            return new Holder(
                    tenant(token),
                    kind(user.getSecurityIdentity()),
                    Objects.requireNonNullElse(token.getSubject(), ""));
        }
        return new Holder(
                QuotaStore.NO_TENANT,
                Kind.ANONYMOUS,
                addresses.of(context.request().remoteAddress()));
    }

    private Allowance allowance(Holder holder, Requests limit) {
        String name = "requests-of-" + holder.kind().name().toLowerCase(Locale.ROOT);
        Quota quota = new Quota(name, limit.requests(), limit.period());
        return new Allowance(
                quota, uses -> store.take(holder.tenant(), quota, holder.name(), uses));
    }

    private static Kind kind(SecurityIdentity caller) {
        Set<String> roles = caller.getRoles();
        if (roles.contains("dialer")) {
            return Kind.DIALERS;
        }
        return Collections.disjoint(roles, SYSTEMS) ? Kind.PEOPLE : Kind.SYSTEMS;
    }

    /** A token that names no tenant is refused later, and counted all the same. */
    private static String tenant(JsonWebToken token) {
        try {
            Object claim = token.getClaim("tenant");
            String tenant =
                    claim instanceof JsonString json ? json.getString() : String.valueOf(claim);
            return new TenantId(tenant).value();
        } catch (IllegalArgumentException _) {
            return QuotaStore.NO_TENANT;
        }
    }
}
