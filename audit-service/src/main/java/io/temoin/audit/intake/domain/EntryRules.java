// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import io.temoin.audit.intake.domain.AuditEntry.Links;
import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.AuditEntry.Who;
import io.temoin.audit.intake.domain.AuditEntry.Why;
import io.temoin.eventsourcing.PersonalTexts;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a handed-in entry must be like to be taken. Every violation is found, not only the first.
 *
 * @param now when it is handed in
 * @param maxClockSkew how far the sender's clock may be in advance
 * @param maxAge how long ago a reported event may have happened
 * @param rights which entries the caller may submit
 */
public record EntryRules(
        Instant now, Duration maxClockSkew, Duration maxAge, SubmissionRights rights) {

    private static final int MOST_PURPOSES = 20;

    /**
     * The entry, if nothing is wrong with it.
     *
     * @param violations takes what is wrong
     * @return {@code null} when something is
     */
    public @Nullable Submission read(SubmittedEntry said, Violations violations) {
        Reading reading = new Reading(said, violations);
        for (EntryPart part : EntryPart.values()) {
            reading.check(part);
        }
        Instant at = reading.at();
        reading.notOfTheSuite();
        reading.ownAffair(EntryPart.ORGANISATION);
        reading.ownAffair(EntryPart.CONTROLLER);
        reading.reason();
        return reading.good && at != null ? reading.submission(at) : null;
    }

    private final class Reading {

        private final SubmittedEntry said;
        private final Violations violations;
        private boolean good;

        Reading(SubmittedEntry said, Violations violations) {
            this.said = said;
            this.violations = violations;
            this.good = said.isReadable();
        }

        void check(EntryPart part) {
            if (part == EntryPart.PURPOSE) {
                if (said.purposes().size() > MOST_PURPOSES) {
                    refuse(
                            said.place(part),
                            "format-invalid",
                            "There may be at most " + MOST_PURPOSES + " purposes.");
                }
                said.purposes().forEach(purpose -> check(part, purpose));
                return;
            }
            SubmittedText one = said.of(part);
            if (one != null) {
                check(part, one);
            } else if (part.mandatory() && !explained(part)) {
                refuse(said.place(part), "field-missing", "This field is required.");
            }
        }

        private boolean explained(EntryPart part) {
            return said.refused(part) || (part == EntryPart.OUTCOME && said.endsSomehow());
        }

        private void check(EntryPart part, SubmittedText one) {
            String personal = PersonalTexts.kindOf(one.text());
            if (personal != null && part != EntryPart.AT) {
                refuse(
                        one.pointer(),
                        Violations.PERSONAL,
                        "This looks like "
                                + personal
                                + ". An entry must refer to personal data, not contain it.");
            } else if (!part.fits(one.text())) {
                refuse(one.pointer(), "format-invalid", "Expected " + part.expected() + ".");
            }
        }

        @Nullable Instant at() {
            SubmittedText one = said.of(EntryPart.AT);
            if (one == null || !EntryPart.AT.fits(one.text())) {
                return null;
            }
            try {
                Instant at =
                        OffsetDateTime.parse(one.text()).toInstant().truncatedTo(ChronoUnit.MICROS);
                if (at.isAfter(now.plus(maxClockSkew))) {
                    refuse(one.pointer(), "time-out-of-range", "This time is in the future.");
                } else if (at.isBefore(now.minus(maxAge))) {
                    refuse(
                            one.pointer(),
                            "time-out-of-range",
                            "This time is more than " + maxAge.toDays() + " days ago.");
                }
                return at;
            } catch (DateTimeException _) {
                refuse(
                        one.pointer(),
                        "format-invalid",
                        "Expected " + EntryPart.AT.expected() + ".");
                return null;
            }
        }

        void ownAffair(EntryPart part) {
            SubmittedText one = said.of(part);
            if (one != null
                    && part.fits(one.text())
                    && !rights.include(
                            one.text(),
                            said.purposes().stream().map(SubmittedText::text).toList())) {
                refuse(
                        one.pointer(),
                        Violations.OF_ANOTHER,
                        "This is not your organisation, and no agreement in force allows you to"
                                + " act on its behalf for these purposes.");
            }
        }

        /** Nobody is to read a report as a deed of the suite, which records its own. */
        void notOfTheSuite() {
            SubmittedText one = said.of(EntryPart.ACTION);
            if (one != null && SuiteActions.contains(one.text())) {
                refuse(
                        one.pointer(),
                        "action-of-the-suite",
                        "This name is reserved for entries recorded by Temoin itself; choose"
                                + " another.");
            }
        }

        /** A reference alone is no reason. */
        void reason() {
            if (said.of(EntryPart.REASON_REFERENCE) != null
                    && said.of(EntryPart.REASON_CODE) == null
                    && !said.refused(EntryPart.REASON_CODE)) {
                refuse(
                        said.place(EntryPart.REASON_CODE),
                        "field-missing",
                        "This field is required.");
            }
        }

        Submission submission(Instant at) {
            String outcome = text(EntryPart.OUTCOME);
            String reasonCode = text(EntryPart.REASON_CODE);
            return new Submission(
                    said.pointer(),
                    must(EntryPart.ID),
                    must(EntryPart.SOURCE),
                    at,
                    new Who(
                            must(EntryPart.ACTOR),
                            must(EntryPart.ORGANISATION),
                            must(EntryPart.ROLE)),
                    new What(
                            must(EntryPart.ACTION),
                            outcome == null ? Outcome.UNCLASSIFIED : Outcome.valueOf(outcome),
                            List.of()),
                    new Why(
                            said.purposes().stream().map(SubmittedText::text).distinct().toList(),
                            reasonCode == null
                                    ? null
                                    : new StatedReason(
                                            reasonCode, text(EntryPart.REASON_REFERENCE))),
                    must(EntryPart.OPERATION),
                    text(EntryPart.CHANNEL),
                    text(EntryPart.WORKSTATION),
                    new Links(
                            text(EntryPart.CONTROLLER),
                            text(EntryPart.SUBJECT),
                            text(EntryPart.RECORDING),
                            text(EntryPart.DECISION),
                            text(EntryPart.CONSENT)),
                    text(EntryPart.CORRELATION),
                    text(EntryPart.CAUSATION));
        }

        private @Nullable String text(EntryPart part) {
            SubmittedText one = said.of(part);
            return one == null ? null : one.text();
        }

        private String must(EntryPart part) {
            return Objects.requireNonNull(text(part), part.name());
        }

        private void refuse(String pointer, String code, String message) {
            good = false;
            violations.add(pointer, code, message);
        }
    }
}
