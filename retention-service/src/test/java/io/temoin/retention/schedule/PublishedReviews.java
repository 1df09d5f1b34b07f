// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.ReviewGround;
import io.temoin.retention.engine.domain.ReviewOutcome;
import io.temoin.retention.policy.domain.PolicyConditions;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.policy.domain.ReviewTerms;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.retention.schedule.domain.ItemReviewsDecided;
import io.temoin.retention.schedule.domain.RetainedItemCommand;
import io.temoin.retention.schedule.domain.RetainedItemCommand.CheckReview;
import io.temoin.retention.schedule.domain.RetainedItemCommand.DecideReview;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ReviewDecision;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What is asked of a recording that a policy wants a person to look at. */
final class PublishedReviews {

    private static final Duration TWO_WEEKS = Duration.ofDays(14);

    private static final InMemoryShreddableKeys KEYS = new InMemoryShreddableKeys();

    private PublishedReviews() {}

    /** The type of event that decides on registered items, and its version. */
    static Set<Map.Entry<String, Integer>> versions() {
        return ItemReviewStream.codec(KEYS).versions().entrySet();
    }

    /** Its payload: somebody keeps an item. */
    static Map<String, String> payloads() {
        UUID item = UUID.fromString("019a0000-0000-7000-8000-000000000003");
        Instant at = Instant.parse("2027-11-25T09:00:00Z");
        ItemReviewsDecided event =
                new ItemReviewsDecided(
                        UUID.fromString("019a0000-0000-7000-8000-000000000052"),
                        ItemKind.CALL_DECISION,
                        "rhone-telecom",
                        List.of(
                                new ItemReviewsDecided.ReviewedItem(
                                        item,
                                        LocalDate.of(2027, 11, 24),
                                        Instant.parse("2027-11-24T23:00:00Z"))),
                        ReviewOutcome.KEEP,
                        ReviewGround.CLAIM_EXPECTED,
                        "CASE-7",
                        "dpo",
                        at,
                        LocalDate.of(2028, 5, 24));
        EventMetadata metadata =
                new EventMetadata(
                        new TenantId("helios"),
                        Actor.service("test"),
                        item,
                        null,
                        "correlation",
                        null,
                        null,
                        at);
        return Map.of(
                "ItemReviewsDecided",
                ItemReviewStream.codec(KEYS)
                        .encodeAll(new StreamId("review", "one"), List.of(event), metadata)
                        .await()
                        .indefinitely()
                        .getFirst()
                        .payload());
    }

    /** Nobody looks at it in time, and then somebody does. */
    static RetainedItemCommand[] commands(CallReference call, Instant endedAt) {
        RetentionPolicy policy =
                new RetentionPolicy(
                        Purpose.QUALITY,
                        2,
                        LocalDate.of(2026, 1, 1),
                        RetentionTrigger.RECORDING_ENDED,
                        null,
                        Period.ofMonths(3),
                        false,
                        "Decision of the DPO, 2026-11",
                        new PolicyConditions(false, null, new ReviewTerms(Period.ofMonths(6))));
        return new RetainedItemCommand[] {
            new NoteItem(
                    call,
                    "voix-du-rhone",
                    "fibre-autumn",
                    endedAt,
                    ZoneId.of("Europe/Paris"),
                    List.of(policy),
                    List.of(),
                    endedAt),
            new CheckReview(TWO_WEEKS, Instant.parse("2027-03-10T23:00:00Z")),
            new DecideReview(
                    new ReviewDecision(
                            ReviewOutcome.KEEP,
                            ReviewGround.CLAIM_EXPECTED,
                            "CASE-7",
                            LocalDate.of(2027, 5, 24)),
                    "dpo",
                    PublishedEventsTest.id("000000000009"),
                    Holds.NONE,
                    Instant.parse("2027-02-25T09:00:00Z"))
        };
    }
}
