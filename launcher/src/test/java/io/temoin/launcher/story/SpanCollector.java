// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A trace collector: takes what the services export over OTLP/HTTP and keeps it. Thread-safe. */
public final class SpanCollector implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpServer server;
    private final List<Seen> spans = new ArrayList<>();
    private @Nullable Throwable failure;

    /**
     * A span as it arrived.
     *
     * @param service whose it is
     * @param parent id of the span it is part of; empty for the first of a trace
     */
    record Seen(
            String service,
            SpanKind kind,
            String name,
            String trace,
            String id,
            String parent,
            Map<String, String> attributes) {

        /** Who did what, and about which event. */
        String label() {
            var type = attributes.getOrDefault("cloudevents.event_type", "");
            return service
                    + ": "
                    + name
                    + type.replaceFirst("io\\.temoin\\.\\w+\\.(\\w+)\\.v1", " $1");
        }
    }

    private SpanCollector(HttpServer server) {
        this.server = server;
    }

    /** Listens on a free port. */
    public static SpanCollector start() {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var collector = new SpanCollector(server);
            server.createContext("/v1/traces", collector::take);
            server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The environment of a service that exports every span here, soon after it ends. */
    public Map<String, String> settings() {
        return Map.of(
                "TEMOIN_TRACING_DISABLED", "false",
                "TEMOIN_TRACE_RATIO", "1",
                "TEMOIN_OTLP_ENDPOINT", "http://127.0.0.1:" + server.getAddress().getPort(),
                "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200ms");
    }

    /** The spans of a trace once they are as awaited; after a minute, those there are. */
    synchronized List<Seen> trace(String trace, Predicate<List<Seen>> asAwaited) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var found = ofTrace(trace);
        while (!asAwaited.test(found) && System.nanoTime() < deadline) {
            checkReadable();
            try {
                wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for spans", e);
            }
            found = ofTrace(trace);
        }
        return found;
    }

    /** Everything so far. */
    synchronized List<Seen> all() {
        checkReadable();
        return List.copyOf(spans);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private List<Seen> ofTrace(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            add(ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()));
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        } catch (IOException | RuntimeException | LinkageError e) {
            // The server would keep it to itself.
            fail(e);
            throw e;
        }
    }

    private synchronized void fail(Throwable unreadable) {
        failure = unreadable;
        notifyAll();
    }

    private void checkReadable() {
        if (failure != null) {
            throw new IllegalStateException("an export could not be taken", failure);
        }
    }

    private synchronized void add(ExportTraceServiceRequest request) {
        for (ResourceSpans resource : request.getResourceSpansList()) {
            var service =
                    attributes(resource.getResource().getAttributesList())
                            .getOrDefault("service.name", "?");
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                scope.getSpansList().forEach(span -> spans.add(seen(service, span)));
            }
        }
        notifyAll();
    }

    private static Seen seen(String service, Span span) {
        var hex = HexFormat.of();
        return new Seen(
                service,
                span.getKind(),
                span.getName(),
                hex.formatHex(span.getTraceId().toByteArray()),
                hex.formatHex(span.getSpanId().toByteArray()),
                hex.formatHex(span.getParentSpanId().toByteArray()),
                attributes(span.getAttributesList()));
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        var texts = new HashMap<String, String>();
        for (KeyValue attribute : attributes) {
            var value = attribute.getValue();
            texts.put(
                    attribute.getKey(),
                    value.hasStringValue() ? value.getStringValue() : value.toString());
        }
        return texts;
    }
}
