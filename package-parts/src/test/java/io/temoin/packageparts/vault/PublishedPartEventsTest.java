// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.packageparts.domain.PackagePartEvent;
import io.temoin.packageparts.domain.PackagePartEvent.PackagePartFailed;
import io.temoin.packageparts.domain.PackagePartEvent.PackagePartReady;
import io.temoin.packageparts.domain.PartCount;
import io.temoin.packageparts.domain.PartFailure;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What services say of their parts of packages is what contracts/ promises. Those of
 * retention-service, which publishes more of packages, are tested there.
 */
class PublishedPartEventsTest {

    private static final UUID PACKAGE = id("d");
    private static final UUID REQUEST = id("4");
    private static final String PERSON = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final EventCodec<PackagePartEvent> CODEC =
            PackagePartStream.codec(new InMemoryShreddableKeys());

    private static UUID id(String end) {
        return UUID.fromString("019a0000-0000-7000-8000-00000000000" + end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "consent", "recording"})
    void areExactlyTheExamplesOfTheirContracts(String service) {
        String label = service.toUpperCase(Locale.ROOT);
        isExactly(
                service,
                new PackagePartReady(
                        PACKAGE,
                        REQUEST,
                        "rhone-telecom",
                        PERSON,
                        label,
                        id("e"),
                        1024,
                        "ab".repeat(32),
                        List.of(new PartCount("calls", 3), new PartCount("missing", 0)),
                        NOW));
        isExactly(
                service,
                new PackagePartFailed(
                        PACKAGE,
                        REQUEST,
                        "rhone-telecom",
                        PERSON,
                        label,
                        PartFailure.GIVEN_UP,
                        NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "consent", "recording"})
    void haveAContractEach(String service) {
        assertThat(
                        EventContract.publishedBy(service).stream()
                                .map(EventContract::name)
                                .filter(name -> name.startsWith("PackagePart")))
                .containsExactlyInAnyOrderElementsOf(CODEC.versions().keySet());
    }

    private static void isExactly(String service, PackagePartEvent event) {
        var metadata =
                new EventMetadata(
                        new TenantId("helios"),
                        Actor.service("test"),
                        PACKAGE,
                        null,
                        "correlation",
                        null,
                        null,
                        NOW);
        EventContract.of("io.temoin.%s.%s.v1".formatted(service, event.getClass().getSimpleName()))
                .isExactly(
                        CODEC.encodeAll(new StreamId("part", "p"), List.of(event), metadata)
                                .await()
                                .indefinitely()
                                .getFirst()
                                .payload());
    }
}
