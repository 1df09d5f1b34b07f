// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.intake.domain.EntryPart;
import io.temoin.audit.intake.domain.EntryRules;
import io.temoin.audit.intake.domain.EventForm;
import io.temoin.audit.intake.domain.IntakeProblem;
import io.temoin.audit.intake.domain.Submission;
import io.temoin.audit.intake.domain.SubmissionRights;
import io.temoin.audit.intake.domain.SubmittedEntry;
import io.temoin.audit.intake.domain.SubmittedText;
import io.temoin.audit.intake.domain.Violations;
import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.JsonPointers;
import io.temoin.eventsourcing.Rejected;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a system of the customer's own hands in; one thing wrong, and nothing of it is taken.
 * Every method throws {@link Rejected} with everything that is wrong.
 */
@ApplicationScoped
class SubmissionReading {

    private static final String ENTRIES = "entries";

    /** Entries of one request. */
    static final int MOST = 500;

    private final AuditConfig config;
    private final Clock clock;

    SubmissionReading(AuditConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** The entries of {@code {"entries": [...]}}. */
    List<Submission> entries(SubmissionRights rights, byte @Nullable [] body) {
        Violations violations = new Violations();
        JsonNode root = JsonTexts.one(body);
        for (var field : root.properties()) {
            if (!field.getKey().equals(ENTRIES)) {
                violations.add(
                        JsonPointers.memberShortened("", field.getKey()),
                        "field-unknown",
                        "The request must have exactly one field, entries.");
            }
        }
        JsonNode list = root.path(ENTRIES);
        List<SubmittedEntry> said = new ArrayList<>();
        if (list.isArray()) {
            requireSome(list.size(), "/" + ENTRIES, violations);
            for (int i = 0; i < Math.min(list.size(), MOST); i++) {
                said.add(EntryReading.read("/" + ENTRIES + "/" + i, list.get(i), violations));
            }
        } else {
            violations.add("/" + ENTRIES, "field-missing", "Expected a list of entries.");
        }
        return checked(rights, said, violations);
    }

    /**
     * The entries of foreign events: one, an array of them, or several that follow one another.
     *
     * @param lines whether several may follow one another (JSON Lines)
     * @param source the sending system, from the request's address
     */
    List<Submission> events(
            SubmissionRights rights,
            byte @Nullable [] body,
            boolean lines,
            @Nullable String source,
            EventForm form) {
        Violations violations = new Violations();
        SubmittedText system = source(source, violations);
        List<JsonNode> roots = lines ? JsonTexts.several(body) : List.of(JsonTexts.one(body));
        boolean one = !lines && !roots.getFirst().isArray();
        List<JsonNode> events = lines || one ? roots : listOf(roots.getFirst());
        requireSome(events.size(), "", violations);
        List<SubmittedEntry> said = new ArrayList<>();
        for (int i = 0; i < Math.min(events.size(), MOST); i++) {
            said.add(
                    form.read(
                            DocumentReading.read(one ? "" : "/" + i, events.get(i), violations),
                            system,
                            rights.organisation(),
                            violations));
        }
        return checked(rights, said, violations);
    }

    private List<Submission> checked(
            SubmissionRights rights, List<SubmittedEntry> said, Violations violations) {
        AuditConfig.Intake limits = config.intake();
        EntryRules rules =
                new EntryRules(clock.instant(), limits.maxClockSkew(), limits.maxAge(), rights);
        List<Submission> all = new ArrayList<>();
        for (SubmittedEntry one : said) {
            Submission submission = rules.read(one, violations);
            if (submission != null) {
                all.add(submission);
            }
        }
        if (!violations.isEmpty()) {
            throw refused(violations);
        }
        return all;
    }

    private static Rejected refused(Violations violations) {
        if (violations.personal()) {
            return new Rejected(
                    ChassisProblem.PERSONAL_DATA_REFUSED,
                    "An entry must refer to personal data, not contain it; each violation says"
                            + " where.",
                    violations.all());
        }
        return violations.onlyOfAnother()
                ? new Rejected(
                        IntakeProblem.ENTRY_OF_ANOTHER,
                        "You may submit only actions of your own organisation, or of an"
                                + " organisation that you may act for under an agreement in force.",
                        violations.all())
                : JsonTexts.invalid(violations.all());
    }

    private static SubmittedText source(@Nullable String source, Violations violations) {
        if (source == null || !EntryPart.SOURCE.fits(source)) {
            violations.add(
                    "source", "format-invalid", "Expected " + EntryPart.SOURCE.expected() + ".");
            return new SubmittedText("source", "none");
        }
        return new SubmittedText("source", source);
    }

    private static void requireSome(int number, String pointer, Violations violations) {
        if (number < 1 || number > MOST) {
            violations.add(
                    pointer, "size-invalid", "A request must contain 1 to " + MOST + " entries.");
        }
    }

    private static List<JsonNode> listOf(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }
}
