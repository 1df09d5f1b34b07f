// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.quarkus.security.ForbiddenException;
import io.quarkus.virtual.threads.VirtualThreads;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.limits.CostlyOperations;
import io.temoin.chassis.requests.AcceptedTypes;
import io.temoin.chassis.requests.AllowedMethods;
import io.temoin.chassis.requests.BodyLimit;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.LongBody;
import io.temoin.chassis.requests.ProblemMapper;
import io.temoin.chassis.requests.QueryParameters;
import io.temoin.chassis.requests.Uuids;
import io.temoin.consent.screening.ScreeningImport.State;
import io.temoin.consent.screening.domain.ScreeningProblem;
import io.temoin.eventsourcing.Rejected;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code PATCH /v1/screening-imports/{id}}: the bytes of a file, or of the rest of one. The only
 * operation that is not a JAX-RS resource: a router handler can leave the body unread until it is
 * wanted, and then hold the client back. Headers as in draft-ietf-httpbis-resumable-upload.
 */
@Singleton
class ImportUploadRoute {

    private static final int AFTER_SECURITY = 1;

    /** What its limits are called. */
    private static final String UPLOADS = "uploads";

    private static final String OFFSET = "Upload-Offset";
    private static final String COMPLETE = "Upload-Complete";
    private static final String NOT_YET = "?0";
    private static final String PATH = "/v1/screening-imports/";
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");
    private static final Set<String> TYPES =
            Set.of("text/csv", "text/plain", "application/partial-upload");

    private record Part(Caller caller, UUID id, long offset, boolean last) {}

    private final ImportUpload upload;
    private final RegisterImporter importer;
    private final Callers callers;
    private final ExecutorService virtualThreads;
    private final AllowedMethods allowed;
    private final BodyLimit bodies;
    private final CostlyOperations limits;

    ImportUploadRoute(
            ImportUpload upload,
            RegisterImporter importer,
            Callers callers,
            @VirtualThreads ExecutorService virtualThreads,
            AllowedMethods allowed,
            BodyLimit bodies,
            CostlyOperations limits) {
        this.upload = upload;
        this.importer = importer;
        this.callers = callers;
        this.virtualThreads = virtualThreads;
        this.allowed = allowed;
        this.bodies = bodies;
        this.limits = limits;
    }

    void register(@Observes Router router) {
        bodies.except(ImportUploadRoute::takes);
        allowed.add("PATCH", PATH + "{id}");
        router.patch(PATH + ":id").order(AFTER_SECURITY).handler(this::receive);
    }

    /** Its bodies are long; what else comes by keeps the usual limit. */
    private static boolean takes(RoutingContext context) {
        return context.request().method().name().equals("PATCH")
                && context.normalizedPath().startsWith(PATH);
    }

    private void receive(RoutingContext context) {
        context.request().pause();
        try {
            AcceptedTypes.requireJson(context);
            QueryParameters.refuseAny(context);
            Part part = part(context, callers.of(context));
            limits.admit(context, UPLOADS, () -> begin(context, part));
        } catch (RuntimeException refused) {
            refuse(context, refused);
        }
    }

    private void begin(RoutingContext context, Part part) {
        LongBody body = LongBody.of(context, Long.MAX_VALUE); // the import counts
        virtualThreads.execute(() -> keep(context, part, body));
    }

    private void keep(RoutingContext context, Part part, LongBody body) {
        try {
            ScreeningImport expected = upload.expecting(part.caller(), part.id(), part.offset());
            body.begin();
            ScreeningImport reached =
                    upload.receive(expected, body, part.caller().asActor(), part.last());
            if (reached.state() == State.RUNNING) {
                importer.start(reached.tenant(), reached.id());
            }
            body.onEventLoop(() -> succeed(context, reached));
        } catch (RuntimeException refused) {
            body.onEventLoop(() -> refuse(context, refused));
        }
    }

    private static Part part(RoutingContext context, Caller caller) {
        if (!caller.has("dpo") && !caller.has("admin")) {
            throw new ForbiddenException();
        }
        HttpServerRequest request = context.request();
        requireText(request.getHeader(HttpHeaders.CONTENT_TYPE));
        return new Part(
                caller,
                id(context.pathParam("id")),
                offset(request.getHeader(OFFSET)),
                !NOT_YET.equals(request.getHeader(COMPLETE)));
    }

    private static UUID id(@Nullable String text) {
        UUID id = Uuids.parse(text);
        if (id == null) {
            throw ImportStore.unknown();
        }
        return id;
    }

    private static long offset(@Nullable String header) {
        if (header == null) {
            return 0;
        }
        if (!DIGITS.matcher(header).matches()) {
            throw ChassisProblem.HEADER_INVALID.at(
                    OFFSET, "Upload-Offset must be the number of bytes received so far.");
        }
        return Long.parseLong(header);
    }

    private static void requireText(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.split(";", 2)[0];
        if (!TYPES.contains(type.strip().toLowerCase(Locale.ROOT))) {
            throw Rejected.at(
                    "Content-Type",
                    ScreeningProblem.IMPORT_FORMAT_UNSUPPORTED,
                    "Registers are accepted as text/csv or text/plain only.");
        }
    }

    private static void succeed(RoutingContext context, ScreeningImport reached) {
        HttpServerResponse response = context.response();
        if (!response.closed()) {
            response.setStatusCode(202)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(OFFSET, Long.toString(reached.progress().received()))
                    .end(Json.encode(ImportAnswer.of(reached)));
        }
    }

    private void refuse(RoutingContext context, RuntimeException refused) {
        bodies.refuseUpload(context, () -> ProblemMapper.answer(context, refused));
    }
}
