// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.ChassisProblem;
import io.temoin.retention.requests.RequestFields;
import io.temoin.retention.rights.domain.AnswerPart;
import io.temoin.retention.rights.domain.AskedAbout;
import io.temoin.retention.rights.domain.Contested;
import io.temoin.retention.rights.domain.ExtensionReason;
import io.temoin.retention.rights.domain.Intake;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.rights.domain.TaskResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the desk is sent. */
final class DeskBodies {

    private static final int LONGEST_NOTE = 2000;
    private static final int MOST_PARTS = 500;
    private static final int LONGEST_NUMBER = 40;

    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");

    private DeskBodies() {}

    /** By what the person is found; exactly one of the four. */
    sealed interface Reference {
        /** An earlier request and a number say who the person is, not what this one is about. */
        default @Nullable AskedAbout about() {
            return switch (this) {
                case Recording(var id) -> AskedAbout.ofRecording(id);
                case Decision(var id, _) -> AskedAbout.ofDecision(id);
                case EarlierRequest _, PhoneNumber _ -> null;
            };
        }

        /** A recording of a call with the person. */
        record Recording(UUID id) implements Reference {}

        /** A call with the person. */
        record Decision(UUID id, String controller) implements Reference {}

        /** An earlier request of the person. */
        record EarlierRequest(UUID id) implements Reference {}

        /** The person's phone number, in a request to that controller. */
        record PhoneNumber(String number, String controller) implements Reference {
            @Override
            public String toString() {
                return "PhoneNumber[redacted, controller=" + controller + "]";
            }
        }
    }

    /** A request that somebody takes in for a person. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RequestOpening")
    record Opening(
            @Schema(required = true, implementation = RequestType.class) @Nullable String type,
            @Schema(
                            required = true,
                            enumeration = {"ORAL", "LETTER", "REPRESENTATIVE", "CONTROLLER"},
                            description = "How the request came in.")
                    @Nullable String way,
            @Schema(
                            format = "date-time",
                            description =
                                    "When it was received, an oral one when it was said; now, if"
                                            + " omitted.")
                    @Nullable String receivedAt,
            @Schema(
                            description =
                                    "What entitles the representative, by reference; only, and"
                                            + " always, with REPRESENTATIVE.")
                    @Nullable String mandate,
            @Schema(
                            description =
                                    "What the person says is wrong; always with RECTIFICATION,"
                                            + " and otherwise only with RESTRICTION.")
                    CorrectionBodies.@Nullable Stated correction,
            @Schema(required = true) @Nullable About about) {

        /** Words of a person are not for a log. */
        @Override
        public String toString() {
            return "Opening[type=" + type + ", way=" + way + "]";
        }

        RequestType parsedType() {
            return RequestFields.oneOf("/type", type, RequestType.class);
        }

        Intake intake(String receivedBy, String actor, Instant now) {
            Intake.Way parsed = RequestFields.oneOf("/way", way, Intake.Way.class);
            if (parsed == Intake.Way.SELF_SERVICE || parsed == Intake.Way.OPENDSR) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/way", "State one of the values that the schema allows.");
            }
            if ((parsed == Intake.Way.REPRESENTATIVE) != (mandate != null)) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/mandate", "State a mandate for a representative, and only then.");
            }
            return new Intake(
                    parsed,
                    receivedBy,
                    actor,
                    RequestFields.optionalImpersonal(
                            "/mandate",
                            mandate,
                            REFERENCE,
                            "a reference of 1 to 64 letters, digits and . _ / -"),
                    RequestFields.past("/receivedAt", receivedAt, now));
        }

        /** What is said to be wrong; {@code null} if nothing is. */
        @Nullable Contested contested() {
            if (correction == null) {
                return null;
            }
            Contested contested = correction.contested();
            if (contested.kind() == Contested.Kind.CONSENT && reference().about() != null) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/correction/about",
                        "Find the person by an earlier request or by their number: what is about"
                                + " one recording or call is about no consent.");
            }
            return contested;
        }

        /** What is wrong and what would be right, in words; {@code null} if nothing is. */
        @Nullable String correctionInWords() {
            RequestType parsed = parsedType();
            if (correction == null && parsed == RequestType.RECTIFICATION) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/correction", "State what is wrong and what would be right.");
            }
            if (correction != null
                    && parsed != RequestType.RECTIFICATION
                    && parsed != RequestType.RESTRICTION) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/correction",
                        "State a correction only with RECTIFICATION or RESTRICTION.");
            }
            return correction == null ? null : correction.words();
        }

        Reference reference() {
            if (about == null) {
                throw About.unclear();
            }
            return about.parsed();
        }
    }

    /** By what the person is found. A number only leads to the pseudonym: it is not stored. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PersonReference")
    record About(
            @Schema(format = "uuid", description = "A recording of a call with the person.")
                    @Nullable String recording,
            @Schema(format = "uuid", description = "A call with the person, by its decision.")
                    @Nullable String decision,
            @Schema(
                            pattern = "^[a-z0-9][a-z0-9-]{0,62}$",
                            description =
                                    "On whose behalf the call was made, or to whom the request is"
                                            + " addressed; only with decision or number.")
                    @Nullable String controller,
            @Schema(format = "uuid", description = "An earlier request of the person.")
                    @Nullable String request,
            @Schema(
                            maxLength = LONGEST_NUMBER,
                            description =
                                    "The person's phone number; read as French unless it has a"
                                            + " country code. Neither stored nor logged.")
                    @Nullable String number) {

        Reference parsed() {
            List<Reference> stated = new ArrayList<>();
            if (recording != null) {
                stated.add(
                        new Reference.Recording(RequestFields.id("/about/recording", recording)));
            }
            if (decision != null) {
                stated.add(
                        new Reference.Decision(
                                RequestFields.id("/about/decision", decision), addressee()));
            }
            if (request != null) {
                stated.add(
                        new Reference.EarlierRequest(RequestFields.id("/about/request", request)));
            }
            if (number != null) {
                stated.add(new Reference.PhoneNumber(number, addressee()));
            }
            if (stated.size() != 1 || (controller != null && decision == null && number == null)) {
                throw unclear();
            }
            return stated.getFirst();
        }

        private String addressee() {
            return RequestFields.party(
                    "/about/controller",
                    controller,
                    "With a decision or a number, name the controller.");
        }

        static RuntimeException unclear() {
            return ChassisProblem.REQUEST_INVALID.at(
                    "/about",
                    "State one of recording, request, decision with its controller, or number with"
                            + " a controller.");
        }

        @Override
        public String toString() {
            return "About[redacted]";
        }
    }

    /** The person was asked who they are. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "IdentityProofRequest")
    record ProofRequest(
            @Schema(format = "date-time", description = "When they were asked; now, if omitted.")
                    @Nullable String requestedAt) {}

    /** A proof of identity that arrived. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "IdentityProof")
    record ProofReceipt(
            @Schema(format = "date-time", description = "When it arrived; now, if omitted.")
                    @Nullable String receivedAt) {}

    /** The person was told that the answer takes longer. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DeadlineExtension")
    record Extension(
            @Schema(required = true, implementation = ExtensionReason.class)
                    @Nullable String reason,
            @Schema(format = "date-time", description = "When they were told; now, if omitted.")
                    @Nullable String informedAt) {

        ExtensionReason parsed() {
            return RequestFields.oneOf("/reason", reason, ExtensionReason.class);
        }
    }

    /** Who takes care of the request. */
    @Schema(name = "RequestAssignment")
    record Assignment(
            @Schema(
                            required = true,
                            format = "uuid",
                            description = "Id of the actor, the sub of their tokens.")
                    @Nullable String assignee) {

        /** The actor as tokens name it. A name would be there in clear for good. */
        String parsed() {
            RequestFields.id("/assignee", assignee);
            return Objects.requireNonNull(assignee);
        }
    }

    /** A note of the desk. */
    @Schema(name = "RequestNote")
    record Note(
            @Schema(
                            required = true,
                            minLength = 1,
                            maxLength = LONGEST_NOTE,
                            description = "Stored sealed; published as ciphertext only.")
                    @Nullable String text) {

        String parsed() {
            if (text == null || text.isBlank() || text.length() > LONGEST_NOTE) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/text", "A note has 1 to 2,000 characters.");
            }
            return text;
        }
    }

    /** How the part of a service ended. */
    @Schema(name = "TaskCompletion")
    record Completion(
            @Schema(required = true, implementation = TaskResult.class) @Nullable String result) {

        TaskResult parsed() {
            return RequestFields.oneOf("/result", result, TaskResult.class);
        }
    }

    /** What the person was answered. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RequestAnswer")
    record Answer(
            @Schema(required = true, minItems = 1, maxItems = MOST_PARTS)
                    @Nullable List<Part> parts,
            @Schema(
                            format = "date-time",
                            description = "When the answer was sent; now, if omitted.")
                    @Nullable String answeredAt) {

        List<AnswerPart> parsed() {
            if (parts == null || parts.isEmpty() || parts.size() > MOST_PARTS) {
                throw ChassisProblem.REQUEST_INVALID.at("/parts", "An answer has 1 to 500 parts.");
            }
            List<AnswerPart> parsed = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                parsed.add(parts.get(i).parsed("/parts/" + i));
            }
            return parsed;
        }
    }

    /** What became of a part of what was asked for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RequestAnswerPart")
    record Part(
            @Schema(required = true, implementation = OwnerService.class) @Nullable String service,
            @Schema(format = "uuid", description = "One item of the service; omit for all of them.")
                    @Nullable String item,
            @Schema(required = true, implementation = AnswerPart.Outcome.class)
                    @Nullable String outcome,
            @Schema(
                            implementation = RefusalGround.class,
                            description = "Why it was refused; with REFUSED only.")
                    @Nullable String ground) {

        AnswerPart parsed(String pointer) {
            return new AnswerPart(
                    RequestFields.oneOf(pointer + "/service", service, OwnerService.class),
                    RequestFields.optionalId(pointer + "/item", item),
                    RequestFields.oneOf(pointer + "/outcome", outcome, AnswerPart.Outcome.class),
                    RequestFields.optionalOneOf(pointer + "/ground", ground, RefusalGround.class));
        }
    }

    /** The person was told that a restriction ends. */
    @Schema(name = "RestrictionLifting")
    record Lifting(
            @Schema(
                            required = true,
                            format = "date-time",
                            description =
                                    "When the person was told, before it is lifted (GDPR art."
                                            + " 18(3)).")
                    @Nullable String informedAt) {

        Instant parsed(Instant now) {
            if (informedAt == null) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/informedAt", "State when the person was told.");
            }
            return RequestFields.past("/informedAt", informedAt, now);
        }
    }

    /** Why the person was refused. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RequestRefusal")
    record Refusal(
            @Schema(required = true, implementation = RefusalGround.class) @Nullable String ground,
            @Schema(
                            format = "date-time",
                            description = "When the refusal was sent; now, if omitted.")
                    @Nullable String refusedAt) {

        RefusalGround parsed() {
            return RequestFields.oneOf("/ground", ground, RefusalGround.class);
        }
    }
}
