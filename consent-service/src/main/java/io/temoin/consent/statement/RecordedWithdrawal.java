// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.statement;

import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import io.temoin.consent.permission.domain.WithdrawalEffect;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A withdrawal that was recorded, and what it did. */
@Schema(
        name = "RecordedWithdrawal",
        requiredProperties = {"id", "subject", "effectiveAt", "consentsEnded", "consentsInForce"})
public record RecordedWithdrawal(
        UUID id,
        String subject,
        Instant effectiveAt,
        @Schema(description = "How many consents it ended; 0 if none was in force.")
                int consentsEnded,
        @Schema(
                        description =
                                "How many consents were collected after it was stated, and stay in"
                                        + " force.")
                int consentsInForce) {

    static RecordedWithdrawal of(
            ConsentWithdrawn withdrawn, Instant effectiveAt, WithdrawalEffect effect) {
        return new RecordedWithdrawal(
                withdrawn.withdrawal(),
                withdrawn.subject().value(),
                effectiveAt,
                effect.ended(),
                effect.standing().size());
    }
}
