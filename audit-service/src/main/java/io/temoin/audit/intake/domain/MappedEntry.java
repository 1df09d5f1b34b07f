// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry that is being put together from a foreign event. */
final class MappedEntry {

    /** What no foreign schema has a field for, by the name under which senders may add it. */
    private static final Map<String, EntryPart> LINKS =
            Map.of(
                    "controller", EntryPart.CONTROLLER,
                    "subject", EntryPart.SUBJECT,
                    "recording", EntryPart.RECORDING,
                    "decision", EntryPart.DECISION,
                    "consent", EntryPart.CONSENT,
                    "purpose", EntryPart.PURPOSE,
                    "reason_code", EntryPart.REASON_CODE,
                    "reason_reference", EntryPart.REASON_REFERENCE,
                    "causation", EntryPart.CAUSATION,
                    "channel", EntryPart.CHANNEL);

    private final Document document;
    private final Violations violations;
    private final SubmittedEntry entry;

    MappedEntry(Document document, Violations violations) {
        this.document = document;
        this.violations = violations;
        this.entry = new SubmittedEntry(document.pointer());
    }

    SubmittedEntry entry() {
        return entry;
    }

    /** Takes the first value there is; one that is missing is missed at the first path. */
    void take(EntryPart part, String... paths) {
        entry.expect(part, document.pointerTo(paths[0])).say(part, document.first(paths));
    }

    /** Says a part in the words of the trail, at the place of what says it in the event. */
    void say(EntryPart part, @Nullable SubmittedText by, String text) {
        entry.say(part, new SubmittedText(by == null ? document.pointer() : by.pointer(), text));
    }

    /**
     * Takes what the trail alone asks for, under a prefix that foreign schemas leave to senders.
     */
    void takeLinks(String prefix) {
        LINKS.forEach(
                (name, part) -> {
                    entry.expect(part, document.pointerTo(prefix + name));
                    document.all(prefix + name).forEach(said -> entry.say(part, said));
                });
    }

    /** The event cannot be mapped. */
    void refuse(String pointer, String code, String message) {
        violations.add(pointer, code, message);
    }
}
