// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import static io.temoin.consent.agreement.domain.Agreements.CONTROLLER;
import static io.temoin.consent.agreement.domain.Agreements.END;
import static io.temoin.consent.agreement.domain.Agreements.NOW;
import static io.temoin.consent.agreement.domain.Agreements.RHONE;
import static io.temoin.consent.agreement.domain.Agreements.SIGNED_LATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.ContractFiles;
import io.temoin.chassis.testing.EventContract;
import io.temoin.consent.agreement.domain.AgreementEvent;
import io.temoin.consent.agreement.domain.Agreements;
import io.temoin.consent.agreement.domain.PartyEvent;
import io.temoin.consent.agreement.domain.PartyEvent.PartyAmended;
import io.temoin.consent.agreement.domain.PartyEvent.PartyRegistered;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.shredding.InMemoryShreddableKeys;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.StoredEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is published of parties and agreements is what {@code contracts/} promises. Run with {@code
 * -Dtemoin.contracts.update=true} to write the examples anew.
 */
public class AgreementEventsTest {

    private static final EventMetadata CIRCUMSTANCES =
            new EventMetadata(
                    new TenantId("helios"),
                    new Actor("0f0e0d0c-0000-4000-8000-000000000002", "rhone-telecom", "dpo", null),
                    UUID.fromString("019a0000-0000-8000-8000-00000000000a"),
                    null,
                    "019a0000-0000-7000-8000-00000000000b",
                    null,
                    null,
                    NOW);
    private static final InMemoryShreddableKeys KEYS = new InMemoryShreddableKeys();
    private static final EventCodec<PartyEvent> PARTIES = PartyStream.codec(KEYS);
    private static final EventCodec<AgreementEvent> AGREEMENTS = AgreementStream.codec(KEYS);

    /** The types of this feature's events, with their newest versions. */
    public static Map<String, Integer> versions() {
        Map<String, Integer> versions = new HashMap<>(PARTIES.versions());
        versions.putAll(AGREEMENTS.versions());
        return versions;
    }

    static Stream<PartyEvent> partyEvents() {
        return Stream.of(
                new PartyRegistered(RHONE, CONTROLLER, RHONE, NOW),
                new PartyAmended(RHONE, CONTROLLER, RHONE, NOW));
    }

    static Stream<AgreementEvent> agreementEvents() {
        return Stream.of(
                Agreements.drafted(),
                Agreements.activated(),
                Agreements.amended(2, SIGNED_LATER),
                Agreements.suspended(),
                Agreements.ended(END),
                Agreements.authorised(),
                Agreements.objected());
    }

    @ParameterizedTest
    @MethodSource("partyEvents")
    void aPartysEventIsTheExampleOfItsContract(PartyEvent event) throws IOException {
        isTheExample(PARTIES, new StreamId("party", "rhone-telecom"), event);
    }

    @ParameterizedTest
    @MethodSource("agreementEvents")
    void anAgreementsEventIsTheExampleOfItsContract(AgreementEvent event) throws IOException {
        isTheExample(
                AGREEMENTS, AgreementStream.streamOf(Agreements.RHONE, Agreements.VOIX), event);
    }

    private static <E> void isTheExample(EventCodec<E> codec, StreamId stream, E event)
            throws IOException {
        String name = event.getClass().getSimpleName();
        String type = "io.temoin.consent." + name + ".v1";
        String published =
                codec.encodeAll(stream, List.of(event), CIRCUMSTANCES)
                        .await()
                        .indefinitely()
                        .getFirst()
                        .payload();
        if (Boolean.getBoolean("temoin.contracts.update")) {
            Files.writeString(
                    ContractFiles.event(type).resolve("example.json"),
                    EventCodec.JSON
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(EventCodec.JSON.readTree(published))
                            + "\n");
        }
        EventContract contract = EventContract.of(type);
        contract.isExactly(published);
        assertThat(
                        codec.decodeAll(
                                        List.of(
                                                new StoredEvent(
                                                        stream,
                                                        1,
                                                        name,
                                                        1,
                                                        contract.example(),
                                                        0,
                                                        CIRCUMSTANCES)))
                                .await()
                                .indefinitely()
                                .getFirst()
                                .event())
                .isEqualTo(event);
    }
}
