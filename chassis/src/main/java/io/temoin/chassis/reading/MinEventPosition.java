// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.reading;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.reading.ReadModel.Progress;
import io.temoin.chassis.requests.Callers;
import io.temoin.shredding.TenantId;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/**
 * Lets a caller read what it wrote: a request with {@code Min-Event-Position} is answered once the
 * read model it is answered from has reached that event, and after two seconds without with 503.
 * Every operation of the API honours it, so that no list can be forgotten; what is replayed from
 * events at each request waits for nothing it would not show anyway.
 *
 * <p>Asks the database again and again: whoever projects may be another process.
 */
@ApplicationScoped
class MinEventPosition {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration STEP = Duration.ofMillis(40);

    private final Instance<ReadModel> models;
    private final Callers callers;
    private final CurrentIdentityAssociation identities;

    MinEventPosition(
            @Any Instance<ReadModel> models,
            Callers callers,
            CurrentIdentityAssociation identities) {
        this.models = models;
        this.callers = callers;
        this.identities = identities;
    }

    /** Strangers, whom a public address serves, have no events to wait for. */
    @ServerRequestFilter
    Uni<Void> reach(SimpleResourceInfo resource, RoutingContext context) {
        String header = context.request().getHeader(EventPosition.HEADER);
        if (header == null || identities.getIdentity().isAnonymous()) {
            return Uni.createFrom().voidItem();
        }
        EventPosition position = EventPosition.parse(header);
        ReadFrom from = resource.getResourceClass().getAnnotation(ReadFrom.class);
        Class<? extends ReadModel> model = from == null ? Projections.class : from.value();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        return await(models.select(model).get(), callers.current().tenant(), position, deadline);
    }

    private static Uni<Void> await(
            ReadModel model, TenantId tenant, EventPosition position, long deadline) {
        return model.progress(tenant, position)
                .chain(progress -> goOn(progress, model, tenant, position, deadline));
    }

    private static Uni<Void> goOn(
            Progress progress,
            ReadModel model,
            TenantId tenant,
            EventPosition position,
            long deadline) {
        return switch (progress) {
            case REACHED -> Uni.createFrom().voidItem();
            case UNKNOWN -> throw unknown();
            case BEHIND -> {
                if (System.nanoTime() - deadline >= 0) {
                    throw new PositionNotReached();
                }
                yield Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(STEP)
                        .chain(() -> await(model, tenant, position, deadline));
            }
        };
    }

    private static RuntimeException unknown() {
        return ChassisProblem.EVENT_POSITION_UNKNOWN.at(
                EventPosition.HEADER,
                "This service has no event at this position for your tenant; send an"
                        + " Event-Position returned by this service.");
    }
}
