// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.intake.domain.AuditEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant NINE = Instant.parse("2026-11-24T09:00:00Z");

    @Test
    void anEffectComesAfterItsCauseThoughItsClockIsBehind() {
        assertThat(
                        told(
                                entry("ordered", 0, "stored", "item-r1", 1),
                                entry("decided", 10, null, "contact-c", 1),
                                entry("stored", 20, "decided", "recording-r1", 1)))
                .containsExactly("decided", "stored", "ordered");
    }

    @Test
    void whatNothingBindsIsToldByTheClocks() {
        assertThat(
                        told(
                                entry("a", 0, null, "s-1", 1),
                                entry("b", 1, "unknown", "s-2", 1),
                                entry("c", 2, "a", "s-3", 1)))
                .containsExactly("a", "b", "c");
    }

    @Test
    void aStreamKeepsItsOrderThoughItsClockWentBack() {
        assertThat(
                        told(
                                entry("second", 0, null, "s-1", 2),
                                entry("first", 5, null, "s-1", 1),
                                entry("other", 6, null, "s-2", 1)))
                .containsExactly("first", "second", "other");
    }

    /** A customer's systems number nothing: they say what caused what. */
    @Test
    void whatWasHandedInGoesByItsCausesThoughItsClockIsBehind() {
        assertThat(
                        told(
                                entry("effect", 0, "cause", "x-voix:crm", 0),
                                entry("cause", 5, null, "x-voix:crm", 0)))
                .containsExactly("cause", "effect");
    }

    /** Of different streams, whose numbers say nothing of each other. */
    @Test
    void whatWasErasedGoesByTheClocks() {
        assertThat(
                        told(
                                entry("granted", 0, null, AuditEntry.ERASED, 7),
                                entry("stored", 1, "granted", AuditEntry.ERASED, 1),
                                entry("deleted", 2, null, AuditEntry.ERASED, 2)))
                .containsExactly("granted", "stored", "deleted");
    }

    @Test
    void aCircleOfCausesLosesNothing() {
        assertThat(
                        told(
                                entry("a", 0, "b", "s-1", 1),
                                entry("b", 1, "a", "s-2", 1),
                                entry("self", 2, "self", "s-3", 1),
                                entry("free", 3, null, "s-4", 1)))
                .containsExactly("free", "a", "b", "self");
    }

    /** Trees of causes with clocks that are wrong by chance: every seed keeps the two promises. */
    @Test
    void noClockTurnsCauseAndEffectAround() {
        for (long seed = 0; seed < 200; seed++) {
            Random chance = new Random(seed);
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String cause = i == 0 ? null : "e" + chance.nextInt(i);
                entries.add(entry("e" + i, chance.nextInt(100), cause, "s-" + i % 7, i));
            }
            Collections.shuffle(entries, chance);

            List<String> told = told(entries.toArray(Entry[]::new));

            assertThat(told).as("seed %d", seed).hasSize(40).doesNotHaveDuplicates();
            for (Entry entry : entries) {
                if (entry.causationId() != null) {
                    assertThat(told.indexOf(entry.id()))
                            .as("seed %d: %s", seed, entry.id())
                            .isGreaterThan(told.indexOf(entry.causationId()));
                }
            }
            for (int i = 7; i < 40; i++) {
                assertThat(told.indexOf("e" + i))
                        .as("seed %d: %d", seed, i)
                        .isGreaterThan(told.indexOf("e" + (i - 7)));
            }
        }
    }

    private static List<String> told(Entry... entries) {
        return Timeline.of(List.of(entries)).stream().map(Entry::id).toList();
    }

    private static Entry entry(
            String id, int second, @Nullable String cause, String stream, long sequence) {
        Instant at = NINE.plusSeconds(second);
        return new Entry(
                id,
                at,
                at,
                "recording",
                "DONE",
                "DONE",
                List.of(),
                "actor",
                "organisation",
                "role",
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                new Entry.How("Done", null),
                "correlation",
                cause,
                stream,
                sequence,
                null);
    }
}
