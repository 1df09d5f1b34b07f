// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.Rejected.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event that a test hands in as the first of several. Changing it makes another one. */
final class ForeignEvent {

    private static final EntryRules RULES =
            new EntryRules(
                    Instant.parse("2026-11-24T09:30:00Z"),
                    Duration.ofMinutes(5),
                    Duration.ofDays(400),
                    new SubmissionRights(
                            "rhone-telecom",
                            List.of(
                                    new SubmissionRights.Instruction(
                                            "voix-du-rhone", Set.of("QUALITY", "TRAINING")))));

    /** What {@link #withOurs} says the event is about. */
    static final AuditEntry.Links LINKS =
            new AuditEntry.Links(
                    "rhone-telecom", "9f2b6c1d3e4f5a60718293a4b5c6d7e8", "r1", "d1", "c1");

    /** The reason that {@link #withOurs} states. */
    static final AuditEntry.StatedReason REASON = new AuditEntry.StatedReason("TICKET", "ITS-1");

    private final EventForm form;
    private final Map<String, List<String>> values;

    ForeignEvent(EventForm form) {
        this(form, Map.of());
    }

    private ForeignEvent(EventForm form, Map<String, List<String>> values) {
        this.form = form;
        this.values = values;
    }

    /** The same with a value; {@code null} says nothing. */
    ForeignEvent with(String path, @Nullable String... texts) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        if (texts[0] == null) {
            changed.remove(path);
        } else {
            changed.put(path, Arrays.stream(texts).map(Objects::requireNonNull).toList());
        }
        return new ForeignEvent(form, changed);
    }

    /** The same with all that no form has a field for, but the purposes. */
    ForeignEvent withOurs(String prefix) {
        return with(prefix + "controller", LINKS.controller())
                .with(prefix + "subject", LINKS.subject())
                .with(prefix + "recording", LINKS.recording())
                .with(prefix + "decision", LINKS.decision())
                .with(prefix + "consent", LINKS.consent())
                .with(prefix + "reason_code", REASON.code())
                .with(prefix + "reason_reference", REASON.reference())
                .with(prefix + "causation", "cause")
                .with(prefix + "channel", "WEB");
    }

    ForeignEvent without(String path) {
        return with(path, (String) null);
    }

    Submission taken() {
        Violations violations = new Violations();
        @Nullable Submission submission = read(violations);
        assertThat(violations.all()).isEmpty();
        return Objects.requireNonNull(submission);
    }

    List<Violation> refused() {
        Violations violations = new Violations();
        assertThat(read(violations)).isNull();
        return violations.all();
    }

    private @Nullable Submission read(Violations violations) {
        Map<String, List<SubmittedText>> said = new LinkedHashMap<>();
        values.forEach(
                (path, texts) ->
                        said.put(
                                path,
                                texts.stream()
                                        .map(
                                                text ->
                                                        new SubmittedText(
                                                                "/0/" + path.replace('.', '/'),
                                                                text))
                                        .toList()));
        return RULES.read(
                form.read(
                        new Document("/0", said),
                        new SubmittedText("source", "crm"),
                        "rhone-telecom",
                        violations),
                violations);
    }
}
