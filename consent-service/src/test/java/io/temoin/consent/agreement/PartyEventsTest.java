// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import static io.temoin.consent.agreement.domain.Agreements.CONTROLLER;
import static io.temoin.consent.agreement.domain.Agreements.NOW;
import static io.temoin.consent.agreement.domain.Agreements.RHONE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.testing.EventContract;
import io.temoin.consent.ExampleMetadata;
import io.temoin.consent.agreement.domain.FunctionContact;
import io.temoin.consent.agreement.domain.PartyEvent;
import io.temoin.consent.agreement.domain.PartyEvent.PartyAmended;
import io.temoin.consent.agreement.domain.PartyEvent.PartyRegistered;
import io.temoin.consent.agreement.domain.PartyProfile;
import io.temoin.consent.agreement.domain.PartyRole;
import io.temoin.consent.agreement.domain.Representative;
import io.temoin.consent.agreement.domain.UnnamedCallers;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.Append;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.InMemoryEventStore;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import io.temoin.shredding.keys.KeyScope;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a party is reached is stored and published as ciphertext alone. */
class PartyEventsTest {

    private static final TenantId HELIOS = new TenantId("helios");
    private static final StreamId STREAM = new StreamId("party", "rhone-telecom");
    private static final FunctionContact DPO =
            new FunctionContact("dpo@elsewhere.example", null, null);

    private final InMemoryEventStore store = new InMemoryEventStore();
    private final InMemoryShreddableKeys keys = new InMemoryShreddableKeys();
    private final Fingerprints fingerprints = new Fingerprints(new byte[32]);
    private final PartyEvents events = new PartyEvents(store, keys, fingerprints);
    private final EventCodec<PartyEvent> codec = PartyStream.codec(keys);

    static Stream<PartyEvent> published() {
        return Stream.of(
                new PartyRegistered(RHONE, CONTROLLER, RHONE, NOW),
                new PartyAmended(RHONE, CONTROLLER, RHONE, NOW));
    }

    @ParameterizedTest
    @MethodSource("published")
    void isTheExampleOfItsContract(PartyEvent event) throws JsonProcessingException {
        append(event);

        String stored = stored();

        EventContract contract =
                EventContract.of("io.temoin.consent." + event.getClass().getSimpleName() + ".v1");
        contract.accepts(stored);
        assertThat(withoutCiphertext(stored)).isEqualTo(withoutCiphertext(contract.example()));
    }

    @ParameterizedTest
    @MethodSource("published")
    void isReadAsItWasSaid(PartyEvent event) {
        append(event);

        assertThat(read()).isEqualTo(event);
        assertThat(stored()).doesNotContain("@").doesNotContain("+33").doesNotContain("quai");
    }

    @Test
    void hasEveryContactSealed() {
        append(new PartyRegistered(RHONE, ABROAD, RHONE, NOW));

        assertThat(read()).isEqualTo(new PartyRegistered(RHONE, ABROAD, RHONE, NOW));
        assertThat(stored()).doesNotContain("@").contains("Vertreter GmbH");
    }

    @Test
    void losesItsContactsWithTheKey() {
        append(new PartyRegistered(RHONE, CONTROLLER, RHONE, NOW));
        SubjectId party = fingerprints.subject(HELIOS, "party", STREAM.toString());

        keys.destroy(HELIOS, new KeyScope.Subject(party), "test", NOW).await().indefinitely();

        assertThat(read())
                .isInstanceOfSatisfying(
                        PartyRegistered.class,
                        registered ->
                                assertThat(registered.profile().contact().email())
                                        .isEqualTo("(erased)"));
    }

    private static final PartyProfile ABROAD =
            new PartyProfile(
                    "Abroad Inc",
                    List.of(PartyRole.CONTROLLER),
                    "US",
                    DPO,
                    DPO,
                    new Representative("Vertreter GmbH", DPO),
                    UnnamedCallers.REVIEW,
                    null);

    private void append(PartyEvent event) {
        events.append(
                        new Append(
                                STREAM,
                                0,
                                codec.encodeAll(STREAM, List.of(event), metadata())
                                        .await()
                                        .indefinitely(),
                                metadata()))
                .await()
                .indefinitely();
    }

    private String stored() {
        List<StoredEvent> all = store.read(HELIOS, STREAM, 0).await().indefinitely();
        return all.getFirst().payload();
    }

    private PartyEvent read() {
        return events.read(HELIOS, STREAM, 0)
                .flatMap(codec::decodeAll)
                .await()
                .indefinitely()
                .getFirst()
                .event();
    }

    private static EventMetadata metadata() {
        return ExampleMetadata.by(Actor.service("test"), NOW);
    }

    private static JsonNode withoutCiphertext(String json) throws JsonProcessingException {
        JsonNode tree = EventCodec.JSON.readTree(json);
        tree.findParents("sealed")
                .forEach(
                        holder -> {
                            ((ObjectNode) holder).put("sealed", "");
                            ((ObjectNode) holder).put("subject", "");
                        });
        return tree;
    }
}
