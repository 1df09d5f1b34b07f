// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.personsearch;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.ChassisProblem;
import io.temoin.retention.personsearch.domain.PersonSearched.Lookup;
import io.temoin.retention.requests.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whose data, and which part of the answer. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "PersonSearch")
public record PersonQuestion(
        @Schema(
                        maxLength = LONGEST_NUMBER,
                        description =
                                "The person's phone number; read as French unless it has a country"
                                        + " code. Neither stored nor logged.")
                @Nullable String number,
        @Schema(pattern = SUBJECT, description = "The person's pseudonym.")
                @Nullable String subject,
        @Schema(format = "uuid", description = "A recording of a call with the person.")
                @Nullable String recording,
        @Schema(format = "uuid", description = "A call with the person, by its decision.")
                @Nullable String decision,
        @Schema(format = "uuid", description = "A request of the person.") @Nullable String request,
        @Schema(
                        pattern = PARTY,
                        description =
                                "At which controller; the caller's own organisation, if omitted.")
                @Nullable String controller,
        @Schema(description = "`next` of the previous page.") @Nullable String cursor,
        @Schema(minimum = "1", maximum = "200", description = "1 to 200 items; by default 50.")
                @Nullable Integer limit) {

    private static final int LONGEST_NUMBER = 40;
    private static final String SUBJECT = "^[0-9a-f]{32}$";
    private static final String PARTY = "^[a-z0-9][a-z0-9-]{0,62}$";
    private static final Pattern SUBJECTS = Pattern.compile(SUBJECT);

    /** By what the person is to be found. */
    sealed interface By {

        /** What is recorded of it. */
        Lookup lookup();

        /** A phone number. */
        record PhoneNumber(String number) implements By {
            @Override
            public Lookup lookup() {
                return Lookup.NUMBER;
            }

            @Override
            public String toString() {
                return "PhoneNumber[redacted]";
            }
        }

        /** The pseudonym. */
        record Subject(String subject) implements By {
            @Override
            public Lookup lookup() {
                return Lookup.SUBJECT;
            }
        }

        /** Something that is known, by its id. */
        record Reference(Lookup lookup, UUID id) implements By {}
    }

    /** By what; exactly one of the five is stated. */
    By by() {
        List<By> stated = new ArrayList<>();
        if (number != null) {
            stated.add(new By.PhoneNumber(number));
        }
        if (subject != null) {
            if (!SUBJECTS.matcher(subject).matches()) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/subject", "A pseudonym has 32 digits and letters from a to f.");
            }
            stated.add(new By.Subject(subject));
        }
        add(stated, Lookup.RECORDING, "/recording", recording);
        add(stated, Lookup.DECISION, "/decision", decision);
        add(stated, Lookup.REQUEST, "/request", request);
        if (stated.size() != 1) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "", "State one of number, subject, recording, decision and request.");
        }
        return stated.getFirst();
    }

    /** At which controller. */
    String controllerOr(String own) {
        if (controller == null) {
            return own;
        }
        return RequestFields.party(
                "/controller",
                controller,
                "A controller is an id of lower-case letters, digits and -.");
    }

    private static void add(List<By> stated, Lookup lookup, String pointer, @Nullable String text) {
        if (text == null) {
            return;
        }
        stated.add(new By.Reference(lookup, RequestFields.id(pointer, text)));
    }

    @Override
    public String toString() {
        return "PersonQuestion[redacted]";
    }
}
