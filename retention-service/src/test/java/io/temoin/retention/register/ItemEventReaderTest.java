// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.retention.register.domain.EndedByPerson;
import io.temoin.retention.register.domain.GoneItem;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.ItemsRegistered;
import io.temoin.retention.register.domain.ProlongedItem;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads the examples that the other services' contracts promise. */
class ItemEventReaderTest {

    private static final Instant TIME = Instant.parse("2026-11-24T09:30:00Z");

    private final ItemEventReader reader = new ItemEventReader(ZoneId.of("Europe/Paris"));

    @ParameterizedTest
    @CsvSource({
        "consent,ConsentGiven,CONSENT_PROOF,CONSENT_EVIDENCE,2026-09-01T08:00:00Z,2029-09-01",
        "consent,CallDecided,CALL_DECISION,PROSPECTING_CALL,2026-11-24T09:30:00Z,2026-12-24",
        "consent,CallAttempted,CALL_ATTEMPT,PROSPECTING_CALL,2026-11-24T09:30:00Z,2026-12-24",
        "consent,NoticeServed,NOTICE_SERVED,,2026-11-24T09:30:12Z,",
        "consent,PreferencesStated,PREFERENCE,PROSPECT_FILE,2026-11-24T09:30:00Z,",
        "consent,SelfServiceLinkIssued,SELF_SERVICE_LINK,SECURITY_LOG,2026-11-27T09:30:00Z,",
        "consent,MarketingObjectionRecorded,SUPPRESSION,SUPPRESSION,2026-11-24T09:30:00Z,",
        "audit,ExportRequested,EXPORT,SECURITY_LOG,2026-11-24T09:30:00Z,",
        "audit,EvidenceHandedOut,EVIDENCE,SECURITY_LOG,2026-11-24T09:30:00Z,",
    })
    void tellsOfOneItem(
            String service,
            String type,
            ItemKind kind,
            String keptFor,
            Instant startedAt,
            LocalDate keepUntil) {
        var item = reader.read(example(service, type, _ -> {})).items().getFirst();

        assertThat(item.kind()).isEqualTo(kind);
        assertThat(item.keptFor())
                .containsExactlyElementsOf(keptFor == null ? List.of() : List.of(keptFor));
        assertThat(item.startedAt()).isEqualTo(startedAt);
        assertThat(item.keepUntil()).isEqualTo(keepUntil);
    }

    @Test
    void anExportIsItsOrganisations() {
        assertThat(
                        reader.read(example("audit", "ExportRequested", _ -> {}))
                                .items()
                                .getFirst()
                                .controller())
                .isEqualTo("voix-du-rhone");
        assertThat(
                        reader.read(example("audit", "EvidenceHandedOut", _ -> {}))
                                .items()
                                .getFirst()
                                .controller())
                .isEqualTo("rhone-telecom");
    }

    @Test
    void aDecisionProlongsTheConsentThatItRestsOn() {
        var told =
                reader.read(
                        example(
                                "consent",
                                "CallDecided",
                                data ->
                                        data.putArray("proofs")
                                                .addObject()
                                                .put("kind", "CONSENT")
                                                .put(
                                                        "consent",
                                                        "019a0000-0000-7000-8000-000000000001")
                                                .put("keptUntil", "2029-11-24T09:30:00Z")
                                                .put("source", "C. conso. R223-3")));

        assertThat(told.prolonged())
                .containsExactly(
                        new ProlongedItem(
                                UUID.fromString("019a0000-0000-7000-8000-000000000001"),
                                ItemKind.CONSENT_PROOF,
                                LocalDate.of(2029, 11, 24)));
    }

    @ParameterizedTest
    @CsvSource({"SHEET", "TRANSCRIPT"})
    void aDocumentIsGoneThatWentWithItsRecording(ItemKind kind) {
        var told =
                reader.read(
                        example(
                                "recording",
                                "DocumentDestroyed",
                                data -> data.put("kind", kind.name()).remove("batch")));

        assertThat(told)
                .isEqualTo(
                        new ItemsRegistered(
                                List.of(),
                                List.of(),
                                List.of(
                                        new GoneItem(
                                                UUID.fromString(
                                                        "01990000-0000-7000-8000-000000000021"),
                                                kind,
                                                Instant.parse("2026-12-01T09:00:00Z")))));
    }

    @Test
    void aKindOfDocumentThatIsNotKnownIsRefused() {
        assertThatThrownBy(
                        () ->
                                reader.read(
                                        example(
                                                "recording",
                                                "DocumentDestroyed",
                                                data ->
                                                        data.put("kind", "PODCAST")
                                                                .remove("batch"))))
                .isInstanceOf(Rejected.class);
    }

    /** It ends what calls are kept for; whoever objects wants nothing kept for marketing at all. */
    @Test
    void whatAPersonEndsIsNotReviewed() {
        var withdrawn = reader.read(example("consent", "ConsentWithdrawn", _ -> {}));
        var objected = reader.read(example("consent", "MarketingObjectionRecorded", _ -> {}));

        assertThat(withdrawn)
                .isEqualTo(
                        new ItemsRegistered(
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(ended("PROSPECTING_CALL"))));
        assertThat(objected.items()).hasSize(1);
        assertThat(objected.ended()).containsExactly(ended("PROSPECTING_CALL", "PROSPECT_FILE"));
    }

    private static EndedByPerson ended(String... purposes) {
        return new EndedByPerson(
                "rhone-telecom", "0123456789abcdef0123456789abcdef", List.of(purposes), TIME);
    }

    @Test
    void otherEventsTellOfNothing() {
        assertThat(reader.read(example("consent", "RecordingObjectionRecorded", _ -> {})))
                .isEqualTo(new ItemsRegistered(List.of(), List.of()));
        assertThat(reader.read(example("recording", "DocumentDestroyed", _ -> {})).tellsOfNothing())
                .isTrue();
    }

    @Test
    void whatIsNotUnderstoodIsRefused() {
        assertThatThrownBy(
                        () ->
                                reader.read(
                                        example(
                                                "consent",
                                                "CallDecided",
                                                data -> data.remove("controller"))))
                .isInstanceOf(Rejected.class);
        assertThatThrownBy(
                        () ->
                                reader.read(
                                        example(
                                                "consent",
                                                "ConsentWithdrawn",
                                                data -> data.remove("subject"))))
                .isInstanceOf(Rejected.class);
        assertThatThrownBy(
                        () ->
                                reader.read(
                                        example(
                                                "consent",
                                                "CallAttempted",
                                                data -> data.put("attempt", "no id"))))
                .isInstanceOf(Rejected.class);
    }

    private static ReceivedEvent example(String service, String type, Consumer<ObjectNode> change) {
        var data =
                (ObjectNode)
                        EventContract.of("io.temoin." + service + "." + type + ".v1").exampleNode();
        change.accept(data);
        return new ReceivedEvent(
                "1.0",
                service,
                type,
                1,
                new TenantId("acme"),
                "stream-1",
                1,
                TIME,
                "correlation",
                null,
                null,
                new Actor("somebody", "rhone-telecom", "dpo", null),
                data);
    }
}
