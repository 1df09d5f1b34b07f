// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The spoken first layer of a notice (GDPR art. 13), or the template of one: a person is told who
 * calls and what the call is recorded for, and nothing else it might be.
 *
 * @param id of one text for each controller; with {@value #PURPOSES} where the text depends on them
 * @param language BCP 47
 * @param text with {@value #CONTROLLER} and {@value #PURPOSES} where their names go
 * @param conjunction between the last two of several purposes; absent where the text names its own
 * @param phrases how each purpose is said; none where the text names its own
 * @param passages where the text says what it has to, by item of a notice
 */
public record Announcement(
        String id,
        String language,
        String text,
        @Nullable String conjunction,
        Map<Purpose, String> phrases,
        Map<String, String> passages) {

    /** Stands for the name of the controller. */
    public static final String CONTROLLER = "{controller}";

    /** Stands for what the call is recorded for. */
    public static final String PURPOSES = "{purposes}";

    private static final String BETWEEN = "-";

    /** Data comes from files. */
    public Announcement {
        requireNonNull(id, "id");
        requireNonNull(language, "language");
        requireNonNull(text, "text");
        phrases = phrases == null ? Map.of() : Map.copyOf(phrases);
        passages = passages == null ? Map.of() : Map.copyOf(passages);
    }

    /** A text that is spoken as it is. */
    public Announcement(String id, String language, String text) {
        this(id, language, text, null, Map.of(), Map.of());
    }

    /** The id of the text for these purposes; of those that it names, where it names any. */
    public String idFor(Collection<Purpose> purposes) {
        return id.replace(
                PURPOSES,
                purposes.stream()
                        .filter(purpose -> phrases.isEmpty() || phrases.containsKey(purpose))
                        .sorted()
                        .map(Enum::name)
                        .collect(Collectors.joining(BETWEEN)));
    }

    /** Whether that is the id of a text that this one makes. */
    public boolean makes(String spoken) {
        int at = id.indexOf(PURPOSES);
        if (at < 0) {
            return id.equals(spoken);
        }
        String before = id.substring(0, at);
        String after = id.substring(at + PURPOSES.length());
        return spoken.length() > before.length() + after.length()
                && spoken.startsWith(before)
                && spoken.endsWith(after)
                && Arrays.stream(
                                spoken.substring(before.length(), spoken.length() - after.length())
                                        .split(BETWEEN, -1))
                        .allMatch(this::names);
    }

    /** The text that a person hears. */
    public Announcement spokenBy(String controller, Collection<Purpose> purposes) {
        List<String> said =
                purposes.stream().sorted().filter(phrases::containsKey).map(phrases::get).toList();
        Map<String, String> quoted = new TreeMap<>();
        passages.forEach((item, passage) -> quoted.put(item, filled(passage, controller, said)));
        return new Announcement(
                idFor(purposes), language, filled(text, controller, said), null, Map.of(), quoted);
    }

    /** Rejects a template that is none, or has no words for one of these purposes. */
    public void mustSpeakOf(Collection<Purpose> purposes) {
        if (id.contains(PURPOSES) != text.contains(PURPOSES)
                || text.contains(PURPOSES) == phrases.isEmpty()) {
            throw new IllegalArgumentException(
                    "an announcement that names purposes has them in its id, its text and its"
                            + " phrases");
        }
        for (Purpose purpose : purposes) {
            if (!phrases.isEmpty() && purpose.isRecording() && !phrases.containsKey(purpose)) {
                throw new IllegalArgumentException(id + " has no words for " + purpose);
            }
        }
    }

    private boolean names(String purpose) {
        return phrases.keySet().stream().anyMatch(one -> one.name().equals(purpose));
    }

    private String filled(String template, String controller, List<String> said) {
        return template.replace(PURPOSES, joined(said)).replace(CONTROLLER, controller);
    }

    private String joined(List<String> said) {
        if (said.size() < 2 || conjunction == null) {
            return String.join(", ", said);
        }
        return String.join(", ", said.subList(0, said.size() - 1))
                + " "
                + conjunction
                + " "
                + said.getLast();
    }
}
