// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.temoin.chassis.ChassisDatabase;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.StoredEventsKeepTheirContracts;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The check that follows every test of a service bites. */
class StoredEventContractsIT {

    private static final String DATABASE = "temoin.test.events.database";
    private static final String SERVICE = "temoin.test.events.service";
    private static final ChassisDatabase CHASSIS = ChassisDatabase.start();
    private static final Pool APP = CHASSIS.app();

    private final EventContract contract = EventContract.of("io.temoin.consent.MinorFlagged.v1");

    @AfterAll
    static void close() {
        APP.close().await().indefinitely();
    }

    @BeforeEach
    void start() {
        System.setProperty(DATABASE, CHASSIS.readingAllEvents());
        System.setProperty(SERVICE, "consent");
        // Given everything that other tests left behind was looked at
        var _ = catchThrowable(StoredEventsKeepTheirContracts::check);
    }

    @AfterEach
    void stop() {
        System.clearProperty(DATABASE);
        System.clearProperty(SERVICE);
    }

    @Test
    void isFoundByJUnitWithoutBeingNamed() {
        assertThat(ServiceLoader.load(QuarkusTestAfterEachCallback.class))
                .hasAtLeastOneElementOfType(StoredEventsKeepTheirContracts.class);
    }

    @Test
    void acceptsAnEventThatKeepsItsContractAndLooksAtItOnce() {
        append("MinorFlagged", contract.example());
        assertThatCode(StoredEventsKeepTheirContracts::check).doesNotThrowAnyException();
    }

    @Test
    void failsTheTestAfterWhichAnEventBreaksItsContract() {
        // Given
        ObjectNode broken = (ObjectNode) contract.exampleNode();
        append("MinorFlagged", broken.put("at", "yesterday").toString());
        // When
        Throwable failure = catchThrowable(StoredEventsKeepTheirContracts::check);
        // Then, and only then
        assertThat(failure)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.temoin.consent.MinorFlagged.v1")
                .hasMessageContaining("/at")
                .hasMessageContaining("yesterday");
        assertThatCode(StoredEventsKeepTheirContracts::check).doesNotThrowAnyException();
    }

    @Test
    void failsTheTestAfterWhichAnEventHasNoContract() {
        append("Improvised", "{}");
        assertThat(catchThrowable(StoredEventsKeepTheirContracts::check))
                .hasMessageContaining("io.temoin.consent.Improvised.v1")
                .hasMessageContaining("has no contract");
    }

    private static void append(String type, String payload) {
        StoredEvents.append(APP, type, payload);
    }
}
