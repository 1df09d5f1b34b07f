// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

import io.temoin.eventsourcing.Sha256;
import java.time.Period;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a controller declares of a purpose.
 *
 * @param keepFor how long; absent when the catalogue names no period and the controller none
 * @param keepingReference the legal text of a period that the catalogue's default does not cover
 * @param recipients categories of recipients, as codes
 * @param sampling which calls are recorded; absent when the purpose records none
 */
public record PurposeTerms(
        LegalBasis legalBasis,
        @Nullable Period keepFor,
        @Nullable String keepingReference,
        List<String> recipients,
        List<Transfer> transfers,
        @Nullable SamplingBudget sampling) {

    public PurposeTerms {
        recipients = List.copyOf(recipients);
        transfers = List.copyOf(transfers);
    }

    /**
     * SHA-256 of these terms as revision {@code revision} of that purpose, chained to the revision
     * before: whoever holds one hash can tell whether any earlier revision was changed.
     */
    String hash(String controller, PurposeCode code, int revision, String before) {
        String text =
                String.join(
                        "\n",
                        "temoin-purpose-1",
                        controller,
                        code.value(),
                        Integer.toString(revision),
                        before,
                        legalBasis.name(),
                        String.valueOf(keepFor),
                        String.valueOf(keepingReference),
                        String.join(",", recipients),
                        transfers.stream()
                                .map(transfer -> transfer.country() + ":" + transfer.safeguard())
                                .collect(Collectors.joining(",")),
                        sampling == null ? "" : sampling.percent() + "/" + sampling.perMonth());
        return Sha256.hex(text);
    }
}
