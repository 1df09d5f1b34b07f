// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.quarkus.security.ForbiddenException;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.erasure.domain.Erasure;
import io.temoin.audit.erasure.domain.Erasure.Begun;
import io.temoin.audit.erasure.domain.Erasure.Deferred;
import io.temoin.audit.erasure.domain.Erasure.Done;
import io.temoin.audit.erasure.domain.Erasure.Open;
import io.temoin.audit.erasure.domain.ErasureEvent;
import io.temoin.audit.erasure.domain.ErasureGround;
import io.temoin.audit.erasure.domain.OverrideGround;
import io.temoin.audit.erasure.domain.SubjectErased;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.FreeValues;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.chassis.requests.StepUp;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.SubjectId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A data subject is erased from the trail (GDPR art. 17). */
@Path("/v1/subject-erasures")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Erasure", description = "Erasure of a person from the trail; its proofs still verify")
@RevocationChecked
public class ErasureResource {

    private static final String OPERATION = "eraseSubject";
    private static final Pattern PSEUDONYM = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");

    /** Who is erased, and why. */
    @Schema(
            name = "SubjectErasureRequest",
            requiredProperties = {"subject", "reason"})
    public record Request(
            @Schema(description = "Pseudonym of the data subject: 32 hexadecimal digits.")
                    @Nullable String subject,
            @Nullable ErasureReason reason,
            @Schema(
                            description =
                                    "Why the person is erased although other services still hold"
                                            + " something about them; recorded with the erasure.")
                    @Nullable StatedOverride override) {}

    /** A ground, and the request or case it comes from. */
    @Schema(
            name = "ErasureReason",
            requiredProperties = {"code", "reference"})
    public record ErasureReason(
            @Schema(
                            description = "Ground of GDPR art. 17(1).",
                            implementation = ErasureGround.class)
                    @Nullable String code,
            @Schema(description = "For instance DSR-2026-118; up to 64 letters, digits and . _ / -")
                    @Nullable String reference) {}

    /** Why the trail forgets first, and the decision it comes from. */
    @Schema(
            name = "ErasureOverride",
            requiredProperties = {"code", "reference"})
    public record StatedOverride(
            @Schema(
                            description =
                                    "KEPT_BY_LAW: GDPR art. 17(3)(b); LEGAL_CLAIM: art. 17(3)(e);"
                                            + " REFUSED_BY_OWNER: no law has it kept, but its owner"
                                            + " still uses it; ERASED_ELSEWHERE: the data is gone,"
                                            + " but the trail does not show it.",
                            implementation = OverrideGround.class)
                    @Nullable String code,
            @Schema(description = "For instance CASE-2026-7; up to 64 letters, digits and . _ / -")
                    @Nullable String reference) {}

    /** What was done; not of whom. */
    @Schema(
            name = "SubjectErasure",
            requiredProperties = {"id", "entries", "reason"})
    public record Answer(
            UUID id,
            @Schema(description = "How many entries were about the person.") long entries,
            ErasureReason reason,
            @Schema(description = "Absent unless other services still held something.")
                    @Nullable StatedOverride override,
            @Schema(description = "Absent if the person never had a key here.")
                    @Nullable KeyEvidence evidence) {}

    /** The key that was destroyed, and SHA-256 of it as it was kept, wrapped. */
    @Schema(
            name = "DestroyedKey",
            requiredProperties = {"keyId", "keyFingerprint"})
    public record KeyEvidence(UUID keyId, String keyFingerprint) {}

    private final Callers callers;
    private final Commands commands;
    private final StepUp stepUp;
    private final Erasures erasures;
    private final ErasureStream stream;

    ErasureResource(
            Callers callers,
            Commands commands,
            StepUp stepUp,
            Erasures erasures,
            ErasureStream stream) {
        this.callers = callers;
        this.commands = commands;
        this.stepUp = stepUp;
        this.erasures = erasures;
        this.stream = stream;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("dpo")
    @Operation(
            operationId = OPERATION,
            summary = "Erase a person from the trail",
            description =
                    "Removes the person's pseudonym from every entry and destroys the key that"
                            + " protects the salts of the fields about them. Anyone with those"
                            + " salts could test guesses at the pseudonym against the log. Backups"
                            + " of the trail contain no key; backups of the keys become unreadable"
                            + " no later than the time shown by the operator's metric"
                            + " temoin_keys_erasure_horizon_seconds. Saved searches for the person"
                            + " are deleted, and earlier exports are withdrawn. What was done, by"
                            + " whom, when and why stays, and proofs still verify. An entry that"
                            + " identifies nobody records the erasure, and later entries about the"
                            + " person are stored without their pseudonym. The person is not erased"
                            + " in the other services. If the trail shows that they still hold a"
                            + " recording, a consent, the proof of an ended consent or preferences,"
                            + " the erasure is refused and these are listed, unless an override"
                            + " gives a reason to proceed. The trail no longer shows data that only"
                            + " expired entries mentioned, such as a recording kept for longer than"
                            + " its entries: ask the other services about such data. Objections,"
                            + " withdrawals and a minor's flag do not prevent it: they keep the"
                            + " person from being called.")
    @APIResponse(
            responseCode = "201",
            description = "Erased",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = Answer.class)))
    @Problems({"data-left-behind", "insufficient-user-authentication", "trail-differs"})
    public Uni<RestResponse<Answer>> erase(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = Request.class)))
                    @Nullable Request body) {
        Caller caller = callers.current();
        if (!caller.tenantWide()) {
            throw new ForbiddenException(); // entries of every controller of the tenant go
        }
        stepUp.require(caller);
        SubjectId subject = subject(body);
        SubjectErased.Reason reason = reason(body);
        SubjectErased.@Nullable Overruling override = override(body);
        EventMetadata metadata = commands.of(caller, OPERATION, key, body);
        return erasures.erase(caller, metadata, new Erasures.Request(subject, reason, override))
                .map(ErasureResource::created);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"dpo", "soc-analyst", "admin"})
    @Operation(operationId = "getSubjectErasure", summary = "A completed erasure")
    @APIResponse(
            responseCode = "200",
            description = "The erasure",
            content = @Content(schema = @Schema(implementation = Answer.class)))
    @Problems("erasure-unknown")
    public Uni<Answer> read(@PathParam("id") UUID id) {
        Caller caller = callers.current();
        if (!caller.tenantWide()) {
            throw unknown();
        }
        return stream.replay(caller.tenant(), id).map(replayed -> answer(replayed.state()));
    }

    private static RestResponse<Answer> created(CommandOutcome<Erasure, ErasureEvent> decision) {
        Answer answer = answer(decision.state());
        return Answers.created(decision, answer)
                .header("Location", "/v1/subject-erasures/" + answer.id())
                .build();
    }

    private static Answer answer(Erasure state) {
        return switch (state) {
            case Open _, Begun _, Deferred _ -> throw unknown();
            case Done(var id, var entries, var reason, var evidence, var override) ->
                    new Answer(
                            id,
                            entries,
                            new ErasureReason(reason.code().name(), reason.reference()),
                            override == null
                                    ? null
                                    : new StatedOverride(
                                            override.code().name(), override.reference()),
                            evidence == null
                                    ? null
                                    : new KeyEvidence(evidence.keyId(), evidence.keyFingerprint()));
        };
    }

    private static Rejected unknown() {
        return new Rejected(ErasureProblem.ERASURE_UNKNOWN, "The erasure does not exist.");
    }

    private static SubjectId subject(@Nullable Request body) {
        String subject = body == null ? null : body.subject();
        if (subject == null || !PSEUDONYM.matcher(subject).matches()) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/subject", "subject must be a pseudonym of 32 hexadecimal digits.");
        }
        return new SubjectId(subject);
    }

    private static SubjectErased.Reason reason(@Nullable Request body) {
        ErasureReason stated = body == null ? null : body.reason();
        if (stated == null) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/reason", "reason must have a code and a reference.");
        }
        ErasureGround ground =
                Arrays.stream(ErasureGround.values())
                        .filter(one -> one.name().equals(stated.code()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        ChassisProblem.REQUEST_INVALID.at(
                                                "/reason/code",
                                                "code must be one of "
                                                        + Arrays.toString(ErasureGround.values())));
        String reference = reference("/reason/reference", stated.reference());
        FreeValues.impersonalReason(ground.name(), reference);
        return new SubjectErased.Reason(ground, reference);
    }

    private static SubjectErased.@Nullable Overruling override(@Nullable Request body) {
        StatedOverride stated = body == null ? null : body.override();
        if (stated == null) {
            return null;
        }
        OverrideGround ground =
                Arrays.stream(OverrideGround.values())
                        .filter(one -> one.name().equals(stated.code()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        ChassisProblem.REQUEST_INVALID.at(
                                                "/override/code",
                                                "code must be one of "
                                                        + Arrays.toString(
                                                                OverrideGround.values())));
        String reference = reference("/override/reference", stated.reference());
        FreeValues.impersonal(
                "/override/reference",
                reference,
                "An override must refer to a decision or a case.");
        return new SubjectErased.Overruling(ground, reference);
    }

    private static String reference(String pointer, @Nullable String reference) {
        if (reference == null || !REFERENCE.matcher(reference).matches()) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    pointer, "reference must name a request or a case, such as DSR-2026-118.");
        }
        return reference;
    }
}
