// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event of OCSF 1.8 as an entry: ids, codes and times. What names a person or tells where
 * from the network (names, addresses, IP addresses, free text) is left where it is; docs/intake.md
 * has the table.
 */
public final class OcsfMapping {

    /** Where a sender may add what OCSF has no field for. */
    private static final String OURS = "unmapped.temoin.";

    private OcsfMapping() {}

    /**
     * The entry of an event.
     *
     * @param source the sending system
     * @param organisation whose people act there, for events that do not say so
     * @param violations takes what cannot be mapped
     */
    public static SubmittedEntry read(
            Document event, SubmittedText source, String organisation, Violations violations) {
        MappedEntry mapped = new MappedEntry(event, violations);
        mapped.entry().say(EntryPart.SOURCE, source);
        mapped.take(EntryPart.ID, "metadata.uid", "metadata.original_event_uid");
        mapped.take(EntryPart.CORRELATION, "metadata.correlation_uid");
        String[] users = users(event.first("class_uid"));
        mapped.take(EntryPart.ACTOR, paths(users, "uid", "actor.app_uid"));
        mapped.take(
                EntryPart.WORKSTATION,
                "device.uid",
                "device.hostname",
                "src_endpoint.uid",
                "src_endpoint.hostname");
        SubmittedText stated = event.first(paths(users, "org.uid"));
        mapped.say(EntryPart.ORGANISATION, stated, stated == null ? organisation : stated.text());
        SubmittedText type = event.first(paths(users, "type_id"));
        mapped.say(EntryPart.ROLE, type, role(type));
        time(event, mapped);
        what(event, mapped);
        outcome(event, mapped);
        mapped.takeLinks(OURS);
        return mapped.entry();
    }

    /**
     * Who acted. Who signs in acts for itself; in the other classes {@code user} is whom the action
     * was done to.
     */
    private static String[] users(@Nullable SubmittedText classUid) {
        boolean signsIn =
                classUid != null
                        && (classUid.text().equals("3002") || classUid.text().equals("3003"));
        return signsIn ? new String[] {"actor.user.", "user."} : new String[] {"actor.user."};
    }

    private static String[] paths(String[] users, String name, String... others) {
        return Stream.concat(Arrays.stream(users).map(user -> user + name), Arrays.stream(others))
                .toArray(String[]::new);
    }

    /** Milliseconds since 1970; {@code time_dt} (profile datetime) says the same in text. */
    private static void time(Document event, MappedEntry mapped) {
        SubmittedText millis = event.first("time");
        if (millis == null) {
            mapped.take(EntryPart.AT, "time", "time_dt");
            return;
        }
        try {
            mapped.say(
                    EntryPart.AT,
                    millis,
                    Instant.ofEpochMilli(Long.parseLong(millis.text())).toString());
        } catch (NumberFormatException | DateTimeException _) {
            mapped.refuse(
                    millis.pointer(),
                    "format-invalid",
                    "Expected milliseconds since 1 January 1970, 00:00 UTC.");
            mapped.entry().refuse(EntryPart.AT);
        }
    }

    private static void what(Document event, MappedEntry mapped) {
        SubmittedText uid = event.first("class_uid");
        OcsfClass type = uid == null ? null : OcsfClass.of(uid.text());
        if (type == null) {
            mapped.refuse(
                    event.pointerTo("class_uid"),
                    "event-not-mapped",
                    "Expected an OCSF class of "
                            + String.join(", ", OcsfClass.known())
                            + "; other events are not mapped.");
            mapped.entry().refuse(EntryPart.ACTION).refuse(EntryPart.OPERATION);
            return;
        }
        action(event, type, mapped);
        SubmittedText operation = event.first("api.operation");
        mapped.say(
                EntryPart.OPERATION,
                operation,
                operation == null ? type.caption() : operation.text());
    }

    private static void action(Document event, OcsfClass type, MappedEntry mapped) {
        SubmittedText activity = event.first("activity_id");
        String action = activity == null ? null : type.actionOf(activity.text());
        if (activity == null || action == null) {
            mapped.refuse(
                    event.pointerTo("activity_id"),
                    "event-not-mapped",
                    "This activity does not exist in this OCSF class.");
            mapped.entry().refuse(EntryPart.ACTION);
            return;
        }
        SubmittedText typeUid = event.first("type_uid");
        String number = activity.text().length() == 1 ? "0" + activity.text() : activity.text();
        if (typeUid != null && !typeUid.text().equals(type.uid() + number)) {
            mapped.refuse(
                    typeUid.pointer(),
                    "event-not-mapped",
                    "type_uid must be class_uid * 100 + activity_id.");
            mapped.entry().refuse(EntryPart.ACTION);
            return;
        }
        mapped.say(EntryPart.ACTION, activity, action);
    }

    /** What a control decided says more than whether the attempt worked. */
    private static void outcome(Document event, MappedEntry mapped) {
        SubmittedText action = event.first("action_id");
        if (action != null && action.text().equals("1")) {
            mapped.say(EntryPart.OUTCOME, action, Outcome.ALLOWED.name());
            return;
        }
        if (action != null && action.text().equals("2")) {
            mapped.say(EntryPart.OUTCOME, action, Outcome.REFUSED.name());
            return;
        }
        SubmittedText status = event.first("status_id");
        switch (status == null ? "0" : status.text()) {
            case "1" -> mapped.say(EntryPart.OUTCOME, status, Outcome.DONE.name());
            case "2" -> mapped.say(EntryPart.OUTCOME, status, Outcome.REFUSED.name());
            default -> mapped.entry().endingSomehow();
        }
    }

    /** The kind of account; the names of roles and groups stay out, since they are free text. */
    private static String role(@Nullable SubmittedText type) {
        return switch (type == null ? "0" : type.text()) {
            case "1" -> "user";
            case "2" -> "admin";
            case "3" -> "system";
            case "4" -> "service";
            default -> "unknown";
        };
    }
}
