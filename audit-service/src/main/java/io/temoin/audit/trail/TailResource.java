// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.temoin.audit.trail.LiveTails.TailEvent;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.reading.ReadFrom;
import io.temoin.chassis.requests.BodyLimit;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Problems;
import io.temoin.eventsourcing.Rejected;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/** The trail as it grows, as server-sent events (HTML Living Standard, §9.2). */
@Path("/v1/entries/stream")
@ReadFrom(TrailStore.class)
@Tag(name = "Trail")
public class TailResource {

    private static final String LIST = "tail";

    private final LiveTails tails;
    private final Callers callers;
    private final CurrentIdentityAssociation identities;
    private final Cursors cursors;
    private final ObjectMapper json;

    TailResource(
            LiveTails tails,
            Callers callers,
            CurrentIdentityAssociation identities,
            Cursors cursors,
            ObjectMapper json) {
        this.tails = tails;
        this.callers = callers;
        this.identities = identities;
        this.cursors = cursors;
        this.json = json;
    }

    /** What arrives, until the token expires or the connection's time is over. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Operation(
            operationId = "followEntries",
            summary = "Follow entries as they arrive",
            description =
                    "Server-sent events in order of arrival, within a second. Each has an id;"
                            + " reconnect with the last one in Last-Event-ID, and no event is lost or"
                            + " repeated. Keep-alive comments carry an id too. The stream ends when the"
                            + " token expires, after 15 minutes, or when the service shuts down;"
                            + " reconnect to continue. Opening a stream is itself recorded as an"
                            + " entry.")
    @APIResponse(
            responseCode = "200",
            description = "Events named entry, each with an Entry as its data.",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = String.class)))
    @Problems({
        "cursor-invalid",
        "live-tails-of-user-taken",
        "live-tails-of-tenant-taken",
        "service-stopping"
    })
    public Uni<Feed> follow(
            @BeanParam TrailResource.Filter filter,
            @HeaderParam("Last-Event-ID")
                    @Parameter(
                            description =
                                    "The last id received; by default, only new entries are"
                                            + " sent.")
                    @Nullable String lastEventId,
            @Context RoutingContext request) {
        Caller caller = callers.current();
        Duration lasts = tails.lasts(expires());
        return tails.follow(caller, filter.question(), logOffsets(caller, lastEventId))
                // Reconnecting on this connection would lead to this replica again.
                .onFailure(LiveTails.Stopping.class)
                .invoke(() -> BodyLimit.closeAfterwards(request))
                .map(events -> new Feed(events.map(event -> text(caller, event)), lasts));
    }

    private @Nullable LogOffsets logOffsets(Caller caller, @Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return null;
        }
        try {
            return LogOffsets.of(cursors.decode(caller.tenant(), LIST, lastEventId));
        } catch (Rejected _) {
            throw ChassisProblem.CURSOR_INVALID.at(
                    "Last-Event-ID", "This id was not issued by this stream.");
        }
    }

    /** JSON has no line breaks of its own, so an entry is one line of data. */
    private String text(Caller caller, TailEvent event) {
        String id = cursors.encode(caller.tenant(), LIST, event.logOffsets().keys());
        return switch (event) {
            case TailEvent.NewEntry(var entry, _) ->
                    "event: entry\nid: %s\ndata: %s\n\n".formatted(id, text(entry));
            case TailEvent.Heartbeat _ -> ": still here\nid: %s\n\n".formatted(id);
        };
    }

    private String text(Entry entry) {
        try {
            return json.writeValueAsString(entry);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("an entry is writable as JSON", failure);
        }
    }

    /** By the identity provider's clock and ours, not the demonstration's. */
    private Duration expires() {
        if (!(identities.getIdentity().getPrincipal() instanceof JsonWebToken token)) {
            throw new UnauthorizedException();
        }
        Duration left =
                Duration.between(Instant.now(), Instant.ofEpochSecond(token.getExpirationTime()));
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    /**
     * Server-sent events as text, as they come.
     *
     * @param lasts how long they are sent
     */
    public record Feed(Multi<String> events, Duration lasts) {}

    /**
     * Sends a feed, an event when the one before it was taken. The framework's own way answers 200
     * before it knows whether there is anything to follow.
     */
    @Provider
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public static final class FeedWriter implements ServerMessageBodyWriter<Feed> {

        @Override
        public boolean isWriteable(
                Class<?> type,
                Type genericType,
                ResteasyReactiveResourceInfo target,
                MediaType mediaType) {
            return type == Feed.class;
        }

        @Override
        public boolean isWriteable(
                Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
            return type == Feed.class;
        }

        @Override
        public void writeResponse(Feed feed, Type genericType, ServerRequestContext context) {
            var request = (ResteasyReactiveRequestContext) context; // it alone can be suspended
            request.suspend();
            request.serverResponse().setChunked(true);
            request.serverResponse().setResponseHeader("Cache-Control", "no-store");
            Sending sending = new Sending(request, feed.lasts());
            request.serverResponse().addCloseHandler(sending::end);
            feed.events().subscribe().withSubscriber(sending);
        }

        @Override
        public void writeTo(
                Feed feed,
                Class<?> type,
                Type genericType,
                Annotation[] annotations,
                MediaType mediaType,
                MultivaluedMap<String, Object> headers,
                OutputStream body) {
            throw new IllegalStateException("a feed is sent and not written");
        }
    }

    /** A feed on its way to one client; ends once, by whoever comes first. */
    private static final class Sending implements MultiSubscriber<String> {

        private static final Logger LOG = Logger.getLogger(Sending.class);

        private final ResteasyReactiveRequestContext request;
        private final Vertx vertx =
                Objects.requireNonNull(Vertx.currentContext(), "a request has a context").owner();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final long timer;
        private volatile Flow.@Nullable Subscription subscription;

        Sending(ResteasyReactiveRequestContext request, Duration lasts) {
            this.request = request;
            this.timer = vertx.setTimer(Math.max(1, lasts.toMillis()), _ -> end());
        }

        @Override
        public void onSubscribe(Flow.Subscription started) {
            subscription = started;
            if (ended.get()) {
                started.cancel();
            } else {
                started.request(1);
            }
        }

        @Override
        public void onItem(String event) {
            request.serverResponse()
                    .write(
                            event.getBytes(StandardCharsets.UTF_8),
                            failure -> {
                                if (failure == null) {
                                    next();
                                } else {
                                    end(); // nobody is there any more
                                }
                            });
        }

        @Override
        public void onFailure(Throwable failure) {
            LOG.warn("a live tail ended with a failure; the client can resume it", failure);
            end();
        }

        @Override
        public void onCompletion() {
            end();
        }

        private void next() {
            Flow.Subscription running = subscription;
            if (running != null) {
                running.request(1);
            }
        }

        private void end() {
            if (ended.compareAndSet(false, true)) {
                vertx.cancelTimer(timer);
                Flow.Subscription running = subscription;
                if (running != null) {
                    running.cancel();
                }
                request.serverResponse().end();
                request.resume();
            }
        }
    }
}
