// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import static io.temoin.audit.intake.domain.MappedEvents.NOW;
import static io.temoin.audit.intake.domain.MappedEvents.SUBJECT;
import static io.temoin.audit.intake.domain.MappedEvents.event;
import static io.temoin.audit.intake.domain.MappedEvents.what;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.intake.domain.AuditEntry.Links;
import io.temoin.audit.intake.domain.AuditEntry.Why;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever looks at the trail, or reads what is kept of a person, leaves an entry that says so. */
class RecordedReadsTest {

    private static final Map<String, List<String>> SEARCHED =
            Map.of(
                    "filters.subject", List.of(SUBJECT),
                    "filters.recording", List.of("r1"),
                    "filters.decision", List.of("d1"),
                    "filters.consent", List.of("c1"),
                    "filters.controller", List.of("rhone-telecom"),
                    "filters.actor", List.of("quentin-sub"),
                    "filters.purpose", List.of("TRAINING"),
                    "after", List.of("2026-11-24T09:12:03Z"),
                    "shown", List.of("50"));

    @Test
    void areFoundWhereThePersonIsLookedFor() {
        assertThat(links(SEARCHED)).isEqualTo(new Links(null, SUBJECT, "r1", "d1", "c1"));
    }

    @Test
    void sayWhatWasAskedForAndDoNotRepeatThePerson() {
        assertThat(what("audit", "TrailSearched", SEARCHED).because())
                .containsExactly(
                        "actor=quentin-sub",
                        "after=2026-11-24T09:12:03Z",
                        "controller=rhone-telecom",
                        "purpose=TRAINING");
    }

    /** A data subject acts by the pseudonym by which they are a subject, and is erased by it. */
    @Test
    void forWhatAPersonDidAreLooksForThePerson() {
        AuditEntry look = look(Map.of("filters.actor", List.of(SUBJECT)));

        assertThat(look.links()).isEqualTo(new Links(null, SUBJECT, null, null, null));
        assertThat(look.what().because()).isEmpty();
    }

    @Test
    void forWhatSomebodyDidToAnotherNameTheOther() {
        AuditEntry look =
                look(
                        Map.of(
                                "filters.actor", List.of("0".repeat(32)),
                                "filters.subject", List.of(SUBJECT)));

        assertThat(look.links().subject()).isEqualTo(SUBJECT);
        assertThat(look.what().because()).isEmpty();
    }

    @Test
    void serveNoneOfThePurposesTheyAskedFor() {
        assertThat(look(SEARCHED).why()).isEqualTo(new Why(List.of(), null));
    }

    @Test
    void nameTheEntryThatWasRead() {
        Map<String, List<String>> read =
                Map.of("entry", List.of("e7.0"), "subject", List.of(SUBJECT));

        assertThat(what("audit", "TrailEntryRead", read).because()).containsExactly("e7.0");
        assertThat(links(read)).isEqualTo(new Links(null, SUBJECT, null, null, null));
    }

    @Test
    void nameTheDocumentOfAPersonThatWasReadAndItsFields() {
        Map<String, List<String>> read =
                Map.of(
                        "document", List.of("CONSENT_PROOF"),
                        "controller", List.of("rhone-telecom"),
                        "subject", List.of(SUBJECT),
                        "consent", List.of("c1"),
                        "fields", List.of("NUMBER", "CONSENT"));

        assertThat(what("consent", "PersonalDataRead", read).because())
                .containsExactly("CONSENT_PROOF", "NUMBER", "CONSENT");
        assertThat(links(read)).isEqualTo(new Links("rhone-telecom", SUBJECT, null, null, "c1"));
    }

    @Test
    void nameHowAPersonWasLookedUpInTheConsents() {
        Map<String, List<String>> listed =
                Map.of(
                        "filters.subject", List.of(SUBJECT),
                        "filters.lookup", List.of("NUMBER"),
                        "filters.state", List.of("GIVEN"),
                        "shown", List.of("2"));

        assertThat(what("consent", "ConsentsListed", listed).because())
                .containsExactly("lookup=NUMBER", "state=GIVEN");
        assertThat(links(listed).subject()).isEqualTo(SUBJECT);
    }

    @Test
    void nameTheSavedSearchThatWasRun() {
        Map<String, List<String>> run = new HashMap<>(SEARCHED);
        run.put("savedSearch", List.of("s1"));

        assertThat(what("audit", "TrailSearched", run).because())
                .contains("savedSearch=s1", "actor=quentin-sub");
    }

    @Test
    void nameTheCertificateThatWasGivenAndTheOrdersThatWereAskedFor() {
        List<String> orders =
                IntStream.range(0, 200).mapToObj(i -> new UUID(i, i).toString()).toList();
        Map<String, List<String>> given =
                Map.of(
                        "filters.action", List.of("DISPOSITION_CONFIRMED"),
                        "certificate.digest", List.of("ab12"),
                        "certificate.dispositions", orders,
                        "shown", List.of("200"));

        AuditEntry look = look(given);

        assertThat(EntryBounds.fault(look)).isNull();
        assertThat(look.what().because())
                .startsWith("action=DISPOSITION_CONFIRMED", "certificate=ab12")
                .filteredOn(fact -> fact.startsWith("dispositions="))
                .hasSize(10)
                .flatExtracting(fact -> List.of(fact.substring(13).split(",")))
                .isEqualTo(orders);
    }

    private static Links links(Map<String, List<String>> facts) {
        return look(facts).links();
    }

    private static AuditEntry look(Map<String, List<String>> facts) {
        return EntryMapping.entryOf(event("audit", "TrailSearched", "inspection-i1", facts), NOW);
    }
}
