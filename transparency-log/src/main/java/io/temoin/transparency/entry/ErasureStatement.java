// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.StrictJson;
import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the audit entry of a confirmed disposition says of a destruction: the content of a
 * certificate of erasure. It is read from the fields that the leaf commits to and from nothing
 * else.
 *
 * @param disposition the order that was carried out
 * @param recording what was destroyed
 * @param controller on whose behalf it was kept
 * @param confirmedAt when the destruction was confirmed to the retention schedule
 * @param basis the ground of the order, a code
 * @param facts what else the entry commits to, by name: {@code erasedAt}, {@code horizon}, {@code
 *     key}, {@code keyFingerprint}, {@code keyScope}, {@code bytes}, {@code rule}, {@code purpose},
 *     {@code policyVersion} and {@code reference}; {@code bound} says which of these belong
 *     together, as {@code RULE|PURPOSE|v1|reference}
 */
public record ErasureStatement(
        String disposition,
        String recording,
        String controller,
        String confirmedAt,
        String basis,
        Map<String, List<String>> facts) {

    /** The action of the entries that a certificate can be made of. */
    public static final String ACTION = "DISPOSITION_CONFIRMED";

    /** The service whose event says so. */
    public static final String SERVICE = "retention";

    /** The fields that a certificate shows; of the others it has the digests. */
    public static final Set<String> SHOWN =
            Set.of(
                    "event",
                    "at",
                    "service",
                    "operation",
                    "action",
                    "outcome",
                    "because",
                    "reasonCode",
                    "reasonReference",
                    "controller",
                    "recording");

    private static final Set<String> MEMBERS =
            Set.of("disposition", "recording", "controller", "confirmedAt", "basis", "facts");

    private static final String HORIZON = "horizon";
    private static final String ERASED_AT = "erasedAt";
    private static final Set<String> TIMES = Set.of(HORIZON, ERASED_AT);

    /** Copies the facts. */
    public ErasureStatement {
        facts = Map.copyOf(facts);
    }

    /**
     * Whether an entry with these facts says enough for a certificate: when key and bytes were
     * gone, and a horizon that is not before.
     */
    public static boolean isCertifiable(List<String> because) {
        Map<String, List<String>> facts = facts(because);
        try {
            return isInOrder(facts);
        } catch (Untrusted _) {
            return false;
        }
    }

    private static boolean isInOrder(Map<String, List<String>> facts) {
        return !instant(facts, HORIZON).isBefore(instant(facts, ERASED_AT));
    }

    /**
     * What an entry says.
     *
     * @throws Untrusted when it is not the suite's own entry of a confirmed disposition, or
     *     predates certificates, or gives a horizon before the destruction
     */
    public static ErasureStatement of(DisclosedEntry entry) {
        requireConfirmation(entry);
        Map<String, List<String>> facts =
                facts(entry.value("because").map(ErasureStatement::texts).orElseGet(List::of));
        if (!facts.keySet().containsAll(TIMES)) {
            throw new Untrusted(
                    "This entry predates certificates: it does not say until when a backup may"
                            + " hold the key.");
        }
        if (!isInOrder(facts)) {
            throw new Untrusted("The entry's horizon lies before the destruction.");
        }
        return new ErasureStatement(
                text(entry, "reasonReference"),
                text(entry, "recording"),
                text(entry, "controller"),
                text(entry, "at"),
                text(entry, "reasonCode"),
                facts);
    }

    /** What others report is their word; only the suite's own entry tells what it destroyed. */
    private static void requireConfirmation(DisclosedEntry entry) {
        Map<String, String> shown = new LinkedHashMap<>();
        entry.fields().forEach(field -> shown.put(field.name(), field.value()));
        boolean confirmed =
                !Reported.isReported(shown)
                        && text(entry, "service").equals(SERVICE)
                        && text(entry, "action").equals(ACTION)
                        && text(entry, "outcome").equals("DONE");
        if (!confirmed) {
            throw new Untrusted("The entry does not confirm that anything was destroyed.");
        }
    }

    private static String text(DisclosedEntry entry, String field) {
        return entry.value(field)
                .map(CanonicalText::of)
                .orElseThrow(() -> new Untrusted("The entry does not show its " + field + "."));
    }

    private static List<String> texts(String list) {
        byte[] wrapped = StrictText.bytes("{\"because\":" + list + "}", "The field because");
        return strings(StrictJson.object(wrapped, "The field because").get("because"));
    }

    private static Map<String, List<String>> facts(List<String> because) {
        Map<String, List<String>> facts = new LinkedHashMap<>();
        for (String fact : because) {
            int equals = fact.indexOf('=');
            if (equals > 0) {
                facts.merge(
                        fact.substring(0, equals),
                        List.of(fact.substring(equals + 1)),
                        ErasureStatement::joined);
            }
        }
        return facts;
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /**
     * Reads the copy of a statement for people, which proves nothing.
     *
     * @throws Untrusted when it is none
     */
    static ErasureStatement parse(Object json) {
        Map<String, Object> members = StrictJson.members(json, ErasureCertificate.WHAT);
        ErasureCertificate.requireOnly(members, MEMBERS);
        Map<String, List<String>> facts = new LinkedHashMap<>();
        StrictJson.members(ErasureCertificate.member(members, "facts"), ErasureCertificate.WHAT)
                .forEach((name, values) -> facts.put(name, strings(values)));
        return new ErasureStatement(
                ErasureCertificate.text(members, "disposition"),
                ErasureCertificate.text(members, "recording"),
                ErasureCertificate.text(members, "controller"),
                ErasureCertificate.text(members, "confirmedAt"),
                ErasureCertificate.text(members, "basis"),
                facts);
    }

    private static List<String> strings(@Nullable Object list) {
        if (!(list instanceof List<?> items)
                || !items.stream().allMatch(String.class::isInstance)) {
            throw new Untrusted(
                    ErasureCertificate.WHAT + " has something else where a list of texts belongs.");
        }
        return items.stream().map(String.class::cast).toList();
    }

    /** From when on, at the latest, no backup holds the key. */
    public Instant horizon() {
        return instant(facts, HORIZON);
    }

    /** When key and bytes were gone. */
    public Instant erasedAt() {
        return instant(facts, ERASED_AT);
    }

    /** The first value of a fact. */
    public Optional<String> fact(String name) {
        return facts.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static Instant instant(Map<String, List<String>> facts, String fact) {
        try {
            return Instant.parse(
                    facts.getOrDefault(fact, List.of()).stream().findFirst().orElse(""));
        } catch (DateTimeException _) {
            throw new Untrusted("The entry's " + fact + " is not a time.");
        }
    }
}
