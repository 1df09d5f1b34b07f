// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document of the Elastic Common Schema as an entry: ids, codes and times. What names a
 * person or tells where from the network (names, addresses, IP addresses, free text) is left where
 * it is; docs/intake.md has the table.
 */
public final class EcsMapping {

    /** Where a sender may add what ECS has no field for: labels are flat. */
    private static final String OURS = "labels.temoin_";

    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[ ._:/-]+");

    private EcsMapping() {}

    /**
     * The entry of a document.
     *
     * @param source the sending system
     * @param organisation whose people act there, for documents that do not say so
     * @param violations takes what cannot be mapped
     */
    public static SubmittedEntry read(
            Document event, SubmittedText source, String organisation, Violations violations) {
        MappedEntry mapped = new MappedEntry(event, violations);
        mapped.entry().say(EntryPart.SOURCE, source);
        mapped.take(EntryPart.ID, "event.id");
        mapped.take(EntryPart.AT, "@timestamp");
        mapped.take(EntryPart.CORRELATION, "trace.id");
        // user.hash is there for those whose user.id tells too much
        mapped.take(EntryPart.ACTOR, "user.hash", "user.id");
        mapped.entry().expect(EntryPart.ACTOR, event.pointerTo("user.id"));
        mapped.take(
                EntryPart.WORKSTATION, "host.name", "host.hostname", "host.id", "observer.name");
        SubmittedText stated = event.first("organization.id");
        mapped.say(EntryPart.ORGANISATION, stated, stated == null ? organisation : stated.text());
        SubmittedText operation = event.first("event.code", "event.provider", "event.dataset");
        mapped.say(EntryPart.OPERATION, operation, operation == null ? "Event" : operation.text());
        roles(event.all("user.roles"), mapped);
        SubmittedText action = event.first("event.action");
        mapped.entry().expect(EntryPart.ACTION, event.pointerTo("event.action"));
        if (action != null) {
            mapped.say(EntryPart.ACTION, action, sentence(action.text()));
        }
        outcome(event, mapped);
        mapped.takeLinks(OURS);
        return mapped.entry();
    }

    private static void roles(List<SubmittedText> roles, MappedEntry mapped) {
        mapped.say(
                EntryPart.ROLE,
                roles.isEmpty() ? null : roles.getFirst(),
                roles.isEmpty()
                        ? "unknown"
                        : roles.stream().map(SubmittedText::text).collect(Collectors.joining(",")));
    }

    /** {@code user-password-change} and {@code userPasswordChange} become the same. */
    private static String sentence(String action) {
        String words = WORD_START.matcher(action).replaceAll("_");
        return BETWEEN_WORDS.matcher(words).replaceAll("_").toUpperCase(Locale.ROOT);
    }

    /** What a control decided ({@code event.type}) says more than whether the attempt worked. */
    private static void outcome(Document event, MappedEntry mapped) {
        SubmittedText allowed = typed(event, "allowed");
        SubmittedText denied = typed(event, "denied");
        SubmittedText outcome = event.first("event.outcome");
        if (denied != null) {
            mapped.say(EntryPart.OUTCOME, denied, Outcome.REFUSED.name());
        } else if (allowed != null) {
            mapped.say(EntryPart.OUTCOME, allowed, Outcome.ALLOWED.name());
        } else {
            switch (outcome == null ? "unknown" : outcome.text()) {
                case "success" -> mapped.say(EntryPart.OUTCOME, outcome, Outcome.DONE.name());
                case "failure" -> mapped.say(EntryPart.OUTCOME, outcome, Outcome.REFUSED.name());
                default -> mapped.entry().endingSomehow();
            }
        }
    }

    private static @Nullable SubmittedText typed(Document event, String type) {
        return event.all("event.type").stream()
                .filter(said -> said.text().equals(type))
                .findFirst()
                .orElse(null);
    }
}
