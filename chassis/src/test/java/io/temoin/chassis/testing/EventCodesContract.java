// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.EventCodes.Place;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every code that an event of a service can hold is in its schema, and the reverse. {@code
 * -Dtemoin.contracts.update=true} writes the codes into the schemas.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EventCodesContract {

    private final String service;

    /**
     * The events of a service.
     *
     * @param service such as {@code recording}
     */
    protected EventCodesContract(String service) {
        this.service = service;
    }

    @BeforeAll
    void update() {
        if (Boolean.getBoolean("temoin.contracts.update")) {
            EventCodes.update(service);
        }
    }

    List<Place> codes() {
        return EventCodes.publishedBy(service);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void theSchemaHasTheCodesThatTheServiceWrites(Place place) {
        assertThat(place.promised()).containsExactlyInAnyOrderElementsOf(place.written());
    }

    @ParameterizedTest
    @MethodSource("codes")
    void anExampleWithEachCodeKeepsTheContract(Place place) {
        assertThat(place.written())
                .allSatisfy(code -> place.event().accepts(EventCodes.example(place, code)));
    }

    @Test
    void theSchemasHaveEveryMemberOfTheEvents() {
        assertThat(EventCodes.missingInSchemas(service)).isEmpty();
    }
}
