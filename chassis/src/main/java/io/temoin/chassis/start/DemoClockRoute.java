// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.ForbiddenException;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.AllowedMethods;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.ProblemMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/demo-clock} of the demo profile. A resource would be part of every start; a route is
 * added only where the clock can be moved, so that no setting of another profile brings it back.
 */
@ApplicationScoped
class DemoClockRoute {

    private static final String PATH = "/v1/demo-clock";

    /** After authentication and authorisation, which have negative orders. */
    private static final int AFTER_SECURITY = 1;

    /** What the clock reads, and how far it is ahead of the system's. */
    record Reading(Instant now, Duration offset) {}

    /**
     * What the clock shall read.
     *
     * @param now the instant it shall read, or
     * @param offset how far it shall be ahead of the system's clock: the same for several services
     *     sets them alike, however long each request takes
     */
    record Setting(@Nullable Instant now, @Nullable Duration offset) {}

    private final Clock clock;
    private final Callers callers;
    private final ObjectMapper json;
    private final AllowedMethods allowed;

    DemoClockRoute(Clock clock, Callers callers, ObjectMapper json, AllowedMethods allowed) {
        this.clock = clock;
        this.callers = callers;
        this.json = json;
        this.allowed = allowed;
    }

    void register(@Observes Router router) {
        if (clock instanceof Clocks.Demo demo) {
            allowed.add("GET", PATH);
            allowed.add("PUT", PATH);
            router.get(PATH)
                    .order(AFTER_SECURITY)
                    .handler(context -> answer(context, () -> reading(demo)));
            router.put(PATH)
                    .order(AFTER_SECURITY)
                    .handler(BodyHandler.create(false))
                    .handler(context -> answer(context, () -> set(demo, context)));
        }
    }

    private void answer(RoutingContext context, Supplier<Reading> reading) {
        try {
            if (!callers.of(context).has("admin")) {
                throw new ForbiddenException();
            }
            context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(json.writeValueAsString(reading.get()));
        } catch (RuntimeException refused) {
            ProblemMapper.answer(context, refused);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a reading is writable as JSON", failure);
        }
    }

    private Reading set(Clocks.Demo demo, RoutingContext context) {
        Setting setting = read(context);
        if (setting.offset() != null) {
            demo.advance(setting.offset());
        } else if (setting.now() != null) {
            demo.advance(setting.now());
        } else {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/now", "Give either the instant or the offset.");
        }
        return reading(demo);
    }

    private Setting read(RoutingContext context) {
        Buffer body = context.body().buffer();
        if (body != null) {
            try {
                return json.readValue(body.getBytes(), Setting.class);
            } catch (IOException _) {
                throw unreadable();
            }
        }
        throw unreadable();
    }

    private static RuntimeException unreadable() {
        return ChassisProblem.REQUEST_INVALID.at(
                "", "Give JSON with the instant (now) or the offset (an ISO 8601 duration).");
    }

    private static Reading reading(Clocks.Demo demo) {
        return new Reading(demo.instant(), demo.offset());
    }
}
