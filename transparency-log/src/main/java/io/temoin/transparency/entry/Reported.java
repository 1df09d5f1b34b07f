// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The mark of an entry that a system outside the suite handed in. What such an entry says is the
 * word of the organisation that reported it, and is never to be read as a record of the suite. No
 * service and no event of the suite has a name that begins so; the organisation stands in the id of
 * the entry, by the token and not by what was sent.
 */
public final class Reported {

    /** The field that only a reported entry has. */
    static final String FIELD = "reportedBy";

    /** The field with the service that recorded the entry; of a reported one it begins with x-. */
    static final String SERVICE = "service";

    private static final String EVENT = "event";

    private static final Pattern OUTSIDE = Pattern.compile("\"x-.*");
    private static final Pattern ORGANISATION =
            Pattern.compile("\"x-([a-z0-9][a-z0-9-]{0,62}):.*\"");

    private Reported() {}

    /**
     * The mark; none of an entry that shows that it is the suite's own.
     *
     * @param shown canonical JSON by the name of the field
     */
    public static Optional<String> mark(Map<String, String> shown) {
        if (isReported(shown)) {
            return Optional.of(
                    organisation(shown)
                                    .map(name -> "reported by " + name)
                                    .orElse("reported from outside")
                            + ", not recorded by the suite");
        }
        return showsRecorder(shown) ? Optional.empty() : Optional.of("not shown who recorded it");
    }

    /**
     * Whether an entry shows who recorded it. Every entry has a service and an id, so one that
     * shows neither may be a report, whatever the sender says of it.
     */
    static boolean showsRecorder(Map<String, String> shown) {
        return shown.containsKey(SERVICE) || shown.containsKey(EVENT);
    }

    /** Whoever handed it in works for it. */
    static Optional<String> organisation(Map<String, String> shown) {
        return Stream.of(EVENT, "stream")
                .map(name -> ORGANISATION.matcher(shown.getOrDefault(name, "")))
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .findFirst();
    }

    /** Whether an entry shows that it was handed in. */
    public static boolean isReported(Map<String, String> shown) {
        return shown.containsKey(FIELD)
                || Stream.of(SERVICE, EVENT, "stream")
                        .anyMatch(name -> OUTSIDE.matcher(shown.getOrDefault(name, "")).matches());
    }
}
