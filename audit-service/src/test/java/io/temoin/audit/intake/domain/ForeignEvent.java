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
                    Set.of("rhone-telecom", "voix-du-rhone"));

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
        Map<String, List<Said>> said = new LinkedHashMap<>();
        values.forEach(
                (path, texts) ->
                        said.put(
                                path,
                                texts.stream()
                                        .map(text -> new Said("/0/" + path.replace('.', '/'), text))
                                        .toList()));
        return RULES.read(
                form.read(
                        new Document("/0", said),
                        new Said("source", "crm"),
                        "rhone-telecom",
                        violations),
                violations);
    }
}
