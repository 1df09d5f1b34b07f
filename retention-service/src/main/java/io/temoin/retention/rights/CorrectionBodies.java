// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.ChassisProblem;
import io.temoin.retention.requests.RequestFields;
import io.temoin.retention.rights.domain.Contested;
import io.temoin.retention.rights.domain.OwnerService;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is said to be wrong, as the desk is told of it and reads it. */
final class CorrectionBodies {

    private static final int LONGEST = 2000;
    private static final int MOST_SEGMENTS = 100_000;

    private CorrectionBodies() {}

    /** What a person says is wrong, in a request that somebody takes in. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "StatedCorrection")
    record Stated(
            @Schema(
                            required = true,
                            minLength = 1,
                            maxLength = LONGEST,
                            description =
                                    "What is wrong and what would be right, in the person's words."
                                            + " Stored sealed, for the desk of the controller"
                                            + " alone.")
                    @Nullable String text,
            @Schema(
                            required = true,
                            implementation = Contested.Kind.class,
                            description = "What is wrong.")
                    @Nullable String about,
            @Schema(
                            format = "uuid",
                            description =
                                    "Which consent of theirs; only with CONSENT. Only that one is"
                                            + " then put right under the request.")
                    @Nullable String consent,
            @Schema(
                            format = "uuid",
                            description =
                                    "Which transcript or sheet about them; only with SEGMENT or"
                                            + " SHEET. Only that one is then put right under the"
                                            + " request.")
                    @Nullable String document,
            @Schema(
                            minimum = "0",
                            description =
                                    "Which segment of the transcript, counted from 0; only with a"
                                            + " document.")
                    @Nullable Integer segment) {

        /** The words, which must be there. */
        String words() {
            if (text == null || text.isBlank() || text.length() > LONGEST) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/correction/text",
                        "State in 1 to 2,000 characters what is wrong and what would be right.");
            }
            return text;
        }

        Contested contested() {
            return parsed("/correction", about, consent, document, segment);
        }

        /** Words of a person are not for a log. */
        @Override
        public String toString() {
            return "Stated[about=" + about + "]";
        }
    }

    /** What exactly is contested, once the desk found out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ContestedData")
    record Named(
            @Schema(required = true, implementation = Contested.Kind.class) @Nullable String about,
            @Schema(format = "uuid", description = "Which consent; only with CONSENT.")
                    @Nullable String consent,
            @Schema(format = "uuid", description = "Which document; only with SEGMENT or SHEET.")
                    @Nullable String document,
            @Schema(
                            minimum = "0",
                            description = "Which segment, counted from 0; only with a document.")
                    @Nullable Integer segment) {

        Contested contested() {
            return parsed("", about, consent, document, segment);
        }
    }

    /**
     * What the person says is wrong.
     *
     * @param heldBy the service that took the request in and keeps the words
     * @param text what is wrong and what would be right, in the person's words; absent if
     *     consent-service keeps them
     * @param readAt where they are read then, at consent-service
     * @param contested what exactly is contested; absent unless that is known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "CorrectionOfRequest",
            requiredProperties = {"request", "heldBy"})
    record Shown(
            UUID request,
            OwnerService heldBy,
            @Nullable String text,
            @Nullable String readAt,
            @Nullable Contested contested) {

        /** Words of a person are not for a log. */
        @Override
        public String toString() {
            return "Shown[request=" + request + "]";
        }
    }

    private static Contested parsed(
            String pointer,
            @Nullable String about,
            @Nullable String consent,
            @Nullable String document,
            @Nullable Integer segment) {
        Contested.Kind kind = RequestFields.oneOf(pointer + "/about", about, Contested.Kind.class);
        if (consent != null && kind != Contested.Kind.CONSENT) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    pointer + "/consent", "Name a consent only where a consent is contested.");
        }
        boolean ofDocument = kind == Contested.Kind.SEGMENT || kind == Contested.Kind.SHEET;
        if (document != null && !ofDocument) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    pointer + "/document",
                    "Name a document only where a transcript or a sheet is contested.");
        }
        if (segment != null
                && (kind != Contested.Kind.SEGMENT
                        || document == null
                        || segment < 0
                        || segment >= MOST_SEGMENTS)) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    pointer + "/segment",
                    "Name a segment only with its transcript, and count from 0.");
        }
        return new Contested(
                kind,
                RequestFields.optionalId(pointer + "/consent", consent),
                RequestFields.optionalId(pointer + "/document", document),
                segment);
    }
}
