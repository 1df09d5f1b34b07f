// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.ProblemMapper;
import io.temoin.keystart.StartWait;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Answers at the ports of the service while its start waits for the key provider. They are opened
 * for good when all of a start is done, and a process that answers no probe would be killed and
 * started again, for as long as the provider is away: it is alive and not ready, tells why, and
 * answers every other request with 503.
 */
@ApplicationScoped
@SuppressWarnings("deprecation") // the registry that this version of Quarkus has
class WaitingStart implements StartWait {

    private static final Logger LOG = Logger.getLogger(WaitingStart.class);

    private static final String JSON = "application/json";
    private static final String HEALTH = "/q/health";

    private final Vertx vertx;
    private final PrometheusMeterRegistry metrics;
    private final ServicePorts ports;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private @Nullable Thread hook;
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<Meter> gauges = new ArrayList<>();
    private volatile String reason = "";

    WaitingStart(Vertx vertx, PrometheusMeterRegistry metrics, ServicePorts ports) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.ports = ports;
    }

    @Override
    public void pause(KeyProviderUnavailable why, Duration pause) {
        reason = String.valueOf(why.getMessage());
        LOG.errorf(
                "%s: %s. The start waits for it: the service is not ready and answers 503. The"
                        + " provider is asked again in %d s.",
                why.isRefusal()
                        ? "The key provider refuses a key that the service needs, and will until"
                                + " somebody acts"
                        : "The key provider does not give out a key that the service needs",
                why.getMessage(),
                pause.toSeconds());
        if (servers.isEmpty()) {
            begin();
        }
        if (isStoppedWithin(pause)) {
            throw stopped();
        }
    }

    @Override
    public <T> Uni<T> stop() {
        if (hook == null) {
            hook = new Thread(() -> stopped.complete(null));
            Runtime.getRuntime().addShutdownHook(hook);
        }
        return Uni.createFrom()
                .completionStage(stopped::copy)
                .flatMap(_ -> Uni.createFrom().failure(WaitingStart::stopped));
    }

    @Override
    public void end() {
        Future.all(servers.stream().map(HttpServer::close).toList())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        servers.clear();
        gauges.forEach(metrics::remove);
        gauges.clear();
        if (hook != null && !stopped.isDone()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        hook = null;
    }

    private void begin() {
        gauges.add(Gauge.builder(KeyProviderWatch.UP, () -> 0).register(metrics));
        gauges.add(
                Gauge.builder(ReadinessMetrics.READY, () -> 0)
                        .tags(Tags.of(ReadinessMetrics.CHECK, KeyProviderWatch.CHECK))
                        .register(metrics));
        listen(ports.management(), probes());
        ports.service().forEach(options -> listen(options, refusals()));
    }

    private void listen(HttpServerOptions options, Router router) {
        servers.add(
                vertx.createHttpServer(options)
                        .requestHandler(router)
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join());
    }

    private Router probes() {
        Router router = Router.router(vertx);
        router.get(HEALTH + "/live").handler(context -> answer(context, 200, health("UP")));
        router.get(HEALTH + "/started").handler(context -> answer(context, 200, health("UP")));
        router.get(HEALTH + "/ready").handler(this::notReady);
        router.get(HEALTH).handler(this::notReady);
        router.get("/q/metrics").handler(this::metrics);
        return router;
    }

    private void notReady(RoutingContext context) {
        answer(
                context,
                503,
                health(
                        "DOWN",
                        new JsonObject()
                                .put("name", KeyProviderWatch.CHECK)
                                .put("status", "DOWN")
                                .put("data", new JsonObject().put("key provider", reason))));
    }

    private void metrics(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(metrics.scrape());
    }

    private static JsonObject health(String status, JsonObject... checks) {
        return new JsonObject().put("status", status).put("checks", new JsonArray(List.of(checks)));
    }

    private static void answer(RoutingContext context, int status, JsonObject body) {
        context.response().setStatusCode(status).putHeader("Content-Type", JSON).end(body.encode());
    }

    private Router refusals() {
        Router router = Router.router(vertx);
        router.route().handler(context -> ProblemMapper.answer(context, "service-unavailable"));
        return router;
    }

    private boolean isStoppedWithin(Duration pause) {
        return stopped.copy()
                .thenApply(_ -> true)
                .completeOnTimeout(false, pause.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static IllegalStateException stopped() {
        return new IllegalStateException("The service was stopped while its start waited.");
    }
}
