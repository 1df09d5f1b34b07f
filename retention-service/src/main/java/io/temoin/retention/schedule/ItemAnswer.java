// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.engine.domain.PurposeEnd;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.register.RegisteredItemQueries;
import io.temoin.retention.register.RegisteredItemQueries.Found;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.retention.schedule.domain.DispositionEvidence;
import io.temoin.retention.schedule.domain.Explanation;
import io.temoin.retention.schedule.domain.ListedKind;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Disposed;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItem.Gone;
import io.temoin.retention.schedule.domain.RetainedItem.Ordered;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One retained item as of now.
 *
 * @param id the recording's, or the one that the service gave it that keeps it
 * @param subject pseudonym of the person it is about; absent when it is about nobody
 * @param decision on the call it belongs to; absent when it belongs to none
 * @param endedAt when the recording ended, or what its periods run from; absent if the recording
 *     was never heard of
 * @param dueOn its last local day, if it has one
 * @param dueAt the end of that day, or the moment a quarantine ends on it
 * @param held whether a legal hold blocks its disposition
 * @param holds the ids of these holds, for the controller and the tenant's own people
 * @param frozenUntil until when an open request of the person keeps it at the latest, for the same
 * @param refused why the service that keeps it did not destroy it when it was ordered to; it is
 *     ordered again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "RetainedItem")
public record ItemAnswer(
        UUID id,
        ListedKind kind,
        String controller,
        @Nullable String subject,
        @Nullable UUID decision,
        @Nullable UUID consent,
        ItemState state,
        @Nullable Instant endedAt,
        List<RetentionPurpose> purposes,
        @Nullable LocalDate dueOn,
        @Nullable Instant dueAt,
        @Nullable ItemQuarantine quarantine,
        boolean held,
        Set<UUID> holds,
        @Nullable Instant frozenUntil,
        @Nullable Order order,
        @Nullable Instant erasedAt,
        @Nullable Evidence evidence,
        @Schema(pattern = "^[A-Z][A-Z_]{0,62}$") @Nullable String refused) {

    /**
     * A purpose the recording is kept for, under which version of its policy.
     *
     * @param ended since when it is no reason to keep any more, and why; absent while it is one
     * @param accessEndedAt since when nobody may use the recording for it; absent while some may
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RetentionPurpose(
            Purpose purpose,
            int policyVersion,
            @Nullable PurposeEnd ended,
            @Nullable Instant accessEndedAt) {}

    /** Why nobody hears it any more, and by when it has to be gone unless a text keeps it. */
    @Schema(name = "ItemQuarantine")
    public record ItemQuarantine(
            @Schema(pattern = "^[A-Z][A-Z0-9_]{0,62}$") String reason, Instant eraseBy) {
        static @Nullable ItemQuarantine of(@Nullable Quarantine quarantine) {
            return quarantine == null
                    ? null
                    : new ItemQuarantine(quarantine.reason(), quarantine.eraseBy());
        }
    }

    /** The order to destroy it; its id is that of the batch where it was ordered with others. */
    public record Order(UUID id, DispositionBasis basis, Instant at) {
        static Order of(Ordered ordered) {
            return new Order(ordered.order(), ordered.basis(), ordered.orderedAt());
        }
    }

    /** What proves that it is gone. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Evidence(@Nullable String keyId, @Nullable String keyFingerprint, long bytes) {
        static Evidence of(DispositionEvidence evidence) {
            return new Evidence(evidence.keyId(), evidence.keyFingerprint(), evidence.bytes());
        }
    }

    /** Without a word of the holds on the item. */
    public static ItemAnswer withoutHolds(RetainedItem item) {
        return of(item, HoldsShown.NONE);
    }

    static ItemAnswer of(RetainedItem item, HoldsShown holds) {
        return switch (item) {
            case Expected _ -> throw Explanation.unknown();
            case Retained retained ->
                    of(retained, ItemState.of(retained.disposition()), holds, null, null, null);
            case Ordered ordered ->
                    of(
                            ordered.retained(),
                            ItemState.ORDERED,
                            HoldsShown.NONE,
                            Order.of(ordered),
                            null,
                            null);
            case Disposed(var ordered, var erasedAt, var evidence) ->
                    of(
                            ordered.retained(),
                            ItemState.DISPOSED,
                            HoldsShown.NONE,
                            Order.of(ordered),
                            erasedAt,
                            Evidence.of(evidence));
            case Gone gone -> of(gone);
        };
    }

    private static ItemAnswer of(Gone gone) {
        Evidence evidence = Evidence.of(gone.evidence());
        if (gone.before() != null) {
            return of(
                    gone.before(),
                    ItemState.GONE,
                    HoldsShown.NONE,
                    null,
                    gone.erasedAt(),
                    evidence);
        }
        CallReference call = gone.call();
        return new ItemAnswer(
                call.recording(),
                ListedKind.RECORDING,
                call.controller(),
                call.subject(),
                call.decision(),
                call.consent(),
                ItemState.GONE,
                null,
                List.of(),
                null,
                null,
                null,
                false,
                Set.of(),
                null,
                null,
                gone.erasedAt(),
                evidence,
                null);
    }

    private static ItemAnswer of(
            Retained retained,
            ItemState state,
            HoldsShown holds,
            @Nullable Order order,
            @Nullable Instant erasedAt,
            @Nullable Evidence evidence) {
        CallReference call = retained.call();
        @Nullable Dated dated = retained.disposition() instanceof Dated it ? it : null;
        return new ItemAnswer(
                call.recording(),
                ListedKind.RECORDING,
                call.controller(),
                call.subject(),
                call.decision(),
                call.consent(),
                state,
                retained.facts().endedAt(),
                purposes(retained),
                dated == null ? null : dated.dueOn(),
                dated == null ? null : dated.dueAt(),
                ItemQuarantine.of(retained.facts().quarantine()),
                holds.held(),
                holds.ids(),
                holds.frozenUntil(),
                order,
                erasedAt,
                evidence,
                null);
    }

    static ItemAnswer of(RegisteredItems.Shown shown, Instant now) {
        Found found = shown.found();
        RegisteredItemQueries.Listed item = found.item();
        HoldsShown holds = shown.visibleHolds(now);
        return new ItemAnswer(
                item.item(),
                ListedKind.valueOf(item.kind().name()),
                item.controller(),
                item.subject(),
                found.decision(),
                null,
                item.state(),
                found.startedAt(),
                shown.plan().because().stream()
                        .map(
                                reason ->
                                        new RetentionPurpose(
                                                reason.purpose(),
                                                reason.policyVersion(),
                                                null,
                                                null))
                        .distinct()
                        .toList(),
                item.dueOn(),
                item.dueAt(),
                ItemQuarantine.of(erasure(found)),
                holds.held(),
                holds.ids(),
                holds.frozenUntil(),
                order(found),
                item.erasedAt(),
                null,
                item.refused());
    }

    /** Of what is registered, only the erasure of its person leaves a mark. */
    private static @Nullable Quarantine erasure(Found found) {
        return found.eraseAt() == null ? null : Quarantine.erasure(found.eraseAt());
    }

    private static @Nullable Order order(Found found) {
        return found.batch() == null || found.basis() == null || found.orderedAt() == null
                ? null
                : new Order(found.batch(), found.basis(), found.orderedAt());
    }

    private static List<RetentionPurpose> purposes(Retained retained) {
        return retained.facts().policies().stream()
                .map(
                        policy ->
                                new RetentionPurpose(
                                        policy.purpose(),
                                        policy.version(),
                                        retained.facts().ended().get(policy.purpose()),
                                        retained.accessEnded().get(policy.purpose())))
                .toList();
    }
}
