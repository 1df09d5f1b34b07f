// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.FreeValues;
import io.temoin.retention.rights.domain.Recipient;
import io.temoin.retention.rights.domain.RecipientExcuse;
import io.temoin.retention.rights.domain.RecipientOrigin;
import io.temoin.retention.rights.domain.RecipientState;
import io.temoin.retention.rights.domain.RequestType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is sent and shown of those who received the data. */
final class RecipientBodies {

    private static final int MOST = 100;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private RecipientBodies() {}

    /** Who received the data. */
    @Schema(name = "RecipientNaming")
    record Naming(
            @Schema(
                            required = true,
                            maxItems = MOST,
                            description =
                                    "Codes of your choice, besides the categories that were declared"
                                            + " with the purposes, which are added; empty if nobody"
                                            + " else received the data. No names of persons.")
                    @Nullable List<@Nullable String> recipients) {

        List<String> parsed() {
            if (recipients == null || recipients.size() > MOST) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/recipients", "State at most 100 recipients, or an empty list.");
            }
            List<String> parsed = new ArrayList<>();
            for (int i = 0; i < recipients.size(); i++) {
                parsed.add(code("/recipients/" + i, recipients.get(i)));
            }
            return parsed;
        }

        private static String code(String pointer, @Nullable String value) {
            if (value == null || !CODE.matcher(value).matches()) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        pointer, "A recipient is a code of 1 to 64 letters, digits and . _ -.");
            }
            return FreeValues.impersonal(pointer, value);
        }
    }

    /** A recipient was told. */
    @Schema(name = "RecipientNotification")
    record Notification(
            @Schema(format = "date-time", description = "When it was told; now, if omitted.")
                    @Nullable String notifiedAt) {}

    /** A recipient acknowledged. */
    @Schema(name = "RecipientAcknowledgement")
    record Acknowledgement(
            @Schema(format = "date-time", description = "When it said so; now, if omitted.")
                    @Nullable String acknowledgedAt) {}

    /** A recipient is not told. */
    @Schema(name = "RecipientExcuseReason")
    record Excuse(
            @Schema(required = true, implementation = RecipientExcuse.class)
                    @Nullable String reason) {

        RecipientExcuse parsed() {
            return DeskFields.code("/reason", RecipientExcuse.class, reason);
        }
    }

    /**
     * A recipient of the data.
     *
     * @param dueAt before when it is to be told, or to acknowledge; absent once nothing is due
     * @param overdue whether that moment has passed
     * @param excuse why it is not told
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "RequestRecipient",
            requiredProperties = {"recipient", "origin", "state", "overdue"})
    record Shown(
            String recipient,
            RecipientOrigin origin,
            RecipientState state,
            @Nullable Instant notifiedAt,
            @Nullable Instant acknowledgedAt,
            @Nullable RecipientExcuse excuse,
            @Nullable Instant dueAt,
            boolean overdue) {

        static Shown of(Recipient it, RequestType type, Instant answerDue, Instant now) {
            Instant due = it.dueAt(type, answerDue);
            return new Shown(
                    it.named().recipient(),
                    it.named().origin(),
                    it.state(type),
                    it.notified() == null ? null : it.notified().notifiedAt(),
                    it.acknowledgedAt(),
                    it.excuse(),
                    due,
                    due != null && !now.isBefore(due));
        }
    }
}
