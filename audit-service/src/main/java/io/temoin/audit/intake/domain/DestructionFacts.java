// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the log commits to of a destruction, so that a certificate of erasure can prove it. Nothing
 * here tells of a person: of what stands in {@code because} nothing can ever be forgotten.
 */
final class DestructionFacts {

    /** The events that tell of one, by service and name. */
    private static final Set<String> EVENTS =
            Set.of(
                    "recording.RecordingErased",
                    "recording.DocumentDestroyed",
                    "retention.DispositionOrdered",
                    "retention.DispositionConfirmed",
                    "retention.DispositionBatchOrdered",
                    "retention.DispositionBatchConfirmed",
                    "retention.ErasedWithoutOrder");

    /** By the names that they have in the entry; one that a payload has not is left out. */
    private static final Map<String, String> NAMES =
            Map.of(
                    "bytes", "evidence.bytes",
                    "erasedAt", "erasedAt",
                    "horizon", "evidence.horizon",
                    "key", "evidence.keyId",
                    "keyFingerprint", "evidence.keyFingerprint",
                    "keyScope", "evidence.keyScope",
                    "policyVersion", "because.policyVersion",
                    "purpose", "because.purpose",
                    "reference", "because.reference",
                    "rule", "because.rule");

    private static final Map<String, String> DOCUMENT =
            Map.of("document", "document", "erasedAt", "at", "kind", "kind");

    /** The parts of a bound that every one has. */
    private static final List<String> BOUND =
            List.of(
                    "because.rule",
                    "because.purpose",
                    "because.policyVersion",
                    "because.reference");

    /** With its name, shorter than {@link EntryBounds} lets in: a text of law may be long. */
    private static final int LONGEST = 700;

    private DestructionFacts() {}

    /**
     * The facts as {@code name=value}, ascending; of a list each value. {@code bound} has together
     * what belongs together: {@code bound=RULE|PURPOSE|v1|text of law}.
     */
    static List<String> of(Facts facts) {
        return Stream.concat(
                        NAMES.entrySet().stream()
                                .flatMap(one -> named(one.getKey(), facts.texts(one.getValue()))),
                        named("bound", bounds(facts)))
                .sorted()
                .toList();
    }

    /** The facts of the destruction of a document, with which it was and what kind. */
    static List<String> ofDocument(Facts facts) {
        return Stream.concat(
                        of(facts).stream(),
                        DOCUMENT.entrySet().stream()
                                .flatMap(one -> named(one.getKey(), facts.texts(one.getValue()))))
                .sorted()
                .toList();
    }

    private static Stream<String> named(String name, List<String> values) {
        return values.stream().map(value -> name + "=" + shortened(value));
    }

    /** None, where a bound lacks a part: which one, the paths of the values do not tell. */
    private static List<String> bounds(Facts facts) {
        List<List<String>> parts =
                BOUND.stream().map(path -> facts.values().getOrDefault(path, List.of())).toList();
        int count = parts.getFirst().size();
        if (parts.stream().anyMatch(part -> part.size() != count)) {
            return List.of();
        }
        return IntStream.range(0, count)
                .mapToObj(i -> parts.stream().map(part -> part.get(i)).toList())
                .map(bound -> "%s|%s|v%s|%s".formatted(bound.toArray()))
                .distinct()
                .toList();
    }

    /**
     * Why something was destroyed: the ground, and the order as the reference, by which everything
     * of one disposition is found.
     */
    static @Nullable StatedReason reason(PublishedEvent event) {
        if (!EVENTS.contains(event.service() + "." + event.name())) {
            return null;
        }
        @Nullable String basis = event.facts().text("basis");
        @Nullable String batch = event.facts().text("batch");
        @Nullable String order = batch == null ? event.facts().text("order") : batch;
        if (basis == null) {
            return order == null ? null : new StatedReason("ORDERED", order);
        }
        return new StatedReason(basis, order);
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
    }
}
