// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import io.temoin.consent.permission.domain.ConsentField;
import io.temoin.consent.permission.domain.ConsentParticulars;
import io.temoin.consent.permission.domain.CorrectedField;
import io.temoin.consent.requests.RequestFields;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be put right in a consent, and under which request. */
@Schema(name = "ConsentCorrection")
public record ConsentCorrection(
        @Schema(
                        required = true,
                        format = "uuid",
                        description = "The person's request, as the rights desk names it.")
                @Nullable String request,
        @Schema(required = true, minItems = 1, maxItems = MOST)
                @Nullable List<@Nullable RightValue> values) {

    private static final int MOST = 6;

    /** One field and what is right. */
    @Schema(name = "ConsentRightValue")
    public record RightValue(
            @Schema(required = true, implementation = ConsentField.class) @Nullable String field,
            @Schema(
                            description =
                                    "What is right: a code, a language tag (BCP 47) or, of EXACT_SLOT"
                                            + " and VALID_UNTIL, a moment (RFC 3339). Absent where"
                                            + " there is nothing of the kind.")
                    @Nullable String value) {

        /** What is right of a person is not for a log. */
        @Override
        public String toString() {
            return "RightValue[field=" + field + "]";
        }

        private CorrectedField read(String pointer) {
            ConsentField which = RequestFields.oneOf(pointer + "/field", field, ConsentField.class);
            String at = pointer + "/value";
            return new CorrectedField(which, value == null ? null : read(which, at, value));
        }

        private static String read(ConsentField which, String pointer, String value) {
            return switch (which) {
                case EXACT_SLOT, VALID_UNTIL ->
                        RequestFields.instant(pointer, value)
                                .truncatedTo(ChronoUnit.MICROS)
                                .toString();
                case OBJECT, COLLECTION_POINT, AGENT -> RequestFields.code(pointer, value);
                case LANGUAGE ->
                        RequestFields.impersonal(
                                pointer,
                                value,
                                ConsentParticulars::isLanguage,
                                "a language tag (BCP 47)");
            };
        }
    }

    UUID requestId() {
        return RequestFields.id("/request", request);
    }

    /** Each field once. */
    List<CorrectedField> corrections() {
        List<@Nullable RightValue> stated = RequestFields.present("/values", values);
        if (stated.isEmpty() || stated.size() > MOST) {
            throw RequestFields.refused("/values", "format-invalid", "State 1 to 6 fields.");
        }
        List<CorrectedField> corrections = new ArrayList<>();
        Set<ConsentField> seen = EnumSet.noneOf(ConsentField.class);
        for (int i = 0; i < stated.size(); i++) {
            String pointer = "/values/" + i;
            CorrectedField right = RequestFields.present(pointer, stated.get(i)).read(pointer);
            if (!seen.add(right.field())) {
                throw RequestFields.refused(
                        pointer + "/field", "value-unexpected", "State each field once.");
            }
            corrections.add(right);
        }
        return corrections;
    }
}
