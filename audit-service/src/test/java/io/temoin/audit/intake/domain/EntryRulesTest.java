// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.temoin.audit.intake.domain.AuditEntry.Links;
import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.AuditEntry.Who;
import io.temoin.audit.intake.domain.AuditEntry.Why;
import io.temoin.audit.intake.domain.Submission.Reporter;
import io.temoin.audit.intake.domain.SubmissionRights.Instruction;
import io.temoin.eventsourcing.Rejected.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EntryRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    private static final String SUBJECT = "9f2b6c1d3e4f5a60718293a4b5c6d7e8";
    private static final Reporter REPORTER = new Reporter("crm-sub", "rhone-telecom", "request-1");
    private static final EntryRules RULES =
            new EntryRules(
                    NOW,
                    Duration.ofMinutes(5),
                    Duration.ofDays(400),
                    new SubmissionRights(
                            "rhone-telecom",
                            List.of(
                                    new Instruction(
                                            "loire-assurance", Set.of("TRAINING", "other")))));

    private final Map<EntryPart, String> texts = new EnumMap<>(EntryPart.class);
    private final Violations violations = new Violations();

    EntryRulesTest() {
        texts.put(EntryPart.ID, "4711");
        texts.put(EntryPart.AT, "2026-11-24T10:12:03.123456789+01:00");
        texts.put(EntryPart.SOURCE, "crm");
        texts.put(EntryPart.ACTION, "LIST_EXPORTED");
        texts.put(EntryPart.OUTCOME, "DONE");
        texts.put(EntryPart.ACTOR, "claire-sub");
        texts.put(EntryPart.ORGANISATION, "rhone-telecom");
        texts.put(EntryPart.ROLE, "manager");
        texts.put(EntryPart.OPERATION, "Export");
    }

    @Test
    void becomesAnEntryOfItsOwnNamespace() {
        texts.put(EntryPart.WORKSTATION, "LYON-3-117");
        texts.put(EntryPart.PURPOSE, "TRAINING");
        texts.put(EntryPart.REASON_CODE, "TICKET");
        texts.put(EntryPart.REASON_REFERENCE, "ITS-1");
        texts.put(EntryPart.CHANNEL, "API");
        texts.put(EntryPart.CONTROLLER, "loire-assurance");
        texts.put(EntryPart.SUBJECT, SUBJECT);
        texts.put(EntryPart.RECORDING, "r1");
        texts.put(EntryPart.DECISION, "d1");
        texts.put(EntryPart.CONSENT, "c1");
        texts.put(EntryPart.CORRELATION, "corr");
        texts.put(EntryPart.CAUSATION, "cause");

        assertThat(taken().entry(REPORTER, NOW))
                .isEqualTo(
                        new AuditEntry(
                                "x-rhone-telecom:crm:4711",
                                new Who("claire-sub", "rhone-telecom", "manager"),
                                new What("LIST_EXPORTED", Outcome.DONE, List.of()),
                                new Why(List.of("TRAINING"), new StatedReason("TICKET", "ITS-1")),
                                new AuditEntry.How("x-crm", "Export", "API"),
                                new AuditEntry.When(
                                        Instant.parse("2026-11-24T09:12:03.123456Z"), NOW),
                                "LYON-3-117",
                                new Links("loire-assurance", SUBJECT, "r1", "d1", "c1"),
                                new AuditEntry.Trace("corr", "cause", "x-rhone-telecom:crm", 0),
                                "crm-sub"));
    }

    @Test
    void belongsToItsRequestWhenItNamesNoOther() {
        assertThat(taken().entry(REPORTER, NOW).trace().correlation()).isEqualTo("request-1");
    }

    @ParameterizedTest
    @EnumSource(EntryPart.class)
    void isRefusedWithoutWhatIsMandatory(EntryPart part) {
        texts.remove(part);

        if (part.mandatory()) {
            assertThat(refused())
                    .extracting(Violation::pointer, Violation::code)
                    .containsExactly(tuple("/entries/3" + part.pointer(), "field-missing"));
        } else {
            taken();
        }
    }

    @ParameterizedTest
    @EnumSource(EntryPart.class)
    void isRefusedWithAnAddressAnywhere(EntryPart part) {
        texts.put(part, "jean.dupont@example.org");
        texts.putIfAbsent(EntryPart.REASON_CODE, "TICKET");

        List<Violation> found = refused();

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().message()).doesNotContain("jean");
        assertThat(violations.personal()).isEqualTo(part != EntryPart.AT);
    }

    @ParameterizedTest
    @EnumSource(EntryPart.class)
    void isRefusedWithALineBreakAnywhere(EntryPart part) {
        texts.put(part, texts.getOrDefault(part, "a") + "\n");
        texts.putIfAbsent(EntryPart.REASON_CODE, "TICKET");

        assertThat(refused()).extracting(Violation::code).containsOnly("format-invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T09:35:00Z, true",
        "2026-11-24T09:35:00.000001Z, false",
        "2025-10-20T09:30:00Z, true",
        "2025-10-20T09:29:59.999999Z, false",
        "2026-11-24T10:35:00+01:00, true",
        "2026-11-24T09:36:00+00:00, false",
        "0000-01-01T00:00:00Z, false",
        "9999-12-31T23:59:59Z, false"
    })
    void isOfATimeThatTheTrailKeeps(String at, boolean fits) {
        texts.put(EntryPart.AT, at);

        if (fits) {
            taken();
        } else {
            assertThat(refused())
                    .extracting(Violation::pointer, Violation::code)
                    .containsExactly(tuple("/entries/3/at", "time-out-of-range"));
        }
    }

    @Test
    void isOfAnOrganisationThatTheCallerActsFor() {
        texts.put(EntryPart.ORGANISATION, "atlas-contact");
        texts.put(EntryPart.CONTROLLER, "nord-energie");

        assertThat(refused())
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(
                        tuple("/entries/3/organisation", "organisation-of-another"),
                        tuple("/entries/3/controller", "organisation-of-another"));
        assertThat(violations.onlyOfAnother()).isTrue();
    }

    /** The own organisation needs no agreement with itself. */
    @ParameterizedTest
    @CsvSource({
        "loire-assurance, TRAINING, true",
        "loire-assurance, QUALITY, false",
        "rhone-telecom, QUALITY, true"
    })
    void servesPurposesThatAnAgreementCovers(String controller, String purpose, boolean covered) {
        texts.put(EntryPart.CONTROLLER, controller);
        texts.put(EntryPart.PURPOSE, purpose);

        if (covered) {
            taken();
        } else {
            assertThat(refused())
                    .extracting(Violation::pointer, Violation::code)
                    .containsExactly(tuple("/entries/3/controller", "organisation-of-another"));
        }
    }

    @Test
    void isNoDeedOfTheSuite() {
        texts.put(EntryPart.ACTION, "LISTENING_GRANTED");

        assertThat(refused())
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(tuple("/entries/3/action", "action-of-the-suite"));
    }

    @Test
    void hasNoReferenceWithoutAReason() {
        texts.put(EntryPart.REASON_REFERENCE, "ITS-1");

        assertThat(refused())
                .extracting(Violation::pointer)
                .containsExactly("/entries/3/reason/code");
    }

    @Test
    void isRefusedByEverythingThatIsWrong() {
        texts.put(EntryPart.ACTION, "exported");
        texts.put(EntryPart.SUBJECT, "somebody");
        texts.remove(EntryPart.ROLE);

        assertThat(refused())
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder(
                        "/entries/3/action", "/entries/3/subject", "/entries/3/role");
    }

    @Test
    void saysTheSameWhenItIsSaidAgain() {
        String first = taken().content();

        assertThat(taken().content()).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(EntryPart.class)
    void saysSomethingElseWithAnyOtherPart(EntryPart part) {
        texts.put(EntryPart.REASON_CODE, "TICKET");
        String first = taken().content();
        texts.put(part, other(part));

        assertThat(taken().content()).isNotEqualTo(first);
    }

    /** Values that could be told apart only by where one ends. */
    @Test
    void doesNotConfuseNeighbours() {
        texts.put(EntryPart.REASON_CODE, "AB");
        texts.put(EntryPart.REASON_REFERENCE, "C");
        String first = taken().content();
        texts.put(EntryPart.REASON_CODE, "A");
        texts.put(EntryPart.REASON_REFERENCE, "BC");

        assertThat(taken().content()).isNotEqualTo(first);
    }

    private static String other(EntryPart part) {
        return switch (part) {
            case AT -> "2026-11-24T09:00:00Z";
            case OUTCOME -> "REFUSED";
            case ACTION -> "OTHER";
            case ORGANISATION, CONTROLLER -> "loire-assurance";
            case SUBJECT -> SUBJECT;
            default -> "other";
        };
    }

    private Submission taken() {
        @Nullable Submission submission = RULES.read(said(), violations);
        assertThat(violations.all()).isEmpty();
        return Objects.requireNonNull(submission);
    }

    private List<Violation> refused() {
        assertThat(RULES.read(said(), violations)).isNull();
        return violations.all();
    }

    private SubmittedEntry said() {
        SubmittedEntry said = new SubmittedEntry("/entries/3");
        texts.forEach(
                (part, text) ->
                        said.say(part, new SubmittedText("/entries/3" + part.pointer(), text)));
        return said;
    }
}
