// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.AUDIO_INCOMPLETE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.AUDIO_TOO_LARGE;

import io.quarkus.virtual.threads.VirtualThreads;
import io.temoin.chassis.limits.CostlyOperations;
import io.temoin.chassis.requests.AcceptedTypes;
import io.temoin.chassis.requests.AllowedMethods;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.BodyLimit;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.LongBody;
import io.temoin.chassis.requests.ProblemMapper;
import io.temoin.chassis.requests.QueryParameters;
import io.temoin.eventsourcing.Rejected;
import io.temoin.objectstorage.StorageFull;
import io.temoin.recording.RecordingConfig;
import io.temoin.recording.lifecycle.AudioUpload.Outcome;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;

/**
 * {@code PUT /v1/recordings/{id}/audio}: the only operation that is not a JAX-RS resource, because
 * a router handler can leave the body unread until the receipt is verified and then take it five
 * times faster (platform facts in the README).
 */
@ApplicationScoped
public class AudioUploadRoute {

    /** After authentication and authorisation, which have negative orders. */
    private static final int AFTER_SECURITY = 1;

    /** What its limits are called. */
    private static final String UPLOADS = "uploads";

    private static final int INSUFFICIENT_STORAGE = 507;

    /** What an upload is answered with. */
    record Answer(
            String id,
            long length,
            String sha256,
            List<String> purposes,
            String controller,
            String subject) {

        static Answer of(Stored recording) {
            return new Answer(
                    recording.id().toString(),
                    recording.audio().length(),
                    recording.audio().sha256(),
                    recording.call().purposes().stream().map(PurposeCode::value).toList(),
                    recording.call().controller().value(),
                    recording.call().subject().value());
        }
    }

    private final AudioUpload upload;
    private final Callers callers;
    private final RecordingConfig config;
    private final ExecutorService virtualThreads;
    private final AllowedMethods allowed;
    private final BodyLimit bodies;
    private final CostlyOperations limits;

    AudioUploadRoute(
            AudioUpload upload,
            Callers callers,
            RecordingConfig config,
            @VirtualThreads ExecutorService virtualThreads,
            AllowedMethods allowed,
            BodyLimit bodies,
            CostlyOperations limits) {
        this.upload = upload;
        this.callers = callers;
        this.config = config;
        this.virtualThreads = virtualThreads;
        this.allowed = allowed;
        this.bodies = bodies;
        this.limits = limits;
    }

    void register(@Observes Router router) {
        bodies.except(AudioUploadRoute::takes);
        allowed.add("PUT", "/v1/recordings/{id}/audio");
        router.put("/v1/recordings/:id/audio").order(AFTER_SECURITY).handler(this::receive);
    }

    /** Its bodies are long; what else comes by keeps the usual limit. */
    private static boolean takes(RoutingContext context) {
        return context.request().method().name().equals("PUT")
                && context.normalizedPath().endsWith("/audio");
    }

    private void receive(RoutingContext context) {
        context.request().pause();
        try {
            AcceptedTypes.requireJson(context);
            QueryParameters.refuseAny(context);
            UploadRequest request =
                    UploadRequest.of(context, callers.of(context), config.upload().maxBytes());
            limits.admit(context, UPLOADS, () -> begin(context, request));
        } catch (RuntimeException refused) {
            refuse(context, refused);
        }
    }

    private void begin(RoutingContext context, UploadRequest request) {
        LongBody body = LongBody.of(context, config.upload().maxBytes());
        virtualThreads.execute(() -> store(context, request, body));
    }

    private void store(RoutingContext context, UploadRequest request, LongBody body) {
        try {
            Outcome outcome = upload.store(request, body);
            body.onEventLoop(() -> succeed(context, outcome));
        } catch (RuntimeException refused) {
            body.onEventLoop(() -> refuse(context, refused));
        }
    }

    private static void succeed(RoutingContext context, Outcome outcome) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            return;
        }
        Answers.headers(outcome.position(), outcome.repeated()).forEach(response::putHeader);
        Stored recording = outcome.recording();
        response.setStatusCode(201)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.LOCATION, "/v1/recordings/" + recording.id())
                .end(Json.encode(Answer.of(recording)));
    }

    private void refuse(RoutingContext context, RuntimeException refused) {
        bodies.refuseUpload(context, () -> answer(context, refused));
    }

    private static void answer(RoutingContext context, RuntimeException refused) {
        switch (refused) {
            case StorageFull _ ->
                    ProblemMapper.answer(
                            context,
                            INSUFFICIENT_STORAGE,
                            "storage-full",
                            "There is not enough space to store the audio; none of it was stored.");
            case LongBody.TooLong _ ->
                    ProblemMapper.answer(
                            context,
                            new Rejected(AUDIO_TOO_LARGE, "The audio exceeds the maximum size."));
            case LongBody.Incomplete cut ->
                    ProblemMapper.answer(
                            context,
                            new Rejected(
                                    AUDIO_INCOMPLETE, Objects.requireNonNull(cut.getMessage())));
            default -> ProblemMapper.answer(context, refused);
        }
    }
}
