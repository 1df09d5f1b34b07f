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
 * counts like any other. It is in progress once its body is there, or a slow client would have a
 * place for as long as it likes; an upload, which is written as it comes, from its first byte on.
 */
@ApplicationScoped
public class CostlyOperations {

    /** After the other checks of the caller, and before anything is done for the request. */
    private static final int AFTER_CALLER = Priorities.AUTHORIZATION + 100;

    /** Under which the context of a request holds it. */
    private static final String OPERATION = "temoin.costly-operation";

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

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
                                                        prepare(context, operations),
                                                        refusal -> {
                                                            if (refusal == null) {
                                                                emitter.complete(null);
                                                            } else {
                                                                emitter.fail(refusal);
                                                            }
                                                        })));
    }

    /** The operation of the request at hand begins, now that its body is there. */
    void begin() {
        String busy = ofCurrentRequest().begin();
        if (busy != null) {
            throw refused(busy);
        }
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
        CostlyOperation operation = prepare(context, operations);
        count(
                operation,
                refusal -> {
                    String busy = refusal == null ? operation.begin() : null;
                    TooManyRequests refused = busy == null ? refusal : refused(busy);
                    if (refused != null) {
                        RequestQuotas.refuse(context, bodies, refused);
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
        return ofCurrentRequest().use();
    }

    private CostlyOperation ofCurrentRequest() {
        return Objects.requireNonNull(current.getCurrent().get(OPERATION), "it is costly");
    }

    /** Call it on the event loop, where the end of an answer is told. */
    private CostlyOperation prepare(RoutingContext context, String operations) {
        CostlyOperation operation =
                new CostlyOperation(
                        Holder.of(context, addresses),
                        operations,
                        Objects.requireNonNull(limits.get(operations), "it has defaults"),
                        inFlight);
        context.put(OPERATION, operation);
        if (context.response().ended() || context.response().closed()) {
            operation.answered(); // nobody would tell its end any more
        } else {
            context.addEndHandler(_ -> operation.answered());
        }
        return operation;
    }

    /** Where no place is free, none of the period's number is used up. */
    private void count(CostlyOperation operation, Consumer<@Nullable TooManyRequests> then) {
        String busy = operation.busy();
        Quota quota = operation.quota();
        if (busy != null) {
            then.accept(refused(busy));
        } else if (quota == null) {
            then.accept(null);
        } else {
            allowances.take(
                    operation.holder().tenant(),
                    quota,
                    operation.holder().name(),
                    answer -> then.accept(refusal(answer, operation.kind())));
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
}
