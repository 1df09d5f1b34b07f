// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.temoin.launcher.suite.Json;
import io.temoin.launcher.suite.ServiceName;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One request of the story: what is sent, and how it is shown as a curl line. */
final class Ask {

    private final String method;
    private final ServiceName service;
    private final String path;
    private final @Nullable Actor actor;
    private final Map<String, HeaderValue> headers;
    private final byte[] body;
    private final String shownBody;

    /** A value, and what is printed in its place when it is too long to read. */
    private record HeaderValue(String value, String shown) {}

    private Ask(
            String method,
            ServiceName service,
            String path,
            @Nullable Actor actor,
            Map<String, HeaderValue> headers,
            byte[] body,
            String shownBody) {
        this.method = method;
        this.service = service;
        this.path = path;
        this.actor = actor;
        this.headers = headers;
        this.body = body;
        this.shownBody = shownBody;
    }

    static Ask get(ServiceName service, String path) {
        return new Ask("GET", service, path, null, Map.of(), new byte[0], "");
    }

    static Ask put(ServiceName service, String path) {
        return new Ask("PUT", service, path, null, Map.of(), new byte[0], "");
    }

    /** A command; it gets an idempotency key of its own. */
    static Ask post(ServiceName service, String path) {
        return new Ask("POST", service, path, null, Map.of(), new byte[0], "")
                .with("Idempotency-Key", UUID.randomUUID().toString());
    }

    /** Who asks; a person says at which workstation. */
    Ask as(Actor who) {
        var asked = new Ask(method, service, path, who, headers, body, shownBody);
        return who.isPerson() ? asked.with("X-Workstation", who.workstation()) : asked;
    }

    Ask with(String header, String value) {
        return with(header, value, value);
    }

    /** A header whose value is printed as something shorter, a shell variable for instance. */
    Ask with(String header, String value, String shown) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, new HeaderValue(value, shown));
        return new Ask(method, service, path, actor, more, body, shownBody);
    }

    Ask json(Map<String, ?> value) {
        try {
            var text = Json.MAPPER.writeValueAsString(value);
            return new Ask(
                            method,
                            service,
                            path,
                            actor,
                            headers,
                            text.getBytes(StandardCharsets.UTF_8),
                            "-d '" + text + "'")
                    .with("Content-Type", "application/json");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Bytes of a file, shown as that file. */
    Ask file(byte[] bytes, String shownPath) {
        return new Ask(method, service, path, actor, headers, bytes, "--data-binary @" + shownPath);
    }

    String method() {
        return method;
    }

    ServiceName service() {
        return service;
    }

    String path() {
        return path;
    }

    @Nullable Actor actor() {
        return actor;
    }

    byte[] body() {
        return body.clone();
    }

    Map<String, String> headers() {
        var values = new LinkedHashMap<String, String>();
        headers.forEach((name, shown) -> values.put(name, shown.value()));
        return values;
    }

    /** The request as it can be pasted into a shell that knows the variables of the prelude. */
    String curl() {
        var line = new StringBuilder("curl -i ");
        if (!"GET".equals(method)) {
            line.append("-X ").append(method).append(' ');
        }
        line.append("\"$").append(service.name()).append(path).append('"');
        if (actor != null) {
            option(line, "-H \"Authorization: Bearer $" + actor.variable() + "\"");
        }
        headers.forEach(
                (name, shown) -> option(line, "-H \"" + name + ": " + shown.shown() + "\""));
        if (!shownBody.isEmpty()) {
            option(line, shownBody);
        }
        return line.toString();
    }

    private static void option(StringBuilder line, String option) {
        line.append(" \\\n    ").append(option);
    }
}
