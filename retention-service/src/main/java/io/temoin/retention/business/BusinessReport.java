// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.report.domain.LinkedTarget;
import io.temoin.retention.report.domain.LinkedTarget.LinkedCall;
import io.temoin.retention.report.domain.LinkedTarget.LinkedRecording;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a business system says, once it is understood.
 *
 * @param event what happened; absent if a call or a recording is only linked to a contract
 * @param claim fingerprint of the claim that was made or has ended; absent if it is none
 * @param at when it did
 * @param contract fingerprint of the contract that the call or the recording is linked to; absent
 *     if it is linked to none
 */
record BusinessReport(
        @Nullable BusinessEvent event,
        @Nullable String claim,
        Instant at,
        Target target,
        @Nullable String contract) {

    /** What it reports; {@code null} if it only links. */
    @Nullable BusinessFact fact() {
        return event == null ? null : new BusinessFact(event, claim, at);
    }

    /** Whose business it is. */
    sealed interface Target {

        /** Of one recording. */
        record OneRecording(UUID recording) implements Target {}

        /** Of a call, whatever recordings there are. */
        record WholeCall(UUID decision, String controller) implements Target {}

        /** Of a contract, by its fingerprint, whatever belongs to it. */
        record Contract(String fingerprint, String controller) implements Target {}

        /** Of a person, whatever the controller keeps of them. */
        record Person(String subject, String controller) implements Target {}
    }

    /** What it links to a contract. */
    LinkedTarget linked() {
        return switch (target) {
            case Target.OneRecording(var recording) -> new LinkedRecording(recording);
            case Target.WholeCall(var decision, _) -> new LinkedCall(decision);
            case Target.Contract _, Target.Person _ ->
                    throw new IllegalStateException("neither belongs to a contract");
        };
    }
}
