// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.temoin.chassis.limits.Allowance.Answer;
import io.temoin.chassis.limits.Holder.Kind;
import io.temoin.chassis.limits.LimitSettings.Requests;
import io.temoin.chassis.requests.BodyLimit;
import io.temoin.chassis.requests.ProblemMapper;
import io.temoin.chassis.requests.RequestBodies;
import io.temoin.chassis.requests.TooManyRequests;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
 * <p>A request that its caller's quota admits is counted against the quota of the tenant, too: many
 * callers of one tenant must not take what the others need.
 */
@ApplicationScoped
class RequestQuotas {

    /** After authentication and authorisation, which have negative orders; before all routes. */
    private static final int AFTER_SECURITY = 0;

    private static final String REFUSED =
            "You have reached the request limit; wait for the time given in Retry-After.";

    private static final String TENANT_REFUSED =
            "All callers of your tenant together have reached its request limit; wait for the time"
                    + " given in Retry-After.";

    private static final String BUSY =
            "Too many of your requests are in progress; wait until some of them are answered.";

    private static final String TENANT_BUSY =
            "Too many requests of your tenant are in progress; wait until some of them are"
                    + " answered.";

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    /** Who holds the quota of a tenant: all of it. */
    private static final String EVERYBODY = "*";

    /** What callers of a kind may ask; without a quota there is no limit. */
    private record Limit(int concurrent, @Nullable Quota quota) {

        static Limit of(Kind kind, Requests settings) {
            return new Limit(
                    settings.concurrent(),
                    RequestQuotas.quota(
                            kind.name().toLowerCase(Locale.ROOT),
                            settings.requests(),
                            settings.period()));
        }
    }

    private final Allowances allowances;
    private final AddressHolder addresses;
    private final BodyLimit bodies;
    private final Map<Kind, Limit> limits = new EnumMap<>(Kind.class);
    private final Limit limitOfTenant;
    private final InFlight inFlight = new InFlight();

    RequestQuotas(
            Allowances allowances,
            AddressHolder addresses,
            BodyLimit bodies,
            LimitSettings settings) {
        this.allowances = allowances;
        this.addresses = addresses;
        this.bodies = bodies;
        limits.put(Kind.PEOPLE, Limit.of(Kind.PEOPLE, settings.people()));
        limits.put(Kind.SYSTEMS, Limit.of(Kind.SYSTEMS, settings.systems()));
        limits.put(Kind.DIALERS, Limit.of(Kind.DIALERS, settings.dialers()));
        limits.put(Kind.ANONYMOUS, Limit.of(Kind.ANONYMOUS, settings.anonymous()));
        this.limitOfTenant =
                new Limit(
                        settings.tenantConcurrent(),
                        quota("tenant", settings.tenantRequests(), settings.tenantPeriod()));
    }

    void register(@Observes Router router) {
        router.route("/v1/*").order(AFTER_SECURITY).handler(this::count);
    }

    private void count(RoutingContext context) {
        Holder holder = Holder.of(context, addresses);
        Limit limit = Objects.requireNonNull(limits.get(holder.kind()), "each kind has limits");
        if (!inFlight.begin(context, holder, limit.concurrent())) {
            refuse(context, bodies, busy(BUSY));
        } else if (holder.hasTenant()
                && !inFlight.begin(context, holder.tenant(), limitOfTenant.concurrent())) {
            refuse(context, bodies, busy(TENANT_BUSY));
        } else {
            take(
                    context,
                    limit,
                    holder.tenant(),
                    holder.name(),
                    REFUSED,
                    () -> takeOfTenant(context, holder));
        }
    }

    private void takeOfTenant(RoutingContext context, Holder holder) {
        if (holder.hasTenant()) {
            take(context, limitOfTenant, holder.tenant(), EVERYBODY, TENANT_REFUSED, context::next);
        } else {
            context.next();
        }
    }

    private void take(
            RoutingContext context,
            Limit limit,
            String tenant,
            String holder,
            String refusal,
            Runnable then) {
        Quota quota = limit.quota();
        if (quota == null) {
            then.run();
            return;
        }
        allowances.take(
                tenant,
                quota,
                holder,
                answer -> {
                    switch (answer) {
                        case Answer.Admitted _ -> then.run();
                        case Answer.Refused(var usedUp, var retryAfter) ->
                                refuse(
                                        context,
                                        bodies,
                                        new TooManyRequests(
                                                TooManyRequests.CODE,
                                                refusal,
                                                retryAfter,
                                                usedUp.policy()));
                    }
                });
    }

    /** Answers a request of which nothing has been read. */
    static void refuse(RoutingContext context, BodyLimit bodies, TooManyRequests refusal) {
        if (RequestBodies.mayCome(context.request())) {
            bodies.refuse(context, () -> ProblemMapper.answer(context, refusal));
        } else {
            ProblemMapper.answer(context, refusal);
        }
    }

    private static TooManyRequests busy(String sentence) {
        return new TooManyRequests(TooManyRequests.CODE, sentence, A_MOMENT);
    }

    private static @Nullable Quota quota(String whose, int requests, Duration period) {
        return requests == 0 ? null : new Quota("requests-of-" + whose, requests, period);
    }
}
