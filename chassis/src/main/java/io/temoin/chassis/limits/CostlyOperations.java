// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.limits.Allowance.Answer;
import io.temoin.chassis.limits.LimitSettings.CostlyUse;
import io.temoin.chassis.requests.BodyLimit;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.TooManyRequests;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.jspecify.annotations.Nullable;

/**
 * Counts operations that cost much more than others against limits of their own: how many one
 * caller may begin in a period, of which all replicas know, and how many of one caller and of one
 * tenant may be in progress at a time in this process. Each kind of operation has its limits, so
 * that one who searches too much can still upload.
 *
 * <p>An operation is counted when its caller has been let in, and before its body is read: whoever
 * may not do it uses up nothing but requests, and what is repeated, or refused for what it says,
 * counts like any other.
 */
@ApplicationScoped
public class CostlyOperations {

    /** After the other checks of the caller, and before anything is done for the request. */
    private static final int AFTER_CALLER = Priorities.AUTHORIZATION + 100;

    /** Under which the context of a request holds its permit. */
    private static final String PERMIT = "temoin.costly-permit";

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private record OfCaller(Holder holder, String operations) {}

    private record OfTenant(String tenant, String operations) {}

    private final Allowances allowances;
    private final AddressHolder addresses;
    private final BodyLimit bodies;
    private final CurrentVertxRequest current;
    private final Map<String, CostlyUse> limits;
    private final InFlight inFlight = new InFlight();

    CostlyOperations(
            Allowances allowances,
            AddressHolder addresses,
            BodyLimit bodies,
            CurrentVertxRequest current,
            LimitSettings settings) {
        this.allowances = allowances;
        this.addresses = addresses;
        this.bodies = bodies;
        this.current = current;
        this.limits = settings.costly();
    }

    /** A filter is bound to an annotation whatever its value. */
    @Costly("operations")
    @ServerRequestFilter(priority = AFTER_CALLER)
    Uni<Void> filter(SimpleResourceInfo resource, RoutingContext context) {
        String operations = operations(resource);
        Context requests = Objects.requireNonNull(Vertx.currentContext(), "a request has one");
        return Uni.createFrom()
                .emitter(
                        emitter ->
                                requests.runOnContext(
                                        _ ->
                                                count(
                                                        context,
                                                        operations,
                                                        refusal -> {
                                                            if (refusal == null) {
                                                                emitter.complete(null);
                                                            } else {
                                                                emitter.fail(refusal);
                                                            }
                                                        })));
    }

    private static String operations(SimpleResourceInfo resource) {
        try {
            Costly costly =
                    resource.getResourceClass()
                            .getDeclaredMethod(resource.getMethodName(), resource.parameterTypes())
                            .getAnnotation(Costly.class);
            return Objects.requireNonNull(costly, "bound by it").value();
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("a resource has its method", impossible);
        }
    }

    /**
     * The same for an operation that a router handler serves; call it on the event loop, before the
     * body is read.
     *
     * @param operations as in {@link Costly#value}
     * @param then goes on; not called when a limit was reached, which the request is answered with,
     *     or when the client is gone
     */
    public void admit(RoutingContext context, String operations, Runnable then) {
        count(
                context,
                operations,
                refusal -> {
                    if (refusal != null) {
                        RequestQuotas.refuse(context, bodies, refusal);
                    } else if (!context.response().closed()) {
                        then.run();
                    }
                });
    }

    /**
     * Has the operation of the request at hand counted as in progress after its answer, too.
     *
     * @return to be run when the work has ended, or is not begun; running it again does nothing
     */
    public Runnable keepInProgress() {
        Permit permit = Objects.requireNonNull(current.getCurrent().get(PERMIT), "it is costly");
        return permit.use();
    }

    private void count(
            RoutingContext context, String operations, Consumer<@Nullable TooManyRequests> then) {
        Holder holder = Holder.of(context, addresses);
        CostlyUse limit = Objects.requireNonNull(limits.get(operations), "it has defaults");
        String kind = operations.replace('-', ' ');
        String busy = begin(context, holder, operations, limit);
        if (busy != null) {
            then.accept(refused(busy.formatted(kind)));
        } else if (limit.requests() == 0) {
            then.accept(null);
        } else {
            allowances.take(
                    holder.tenant(),
                    new Quota(operations, limit.requests(), limit.period()),
                    holder.name(),
                    answer -> then.accept(refusal(answer, kind)));
        }
    }

    private static @Nullable TooManyRequests refusal(Answer answer, String kind) {
        return switch (answer) {
            case Answer.Admitted _ -> null;
            case Answer.Refused(var quota, var retryAfter) ->
                    new TooManyRequests(
                            TooManyRequests.CODE,
                            "You have reached your limit on %s; wait for the time given in Retry-After."
                                    .formatted(kind),
                            retryAfter,
                            quota.policy());
        };
    }

    private static TooManyRequests refused(String sentence) {
        return new TooManyRequests(TooManyRequests.CODE, sentence, A_MOMENT);
    }

    /** Takes a permit until the request has been answered; a sentence where there is none. */
    private @Nullable String begin(
            RoutingContext context, Holder holder, String operations, CostlyUse limit) {
        OfCaller caller = new OfCaller(holder, operations);
        if (!inFlight.begin(caller, limit.concurrent())) {
            return "You have reached your limit on %s in progress; wait until some of them have"
                    + " ended.";
        }
        OfTenant tenant = new OfTenant(holder.tenant(), operations);
        if (!inFlight.begin(tenant, limit.tenantConcurrent())) {
            inFlight.end(caller);
            return "Your tenant has reached its limit on %s in progress; wait until some of them"
                    + " have ended.";
        }
        Permit permit =
                new Permit(
                        () -> {
                            inFlight.end(caller);
                            inFlight.end(tenant);
                        });
        context.put(PERMIT, permit);
        Runnable end = permit.use();
        if (context.response().ended() || context.response().closed()) {
            end.run(); // nobody would tell its end any more
        } else {
            context.addEndHandler(_ -> end.run());
        }
        return null;
    }
}
