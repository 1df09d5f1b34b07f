// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
                    "retention.DispositionOrdered",
                    "retention.DispositionConfirmed",
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

    /** With its name, shorter than {@link EntryBounds} lets in: a text of law may be long. */
    private static final int LONGEST = 700;

    private DestructionFacts() {}

    /** The facts as {@code name=value}, ascending; of a list each value. */
    static List<String> of(Facts facts) {
        return NAMES.entrySet().stream()
                .flatMap(
                        one ->
                                facts.texts(one.getValue()).stream()
                                        .map(value -> one.getKey() + "=" + shortened(value)))
                .sorted()
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
        @Nullable String order = event.facts().text("order");
        if (basis == null) {
            return order == null ? null : new StatedReason("ORDERED", order);
        }
        return new StatedReason(basis, order);
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
    }
}
