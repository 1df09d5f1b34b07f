// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.erasure.domain.Erasure;
import io.temoin.audit.erasure.domain.Erasure.Done;
import io.temoin.audit.erasure.domain.Erasure.Open;
import io.temoin.audit.erasure.domain.ErasureGround;
import io.temoin.audit.erasure.domain.SubjectErased;
import io.temoin.audit.export.ExportRemovals;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.Decision;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A data subject is erased from the trail (GDPR art. 17). */
@Path("/v1/subject-erasures")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Erasure", description = "A person is erased from the trail; its proofs still verify")
public class ErasureResource {

    private static final String OPERATION = "eraseSubject";
    private static final Pattern PSEUDONYM = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");

    private static final String ASKED =
            """
            {"subject": "9f2b6c1d3e4f5a60718293a4b5c6d7e8",
              "reason": {"code": "NO_LONGER_NECESSARY", "reference": "DSR-2026-118"}}""";

    private static final String DONE =
            """
            {"id": "0197a3c2-5a10-8c11-8f00-0c3a5b7d9e21", "entries": 14,
              "reason": {"code": "NO_LONGER_NECESSARY", "reference": "DSR-2026-118"}}""";

    /** Who is erased, and why. */
    @Schema(
            name = "SubjectErasureRequest",
            requiredProperties = {"subject", "reason"})
    public record Request(
            @Schema(description = "Pseudonym of the data subject: 32 hexadecimal digits.")
                    @Nullable String subject,
            @Nullable Stated reason) {}

    /** A ground, and the request or case it comes from. */
    @Schema(
            name = "ErasureReason",
            requiredProperties = {"code", "reference"})
    public record Stated(
            @Schema(description = "Of GDPR art. 17(1).", implementation = ErasureGround.class)
                    @Nullable String code,
            @Schema(description = "Such as DSR-2026-118; up to 64 of letters, digits and . _ / -")
                    @Nullable String reference) {}

    /** What was done; not of whom. */
    @Schema(
            name = "SubjectErasure",
            requiredProperties = {"id", "entries", "reason"})
    public record Answer(
            UUID id,
            @Schema(description = "How many entries told of the person.") long entries,
            Stated reason) {}

    private final Callers callers;
    private final Commands commands;
    private final ErasureStream erasures;
    private final ErasureStore store;
    private final ExportRemovals exports;

    ErasureResource(
            Callers callers,
            Commands commands,
            ErasureStream erasures,
            ErasureStore store,
            ExportRemovals exports) {
        this.callers = callers;
        this.commands = commands;
        this.erasures = erasures;
        this.store = store;
        this.exports = exports;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("dpo")
    @Operation(
            operationId = OPERATION,
            summary = "Erase a person from the trail",
            description =
                    "Their pseudonym leaves every entry, and the salts by which the log could be tried"
                            + " against it are destroyed. Exports that were written before are"
                            + " withdrawn. What was done, by whom, when and why stays."
                            + " Proofs verify as before. An entry without identity says that it was"
                            + " done. It does not erase the person in the other services.")
    @APIResponse(
            responseCode = "201",
            description = "Erased",
            content =
                    @Content(
                            schema = @Schema(implementation = Answer.class),
                            examples = @ExampleObject(name = "done", value = DONE)))
    @APIResponse(responseCode = "400", description = "request-invalid, idempotency-key-missing")
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public Uni<RestResponse<Answer>> erase(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Request.class),
                                            examples =
                                                    @ExampleObject(name = "asked", value = ASKED)))
                    @Nullable Request body) {
        Caller caller = callers.current();
        String subject = subject(body);
        SubjectErased.Reason reason = reason(body);
        EventMetadata metadata = commands.of(caller, OPERATION, key, body);
        return erasures.replay(caller.tenant(), metadata.commandId())
                .flatMap(replayed -> forgotten(metadata, subject, replayed.state()))
                .flatMap(entries -> erasures.complete(metadata, entries, reason))
                .map(ErasureResource::created);
    }

    /**
     * First the effect, then the event that says so: it is never a lie. Where that is on record all
     * of it was done, and is not done to exports that were written since.
     *
     * @return how many entries told of the person
     */
    private Uni<Long> forgotten(EventMetadata metadata, String subject, Erasure state) {
        return switch (state) {
            case Open _ ->
                    store.forget(metadata.tenant(), subject)
                            .call(() -> exports.withdrawAll(metadata, metadata.commandId()));
            case Done(_, var entries, _) -> Uni.createFrom().item(entries);
        };
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"dpo", "soc-analyst", "admin"})
    @Operation(operationId = "getSubjectErasure", summary = "An erasure that was done")
    @APIResponse(
            responseCode = "200",
            description = "The erasure",
            content =
                    @Content(
                            schema = @Schema(implementation = Answer.class),
                            examples = @ExampleObject(name = "done", value = DONE)))
    @APIResponse(responseCode = "404", description = "erasure-unknown")
    public Uni<Answer> read(@PathParam("id") UUID id) {
        return erasures.replay(callers.current().tenant(), id)
                .map(replayed -> answer(replayed.state()));
    }

    private static RestResponse<Answer> created(Decision<Erasure, SubjectErased> decision) {
        Answer answer = answer(decision.state());
        return Answers.created(decision, answer)
                .location(URI.create("/v1/subject-erasures/" + answer.id()))
                .build();
    }

    private static Answer answer(Erasure state) {
        return switch (state) {
            case Open _ ->
                    throw new Rejected(ErasureProblem.ERASURE_UNKNOWN, "There is no such erasure.");
            case Done(var id, var entries, var reason) ->
                    new Answer(id, entries, new Stated(reason.code().name(), reason.reference()));
        };
    }

    private static String subject(@Nullable Request body) {
        String subject = body == null ? null : body.subject();
        if (subject == null || !PSEUDONYM.matcher(subject).matches()) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/subject", "subject is a pseudonym of 32 hexadecimal digits.");
        }
        return subject;
    }

    private static SubjectErased.Reason reason(@Nullable Request body) {
        Stated stated = body == null ? null : body.reason();
        if (stated == null) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/reason", "reason has a code and a reference.");
        }
        ErasureGround ground =
                Arrays.stream(ErasureGround.values())
                        .filter(one -> one.name().equals(stated.code()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        ChassisProblem.REQUEST_INVALID.at(
                                                "/reason/code",
                                                "code is one of "
                                                        + Arrays.toString(ErasureGround.values())));
        String reference = stated.reference();
        if (reference == null || !REFERENCE.matcher(reference).matches()) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/reason/reference",
                    "reference names a request or case, such as DSR-2026-118.");
        }
        return new SubjectErased.Reason(ground, reference);
    }
}
