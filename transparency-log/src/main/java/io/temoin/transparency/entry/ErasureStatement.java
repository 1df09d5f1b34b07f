// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.StrictJson;
import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the audit entry of a destruction says of it: the content of a certificate of erasure. It is
 * read from the fields that the leaf commits to and from nothing else. There are three kinds: of a
 * recording, of a document of a recording (a sheet or a transcript), and of a batch of registered
 * items, of which the entry has the kind, the number and the digest of their ids.
 *
 * @param disposition the order that was carried out
 * @param recording what was destroyed, or of what it was a document; absent for a batch
 * @param controller on whose behalf it was kept
 * @param confirmedAt when the destruction was confirmed to the retention schedule
 * @param basis the ground of the order, a code
 * @param facts what else the entry commits to, by name: {@code erasedAt}, {@code horizon}, {@code
 *     key}, {@code keyFingerprint}, {@code keyScope}, {@code bytes}, {@code rule}, {@code purpose},
 *     {@code policyVersion} and {@code reference}; {@code bound} says which of these belong
 *     together, as {@code RULE|PURPOSE|v1|reference}. Of a document also {@code document} and
 *     {@code kind}; of a batch {@code kind}, {@code disposed} and {@code digest}
 */
public record ErasureStatement(
        String disposition,
        @Nullable String recording,
        String controller,
        String confirmedAt,
        String basis,
        Map<String, List<String>> facts) {

    private static final String OF_RECORDING = "DISPOSITION_CONFIRMED";
    private static final String OF_BATCH = "DISPOSITION_BATCH_CONFIRMED";
    private static final String OF_DOCUMENT = "DOCUMENT_DESTROYED";

    /**
     * The actions of the entries that a certificate can be made of, each with the service whose
     * event says so.
     */
    public static final Map<String, String> ACTIONS =
            Map.of(OF_RECORDING, "retention", OF_BATCH, "retention", OF_DOCUMENT, "recording");

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

    private static final String RECORDING = "recording";
    private static final Set<String> MEMBERS_OF_BATCH =
            Set.of("disposition", "controller", "confirmedAt", "basis", "facts");
    private static final Set<String> MEMBERS =
            Stream.concat(MEMBERS_OF_BATCH.stream(), Stream.of(RECORDING))
                    .collect(Collectors.toUnmodifiableSet());

    private static final String HORIZON = "horizon";
    private static final String ERASED_AT = "erasedAt";
    private static final String DISPOSED = "disposed";
    private static final Set<String> OF_KEY = Set.of(HORIZON, ERASED_AT);
    private static final Set<String> OF_BATCHES = Set.of(ERASED_AT, "kind", DISPOSED, "digest");

    /** Copies the facts. */
    public ErasureStatement {
        facts = Map.copyOf(facts);
    }

    /**
     * Whether an entry of this action with these facts says enough for a certificate: when key and
     * bytes were gone, and a horizon that is not before. The owner of a batch need not know one.
     */
    public static boolean isCertifiable(String action, List<String> because) {
        try {
            requireEnough(action, facts(because));
            return true;
        } catch (Untrusted _) {
            return false;
        }
    }

    /** Whether an entry of this action says that nothing of its batch was destroyed. */
    public static boolean isOfNothing(String action, List<String> because) {
        return action.equals(OF_BATCH) && isOfNothing(facts(because));
    }

    private static boolean isOfNothing(Map<String, List<String>> facts) {
        return List.of("0").equals(facts.get(DISPOSED));
    }

    private static void requireEnough(String action, Map<String, List<String>> facts) {
        boolean ofBatch = action.equals(OF_BATCH);
        if (!facts.keySet().containsAll(ofBatch ? OF_BATCHES : OF_KEY)) {
            throw new Untrusted(
                    ofBatch
                            ? "This entry predates certificates: it does not say what was destroyed"
                                    + " when."
                            : "This entry predates certificates: it does not say until when a"
                                    + " backup may hold the key.");
        }
        if (ofBatch && isOfNothing(facts)) {
            throw new Untrusted("The entry says that nothing was destroyed.");
        }
        Instant erasedAt = instant(facts, ERASED_AT);
        if (facts.containsKey(HORIZON) && endOfHorizon(facts).isBefore(erasedAt)) {
            throw new Untrusted("The entry's horizon lies before the destruction.");
        }
    }

    /**
     * What an entry says.
     *
     * @throws Untrusted when it is not the suite's own entry of a destruction, or predates
     *     certificates, or gives a horizon before the destruction
     */
    public static ErasureStatement of(DisclosedEntry entry) {
        String action = requireDestruction(entry);
        Map<String, List<String>> facts =
                facts(entry.value("because").map(ErasureStatement::texts).orElseGet(List::of));
        requireEnough(action, facts);
        return new ErasureStatement(
                text(entry, "reasonReference"),
                action.equals(OF_BATCH) ? null : text(entry, RECORDING),
                text(entry, "controller"),
                text(entry, "at"),
                text(entry, "reasonCode"),
                facts);
    }

    /** What others report is their word; only the suite's own entry tells what it destroyed. */
    private static String requireDestruction(DisclosedEntry entry) {
        Map<String, String> shown = new LinkedHashMap<>();
        entry.fields().forEach(field -> shown.put(field.name(), field.value()));
        String action = text(entry, "action");
        boolean confirmed =
                !Reported.isReported(shown)
                        && text(entry, "service").equals(ACTIONS.get(action))
                        && text(entry, "outcome").equals("DONE");
        if (!confirmed) {
            throw new Untrusted("The entry does not confirm that anything was destroyed.");
        }
        return action;
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
        boolean ofBatch = !members.containsKey(RECORDING);
        ErasureCertificate.requireOnly(members, ofBatch ? MEMBERS_OF_BATCH : MEMBERS);
        Map<String, List<String>> facts = new LinkedHashMap<>();
        StrictJson.members(ErasureCertificate.member(members, "facts"), ErasureCertificate.WHAT)
                .forEach((name, values) -> facts.put(name, strings(values)));
        return new ErasureStatement(
                ErasureCertificate.text(members, "disposition"),
                ofBatch ? null : ErasureCertificate.text(members, RECORDING),
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

    /**
     * Until when, at the latest, a backup holds the key, as the entry says it: an instant, or a day
     * with its end. Empty if the owner of a batch did not know.
     */
    public Optional<String> horizon() {
        return fact(HORIZON);
    }

    /** When key and bytes were gone. */
    public Instant erasedAt() {
        return instant(facts, ERASED_AT);
    }

    /** The first value of a fact. */
    public Optional<String> fact(String name) {
        return facts.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** A day is its end, in UTC. */
    private static Instant endOfHorizon(Map<String, List<String>> facts) {
        String horizon = facts.getOrDefault(HORIZON, List.of()).getFirst();
        try {
            return horizon.contains("T")
                    ? Instant.parse(horizon)
                    : LocalDate.parse(horizon).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException _) {
            throw new Untrusted("The entry's horizon is not a time.");
        }
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
