// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRegistered;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The call behind a recording: whose it is, what it rests on, what it may be used for.
 *
 * @param callPurpose why the person was called
 * @param onRefusal what follows when the person refuses the recording during the call
 * @param consentedAt when the person agreed to be recorded, as far as anything rests on that
 * @param campaign of the call; absent for a call of none
 * @param restrictedBy requests of the person that restrict it: it is stored, and nobody hears it
 */
public record RecordedCall(
        PartyId controller,
        PartyId processor,
        SubjectId subject,
        UUID decision,
        @Nullable UUID consent,
        PurposeCode callPurpose,
        OnRefusal onRefusal,
        List<PurposeCode> purposes,
        List<RetentionPreview> retention,
        Instant startedAt,
        Instant endedAt,
        Instant consentedAt,
        @Nullable String campaign,
        Set<UUID> restrictedBy) {

    public RecordedCall {
        purposes = List.copyOf(purposes);
        retention = List.copyOf(retention);
        restrictedBy = Set.copyOf(restrictedBy);
    }

    /** The call of a recording that was announced. */
    public static RecordedCall of(RecordingRegistered event) {
        return new RecordedCall(
                event.controller(),
                event.processor(),
                event.subject(),
                event.decision(),
                event.consent(),
                event.callPurpose(),
                event.onRefusal(),
                event.purposes(),
                event.retention(),
                event.startedAt(),
                event.endedAt(),
                event.consentedAt() == null ? event.startedAt() : event.consentedAt(),
                event.campaign(),
                Set.of());
    }

    /** Whether a request of the person restricts it (GDPR art. 18). */
    public boolean isRestricted() {
        return !restrictedBy.isEmpty();
    }

    /**
     * Whether the recording may still be used for {@code purpose}. A purpose that ends takes the
     * access under it along at once, even when the bytes stay for another one.
     */
    boolean serves(PurposeCode purpose, Set<PurposeCode> over, Instant now, ZoneId zone) {
        return purposes.contains(purpose)
                && !over.contains(purpose)
                && retention.stream()
                        .filter(preview -> preview.purpose().equals(purpose))
                        .noneMatch(preview -> preview.isOver(endedAt, now, zone));
    }

    /** Whether a law orders the recording kept, whatever the person says (GDPR art. 17(3)(b)). */
    public boolean keptByLaw() {
        return retention.stream().anyMatch(RetentionPreview::keptByLaw);
    }

    /** Its purposes that rest on a basis of this kind. */
    Set<PurposeCode> restingOn(Predicate<LegalBasis> kind) {
        return purposes.stream()
                .filter(purpose -> kind.test(basisOf(purpose)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What one of its purposes rests on. */
    public LegalBasis basisOf(PurposeCode purpose) {
        return retention.stream()
                .filter(preview -> preview.purpose().equals(purpose))
                .map(RetentionPreview::basis)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(LegalBasis.LEGITIMATE_INTEREST);
    }

    /** The same call, no longer recorded for {@code ended}. */
    RecordedCall without(Collection<PurposeCode> ended) {
        return new RecordedCall(
                controller,
                processor,
                subject,
                decision,
                consent,
                callPurpose,
                onRefusal,
                purposes.stream().filter(purpose -> !ended.contains(purpose)).toList(),
                retention.stream().filter(preview -> !ended.contains(preview.purpose())).toList(),
                startedAt,
                endedAt,
                consentedAt,
                campaign,
                restrictedBy);
    }

    /** The same call, restricted by these requests. */
    RecordedCall restrictedBy(Set<UUID> requests) {
        return new RecordedCall(
                controller,
                processor,
                subject,
                decision,
                consent,
                callPurpose,
                onRefusal,
                purposes,
                retention,
                startedAt,
                endedAt,
                consentedAt,
                campaign,
                requests);
    }
}
