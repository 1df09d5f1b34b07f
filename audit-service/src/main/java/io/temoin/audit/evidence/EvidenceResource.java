// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.evidence.domain.Evidence;
import io.temoin.audit.evidence.domain.Evidence.HandedOut;
import io.temoin.audit.evidence.domain.EvidenceCase;
import io.temoin.audit.evidence.domain.EvidenceHandedOut;
import io.temoin.audit.evidence.domain.EvidenceReason;
import io.temoin.audit.evidence.domain.EvidenceReasonCode;
import io.temoin.audit.evidence.domain.HandOutEvidence;
import io.temoin.audit.intake.SearchedPersons;
import io.temoin.audit.intake.SearchedPersons.Sealed;
import io.temoin.audit.trail.TrailVisibility;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.FreeValues;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.chassis.requests.StepUp;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.transparency.entry.EvidenceFields;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/** Evidence for somebody who trusts nobody here: the entries of a case with their proofs. */
@Path("/v1/evidence-bundles")
@Tag(
        name = "Proof",
        description = "Proofs that an entry is in the log, and that the log has only grown")
@RevocationChecked
public class EvidenceResource {

    private static final String ZIP = "application/zip";
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9._:-]{0,127}";

    /** Why evidence is handed out. */
    @Schema(name = "EvidenceReason")
    public record Reason(
            @NotNull EvidenceReasonCode code,
            @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._/-]{0,63}") String reference) {

        private void refusePersonal() {
            FreeValues.impersonalReason(code.name(), reference);
        }
    }

    /**
     * What is asked for: one of the first four, and why.
     *
     * @param recording its entries, and those of the decision and the consent it rests on
     * @param subject everything about one person, by pseudonym
     * @param correlation everything that one call of the outside world caused
     * @param entries these, by their ids
     * @param from not before this instant
     * @param to before this instant
     * @param withhold names of fields that the bundle does not show
     */
    @Schema(name = "EvidenceRequest")
    public record Request(
            @Nullable @Pattern(regexp = ID) String recording,
            @Nullable @Pattern(regexp = "[0-9a-f]{32}") String subject,
            @Nullable @Pattern(regexp = ID) String correlation,
            @Nullable @Size(min = 1, max = 1000)
                    List<@NotNull @Pattern(regexp = ID) String> entries,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable @Size(max = 30) List<@NotNull String> withhold,
            @NotNull @Valid Reason reason) {

        EvidenceCase theCase() {
            List<EvidenceCase> named = new ArrayList<>();
            if (recording != null) {
                named.add(new EvidenceCase.OfRecording(recording));
            }
            if (subject != null) {
                named.add(new EvidenceCase.OfSubject(subject));
            }
            if (correlation != null) {
                named.add(new EvidenceCase.OfCorrelation(correlation));
            }
            if (entries != null) {
                named.add(new EvidenceCase.OfEntries(entries));
            }
            if (named.size() != 1) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "", "Name one of recording, subject, correlation and entries.");
            }
            return named.getFirst();
        }

        TreeSet<String> withheld() {
            List<String> names = withhold == null ? List.of() : withhold;
            for (int i = 0; i < names.size(); i++) {
                if (!EvidenceFields.WITHHOLDABLE.contains(names.get(i))) {
                    throw ChassisProblem.REQUEST_INVALID.at(
                            "/withhold/" + i,
                            "Expected one of " + new TreeSet<>(EvidenceFields.WITHHOLDABLE) + ".");
                }
            }
            return new TreeSet<>(names);
        }
    }

    /** A bundle that may leave, since that is on record. */
    private record Recorded(
            EvidenceBundle bundle,
            CommandOutcome<Evidence, EvidenceHandedOut> decision,
            EventMetadata metadata) {}

    private static final String SUBJECT = "subject";

    private final Cases cases;
    private final EvidenceStream evidence;
    private final SearchedPersons persons;
    private final Callers callers;
    private final Commands commands;
    private final StepUp stepUp;

    EvidenceResource(
            Cases cases,
            EvidenceStream evidence,
            SearchedPersons persons,
            Callers callers,
            Commands commands,
            StepUp stepUp) {
        this.cases = cases;
        this.evidence = evidence;
        this.persons = persons;
        this.callers = callers;
        this.commands = commands;
        this.stepUp = stepUp;
    }

    /** Hands out the evidence of a case. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(ZIP)
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Costly("evidence-bundles")
    @Operation(
            operationId = "handOutEvidence",
            summary = "The entries of a case with their proofs, for independent verification",
            description =
                    "A self-contained zip file: the entries, the proof of each, and, in English and"
                            + " in French whatever Accept-Language says, a readable page and"
                            + " instructions for verifying them with or without temoin-verify."
                            + " Every entry is checked, and the handover is recorded, before any"
                            + " data is sent. Contains what the caller may see: with the claim"
                            + " tenant_wide, the whole tenant; otherwise what was done for the"
                            + " caller's organisation as the controller, and, as long as an"
                            + " agreement in force covers it, what it did itself for others.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = Request.class)))
    @APIResponse(
            responseCode = "200",
            description = "The bundle",
            headers = {
                @Header(name = "Content-Disposition"),
                @Header(name = "Event-Position"),
                @Header(name = "Idempotent-Replay")
            },
            content =
                    @Content(
                            mediaType = ZIP,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @Problems({
        "insufficient-user-authentication",
        "case-unknown",
        "entry-unknown",
        "proof-not-yet",
        "evidence-changed",
        "case-too-large",
        "trail-differs"
    })
    public RestMulti<byte[]> handOut(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid Request request) {
        Caller caller = callers.current();
        stepUp.require(caller);
        request.reason().refusePersonal();
        EventMetadata metadata = commands.of(caller, "handOutEvidence", key, request);
        TreeSet<String> withheld = request.withheld();
        CaseQuestion question = question(caller, request, metadata);
        return RestMulti.fromUniResponse(
                cases.bundle(question, withheld)
                        .flatMap(bundle -> record(bundle, question, request, metadata)),
                recorded -> recorded.bundle().zip(recorded.metadata().at()),
                EvidenceResource::headers);
    }

    private static CaseQuestion question(Caller caller, Request request, EventMetadata metadata) {
        return new CaseQuestion(
                caller.tenant(),
                request.theCase(),
                request.from(),
                request.to(),
                TrailVisibility.of(caller),
                metadata.commandId() + ".0");
    }

    private Uni<Recorded> record(
            EvidenceBundle bundle, CaseQuestion question, Request request, EventMetadata metadata) {
        String subject = request.subject();
        return persons.seal(
                        metadata.tenant(),
                        metadata.commandId() + ".0",
                        subject == null ? Map.of() : Map.of(SUBJECT, subject))
                .map(told -> command(bundle, question, request, metadata, told))
                .flatMap(command -> evidence.handOut(command, metadata))
                .map(
                        decision -> {
                            requireSame(bundle, decision);
                            return new Recorded(bundle, decision, metadata);
                        });
    }

    private static HandOutEvidence command(
            EvidenceBundle bundle,
            CaseQuestion question,
            Request request,
            EventMetadata metadata,
            Sealed sealed) {
        EvidenceCase of =
                question.of() instanceof EvidenceCase.OfSubject
                        ? new EvidenceCase.OfSubject(sealed.plain().getOrDefault(SUBJECT, ""))
                        : question.of();
        return new HandOutEvidence(
                metadata.commandId(),
                of,
                sealed.persons(),
                question.from(),
                question.to(),
                bundle.items().size(),
                bundle.leaves(),
                List.copyOf(request.withheld()),
                new EvidenceReason(request.reason().code(), request.reason().reference()));
    }

    /** What is on record as handed out must be what leaves. */
    private static void requireSame(
            EvidenceBundle bundle, CommandOutcome<Evidence, EvidenceHandedOut> decision) {
        boolean same =
                decision.state() instanceof HandedOut(var leaves) && leaves.equals(bundle.leaves());
        if (!same) {
            throw new Rejected(
                    EvidenceProblem.EVIDENCE_CHANGED,
                    "The entries of the case have changed since this Idempotency-Key was first"
                            + " used; repeat the request with a new one.");
        }
    }

    private static Map<String, List<String>> headers(Recorded recorded) {
        Map<String, List<String>> headers = Answers.headers(recorded.decision());
        headers.put(
                "Content-Disposition",
                List.of(
                        "attachment; filename=\"evidence-"
                                + recorded.metadata().commandId()
                                + ".zip\""));
        headers.put("Cache-Control", List.of("no-store"));
        return headers;
    }
}
