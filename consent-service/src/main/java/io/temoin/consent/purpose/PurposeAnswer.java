// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.consent.purpose.domain.ActivationGrounds;
import io.temoin.consent.purpose.domain.ControllerPurpose;
import io.temoin.consent.purpose.domain.ControllerPurpose.Active;
import io.temoin.consent.purpose.domain.ControllerPurpose.Declared;
import io.temoin.consent.purpose.domain.ControllerPurpose.Retired;
import io.temoin.consent.purpose.domain.ControllerPurpose.Revision;
import io.temoin.consent.purpose.domain.ControllerPurpose.Unknown;
import io.temoin.consent.purpose.domain.LegalBasis;
import io.temoin.consent.purpose.domain.PurposeDecider;
import io.temoin.consent.purpose.domain.PurposeEvent;
import io.temoin.consent.purpose.domain.PurposeEvent.PurposeActivated;
import io.temoin.consent.purpose.domain.PurposeEvent.PurposeDeclared;
import io.temoin.consent.purpose.domain.PurposeEvent.PurposeRetired;
import io.temoin.consent.purpose.domain.PurposeEvent.PurposeRevised;
import io.temoin.consent.purpose.domain.PurposeTerms;
import io.temoin.consent.purpose.domain.Transfer;
import io.temoin.eventsourcing.store.RecordedEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One purpose of a controller, as it stands and as it came to stand. */
@Schema(
        name = "DeclaredPurpose",
        requiredProperties = {"purpose", "controller", "state", "revision", "hash", "terms"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record PurposeAnswer(
        String purpose,
        String controller,
        State state,
        int revision,
        String hash,
        Terms terms,
        @Nullable Grounds grounds,
        @Schema(
                        description =
                                "Every change, oldest first; present only if a single purpose is"
                                        + " requested.")
                @Nullable List<Change> history) {

    /** The states of a purpose. */
    @Schema(name = "PurposeState")
    enum State {
        DECLARED,
        ACTIVE,
        RETIRED
    }

    /** What was declared. */
    @Schema(
            name = "PurposeTerms",
            requiredProperties = {"legalBasis", "recipients", "transfers"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Terms(
            LegalBasis legalBasis,
            @Nullable String keepFor,
            @Nullable String keepingReference,
            List<String> recipients,
            List<Transfer> transfers,
            @Nullable Budget sampling) {}

    /** Which share of the calls is recorded, and how many at most. */
    @Schema(name = "SamplingBudget", requiredProperties = "percent")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Budget(int percent, @Nullable Integer perMonth) {}

    /** What it was activated on. */
    @Schema(name = "PurposeGrounds")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Grounds(
            @Nullable String balancingTestId,
            @Nullable Assessment impactAssessment,
            @Nullable String article9,
            @Nullable String noticeId) {}

    /** An impact assessment. */
    @Schema(
            name = "ImpactAssessment",
            requiredProperties = {"reference", "validatedOn"})
    record Assessment(String reference, LocalDate validatedOn) {}

    /** One change. A hash is chained to the one before it. */
    @Schema(
            name = "PurposeChange",
            requiredProperties = {"change", "revision", "at"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(
            @Schema(enumeration = {"DECLARED", "ACTIVATED", "REVISED", "RETIRED"}) String change,
            int revision,
            @Nullable String hash,
            @Nullable String before,
            @Nullable Terms terms,
            Instant at) {}

    /** The purpose as it stands; {@code null} for one that was never declared. */
    private static @Nullable PurposeAnswer of(
            String controller, ControllerPurpose state, @Nullable List<Change> history) {
        return switch (state) {
            case Unknown _ -> null;
            case Declared(var revision) -> of(controller, State.DECLARED, revision, null, history);
            case Active(var revision, var grounds) ->
                    of(controller, State.ACTIVE, revision, grounds(grounds), history);
            case Retired(var revision) -> of(controller, State.RETIRED, revision, null, history);
        };
    }

    /** The same, as a stream of one, or of none for a purpose that was never declared. */
    static Stream<PurposeAnswer> stream(String controller, ControllerPurpose state) {
        return Stream.ofNullable(of(controller, state, null));
    }

    /** The purpose with its past; {@code null} for one that was never declared. */
    static @Nullable PurposeAnswer of(
            String controller, List<RecordedEvent<PurposeEvent>> history) {
        ControllerPurpose state =
                new PurposeDecider().replay(history.stream().map(RecordedEvent::event).toList());
        return of(
                controller,
                state,
                history.stream().map(recorded -> change(recorded.event())).toList());
    }

    private static PurposeAnswer of(
            String controller,
            State state,
            Revision revision,
            @Nullable Grounds grounds,
            @Nullable List<Change> history) {
        return new PurposeAnswer(
                revision.purpose().value(),
                controller,
                state,
                revision.number(),
                revision.hash(),
                terms(revision.terms()),
                grounds,
                history);
    }

    /** A change as it was recorded, whatever happened since. */
    static Change change(PurposeEvent event) {
        return switch (event) {
            case PurposeDeclared declared ->
                    new Change(
                            "DECLARED",
                            declared.revision(),
                            declared.hash(),
                            null,
                            terms(declared.terms()),
                            declared.at());
            case PurposeActivated activated ->
                    new Change(
                            "ACTIVATED",
                            activated.revision(),
                            activated.hash(),
                            null,
                            null,
                            activated.at());
            case PurposeRevised revised ->
                    new Change(
                            "REVISED",
                            revised.revision(),
                            revised.hash(),
                            revised.before(),
                            terms(revised.terms()),
                            revised.at());
            case PurposeRetired retired ->
                    new Change("RETIRED", retired.revision(), null, null, null, retired.at());
        };
    }

    private static Terms terms(PurposeTerms terms) {
        return new Terms(
                terms.legalBasis(),
                terms.keepFor() == null ? null : terms.keepFor().toString(),
                terms.keepingReference(),
                terms.recipients(),
                terms.transfers(),
                terms.sampling() == null
                        ? null
                        : new Budget(terms.sampling().percent(), terms.sampling().perMonth()));
    }

    private static Grounds grounds(ActivationGrounds grounds) {
        var assessment = grounds.impactAssessment();
        return new Grounds(
                grounds.balancingTest(),
                assessment == null
                        ? null
                        : new Assessment(assessment.reference(), assessment.validatedOn()),
                grounds.article9(),
                grounds.notice());
    }
}
