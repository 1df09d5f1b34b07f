// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.retention.register.domain.ItemPlan;
import io.temoin.retention.schedule.domain.Sentence.FactName;
import io.temoin.retention.schedule.domain.Sentence.Message;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The recording that an item stays with whose person is erased: it proves that it was lawful to
 * record (GDPR art. 5(2)).
 *
 * @param cause what keeps the recording
 * @param until the last day on which it keeps the item; absent while nobody knows it
 * @param reference the text that keeps the recording; absent if none does
 */
public record KeepingRecording(
        UUID recording, KeepingCause cause, @Nullable LocalDate until, @Nullable String reference) {

    /**
     * What is told of an item; {@code null} if it does not stay with a recording, or for longer
     * than that.
     *
     * @param alone what an erasure does with the item alone
     * @param own what becomes of it without the erasure
     * @param recording of its call that stays; absent if none does
     */
    public static @Nullable KeepingRecording of(
            ErasableItem alone, ItemPlan own, @Nullable ErasableItem recording, Instant now) {
        KeepingCause cause = recording == null ? null : recording.keptBy();
        ErasableItem kept = KeptCalls.apply(alone, own, recording, now);
        return recording == null || cause == null || kept.keptBy() != KeepingCause.KEPT_RECORDING
                ? null
                : new KeepingRecording(recording.item(), cause, kept.until(), kept.reference());
    }

    /** That the item stays, and why, for those who may know of the recording. */
    List<Sentence> sentences() {
        Sentence stays =
                until == null
                        ? Sentence.of(Message.KEPT_WITH_RECORDING)
                        : new Sentence(
                                Message.KEPT_WITH_RECORDING_UNTIL, Map.of(FactName.UNTIL, until));
        return List.of(stays, Sentence.of(why()));
    }

    private Message why() {
        return switch (cause) {
            case LEGAL_HOLD -> Message.RECORDING_HELD;
            case CONFLICT -> Message.RECORDING_IN_CONFLICT;
            case STATUTORY_MINIMUM, SUPPRESSION, REQUEST_FILE, KEPT_RECORDING, REFUSED_BY_OWNER ->
                    Message.RECORDING_UNDER_MINIMUM;
        };
    }
}
