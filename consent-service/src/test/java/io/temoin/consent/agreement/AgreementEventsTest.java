// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import static io.temoin.consent.agreement.domain.Agreements.END;
import static io.temoin.consent.agreement.domain.Agreements.NOW;
import static io.temoin.consent.agreement.domain.Agreements.SIGNED_LATER;

import io.temoin.consent.EventExamples;
import io.temoin.consent.agreement.domain.AgreementEvent;
import io.temoin.consent.agreement.domain.Agreements;
import io.temoin.consent.agreement.domain.PartyEvent;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is published of parties and agreements is what {@code contracts/} promises. Run with {@code
 * -Dtemoin.contracts.update=true} to write the examples anew.
 */
public class AgreementEventsTest {

    private static final Actor DPO =
            new Actor("0f0e0d0c-0000-4000-8000-000000000002", "rhone-telecom", "dpo", null);
    private static final InMemoryShreddableKeys KEYS = new InMemoryShreddableKeys();
    private static final EventCodec<PartyEvent> PARTIES = PartyStream.codec(KEYS);
    private static final EventCodec<AgreementEvent> AGREEMENTS = AgreementStream.codec(KEYS);

    /** The types of this feature's events, with their newest versions. */
    public static Map<String, Integer> versions() {
        Map<String, Integer> versions = new HashMap<>(PARTIES.versions());
        versions.putAll(AGREEMENTS.versions());
        versions.putAll(ControllerCountryJob.codec(new InMemoryShreddableKeys()).versions());
        return versions;
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
    @MethodSource("agreementEvents")
    void anAgreementsEventIsTheExampleOfItsContract(AgreementEvent event) throws IOException {
        holds(
                new EventExamples<>(
                        AGREEMENTS,
                        AgreementStream.streamOf(Agreements.RHONE, Agreements.VOIX),
                        DPO,
                        NOW),
                event);
    }

    private static <E> void holds(EventExamples<E> examples, E event) throws IOException {
        examples.isTheExample(event);
        examples.isReadForEver(event);
    }
}
