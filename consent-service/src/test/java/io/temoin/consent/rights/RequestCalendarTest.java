// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.consent.rights.domain.DataSubjectRight;
import io.temoin.consent.rights.domain.ReceiveDsr;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.InMemoryEventStore;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The month in which a person is answered is counted where the controllers are, as settings say.
 */
class RequestCalendarTest {

    /**
     * A month after it is 11 November, a Wednesday: a holiday in France, a working day elsewhere.
     */
    private static final Instant RECEIVED = Instant.parse("2026-10-11T10:00:00Z");

    private static final List<String> SHIPPED =
            List.of(
                    "temoin.consent.self-service.",
                    "temoin.consent.country",
                    "temoin.consent.zone");

    @ParameterizedTest
    @CsvSource({
        "FR,Europe/Paris,2026-11-12T23:00:00Z",
        "DE,Europe/Berlin,2026-11-11T23:00:00Z",
        "PT,Europe/Lisbon,2026-11-12T00:00:00Z"
    })
    void countsByTheCountryOfTheSettings(String country, String zone, Instant dueBy) {
        var settings = Map.of("TEMOIN_RETENTION_COUNTRY", country, "TEMOIN_RETENTION_ZONE", zone);

        assertThat(dueBy(config(settings))).isEqualTo(dueBy);
    }

    @Test
    void countsInFranceUnlessSettingsSayOtherwise() {
        assertThat(dueBy(config(Map.of()))).isEqualTo("2026-11-12T23:00:00Z");
        assertThat(new CalendarCheck(config(Map.of())).complaint()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "France", "FRA"})
    void refusesWhatIsNoCountry(String country) {
        var check = new CalendarCheck(config(Map.of("TEMOIN_RETENTION_COUNTRY", country)));

        assertThat(check.complaint())
                .hasValueSatisfying(
                        complaint -> assertThat(complaint).startsWith("temoin.consent.country"));
    }

    private static Instant dueBy(ConsentConfig config) {
        var stream = new DsrStream(new InMemoryEventStore(), new InMemoryShreddableKeys(), config);
        var command =
                new ReceiveDsr(
                        Examples.STATEMENT,
                        Examples.RHONE,
                        Examples.SUBJECT,
                        DataSubjectRight.ACCESS,
                        null,
                        null,
                        Channel.WEB,
                        Examples.RHONE,
                        RECEIVED);
        var metadata =
                new EventMetadata(
                        new TenantId("helios"),
                        new Actor(
                                Examples.SUBJECT.value(),
                                Examples.RHONE.value(),
                                "data-subject",
                                null),
                        UUID.randomUUID(),
                        null,
                        "test",
                        null,
                        null,
                        RECEIVED);
        return stream.handle(command, metadata).await().indefinitely().only().event().dueBy();
    }

    /** As shipped, with those variables of the environment. */
    private static ConsentConfig config(Map<String, String> variables) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(ConsentConfig.class)
                // Quarkus would read "24h".
                .withConverter(Duration.class, 200, DurationConverter::parseDuration)
                .withDefaultValues(shipped())
                .withDefaultValues(variables)
                .build()
                .getConfigMapping(ConsentConfig.class);
    }

    private static Map<String, String> shipped() {
        Map<String, String> shipped = new HashMap<>();
        try {
            new PropertiesConfigSource(ConsentConfig.class.getResource("/application.properties"))
                    .getProperties()
                    .forEach(
                            (name, value) -> {
                                if (SHIPPED.stream().anyMatch(name::startsWith)) {
                                    shipped.put(name, value);
                                }
                            });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return shipped;
    }
}
