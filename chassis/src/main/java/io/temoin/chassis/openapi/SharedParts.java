// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Headers and parameters that mean the same wherever they appear: described here, once. A resource
 * at most names a header ({@code @Header(name = "ETag")}); those that follow from the kind of an
 * operation, such as Link of a paged list, it need not even name.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = SharedParts.LAST)
public final class SharedParts implements OASFilter {

    /** After the problems were added. */
    static final int LAST = 0;

    private static final String HEADERS = "#/components/headers/";
    private static final String KEY = "Idempotency-Key";

    /** Link of a refusal, which leads elsewhere than Link of a page. */
    private static final String PROBLEM_LINK = "Problem-Link";

    private static final Map<String, Header> SHARED = shared();

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        Set<String> used = new TreeSet<>();
        Schemas.operations(document).forEach(operation -> describe(operation, used));
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        used.forEach(name -> document.getComponents().addHeader(name, SHARED.get(name)));
        ExampleFiles.addTo(document);
        SharedResponses.extract(document);
        SharedParameters.extract(document);
    }

    @Override
    public Parameter filterParameter(Parameter parameter) {
        if (parameter.getName() == null) {
            return parameter;
        }
        if (parameter.getSchema() != null) {
            SharedFormats.of(parameter.getName(), parameter.getSchema());
        }
        return switch (parameter.getName()) {
            case KEY ->
                    parameter
                            .required(true)
                            .schema(text().minLength(1).maxLength(128))
                            .description(
                                    "1 to 128 visible characters; send the same key when you repeat"
                                            + " a request. From another caller, the same key is a"
                                            + " new request.");
            case "limit" ->
                    parameter.getSchema() != null && parameter.getSchema().getMaximum() != null
                            ? parameter // an exception that says so itself
                            : parameter
                                    .schema(
                                            whole("int32")
                                                    .minimum(BigDecimal.ONE)
                                                    .maximum(BigDecimal.valueOf(200))
                                                    .defaultValue(50))
                                    .description("How many items to return.");
            case "cursor" ->
                    parameter
                            .schema(text().minLength(1))
                            .description("The value of next from the previous page; opaque.");
            default -> parameter;
        };
    }

    private static void describe(Operation operation, Set<String> used) {
        if (operation.getSecurity() == null) {
            operation.setSecurity(new ArrayList<>()); // said aloud: nobody has to sign in
        }
        operation
                .getResponses()
                .getAPIResponses()
                .forEach((status, response) -> describe(operation, status, response, used));
    }

    private static void describe(
            Operation operation, String status, APIResponse response, Set<String> used) {
        Map<String, Header> headers = new TreeMap<>();
        if (response.getHeaders() != null) {
            headers.putAll(response.getHeaders());
        }
        implied(operation, status).forEach(name -> headers.putIfAbsent(name, SHARED.get(name)));
        headers.replaceAll(
                (name, header) -> {
                    String shared =
                            name.equals("Link") && !status.startsWith("2") ? PROBLEM_LINK : name;
                    if (!SHARED.containsKey(shared)) {
                        return header;
                    }
                    used.add(shared);
                    return OASFactory.createHeader().ref(HEADERS + shared);
                });
        response.setHeaders(headers);
    }

    /** What answers of a kind carry without their operation saying so. */
    private static Set<String> implied(Operation operation, String status) {
        Set<String> names = new TreeSet<>();
        names.add("X-Correlation-Id");
        if (status.startsWith("2")) {
            if (takes(operation, KEY)) {
                names.add("Event-Position");
                names.add("Idempotent-Replay");
            }
            if (takes(operation, "cursor")) {
                names.add("Link");
            }
            if (takes(operation, "Accept-Language")) {
                names.add("Content-Language");
            }
        }
        if (status.startsWith("4") || status.startsWith("5")) {
            names.add("Content-Language");
            names.add("Link");
        }
        switch (status) {
            case "401" -> names.add("WWW-Authenticate");
            case "415" -> names.add("Accept-Encoding");
            case "429" -> names.addAll(List.of("Retry-After", "RateLimit", "RateLimit-Policy"));
            case "503" -> names.add("Retry-After");
            default -> {
                // no more than the others
            }
        }
        return names;
    }

    private static boolean takes(Operation operation, String parameter) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(it -> parameter.equals(it.getName()));
    }

    private static Map<String, Header> shared() {
        Map<String, Header> headers = new LinkedHashMap<>();
        headers.put(
                "X-Correlation-Id",
                OASFactory.createHeader()
                        .required(true)
                        .schema(text().format("uuid"))
                        .description(
                                "Links everything the request caused across the services; the"
                                        + " client's own value if it sent a UUID."));
        put(
                headers,
                "Content-Language",
                text().pattern("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"),
                "Language of the texts in the body (BCP 47); for a problem en or fr, according to"
                        + " Accept-Language.");
        put(
                headers,
                "Event-Position",
                text().pattern("^[0-9a-f-]{36}\\.[0-9]+$"),
                "Id of the last event the command recorded, for Min-Event-Position; absent if it"
                        + " recorded nothing.");
        put(
                headers,
                "Idempotent-Replay",
                OASFactory.createSchema().addType(SchemaType.BOOLEAN),
                "true if this request had already been carried out: this is the original response,"
                        + " and nothing was recorded again.");
        put(
                headers,
                "Link",
                text(),
                "The next page, as rel=next (RFC 8288); absent on the last one.");
        put(
                headers,
                PROBLEM_LINK,
                text(),
                "The page that explains the problem, as rel=help (RFC 8288).");
        headers.put(
                "Location",
                OASFactory.createHeader()
                        .required(true)
                        .schema(text().format("uri-reference").pattern("^/v1/"))
                        .description("Path of the created resource, on the host of the request."));
        put(
                headers,
                "ETag",
                text().pattern("^(W/)?\"[^\"]*\"$"),
                "The version of the resource, for If-Match or If-None-Match.");
        headers.put(
                "Retry-After",
                OASFactory.createHeader()
                        .required(true)
                        .schema(whole("int32").minimum(BigDecimal.ONE))
                        .description("Seconds to wait before repeating the request."));
        put(
                headers,
                "RateLimit-Policy",
                text(),
                "The quota that is used up: its name, q uses in w seconds"
                        + " (draft-ietf-httpapi-ratelimit-headers-10). Absent if another limit was"
                        + " reached.");
        put(
                headers,
                "RateLimit",
                text(),
                "Of the quota in RateLimit-Policy, r uses are left; the next comes in t seconds.");
        put(
                headers,
                "WWW-Authenticate",
                text(),
                "How to authenticate and, if stronger authentication is required, at what level"
                        + " (RFC 9470).");
        put(
                headers,
                "Accept-Encoding",
                text(),
                "identity if the content coding of the body is not supported: send the body without"
                        + " one (RFC 9110 §12.5.3).");
        put(
                headers,
                "Content-Range",
                text(),
                "Byte range and total length, or only the total length if no range is satisfiable"
                        + " (RFC 9110 §14.4).");
        put(headers, "Accept-Ranges", text(), "bytes: parts can be requested by Range.");
        put(headers, "Content-Disposition", text(), "File name for the body (RFC 6266).");
        put(
                headers,
                "Repr-Digest",
                text().pattern("^sha-256=:[A-Za-z0-9+/]{43}=:$"),
                "The recorded hash of the body (RFC 9530).");
        put(
                headers,
                "Upload-Offset",
                whole("int64").minimum(BigDecimal.ZERO),
                "How many bytes of the file have been read; the next part begins there.");
        put(headers, "Cache-Control", text(), "How long the response may be cached, and by whom.");
        return headers;
    }

    private static void put(
            Map<String, Header> headers, String name, Schema schema, String description) {
        headers.put(name, OASFactory.createHeader().schema(schema).description(description));
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }

    private static Schema whole(String format) {
        return OASFactory.createSchema().addType(SchemaType.INTEGER).format(format);
    }
}
