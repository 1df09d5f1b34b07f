// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.EventCodes.CodeField;
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

    List<CodeField> codes() {
        return EventCodes.publishedBy(service);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void theSchemaHasTheCodesThatTheServiceWrites(CodeField field) {
        assertThat(field.promised()).containsExactlyInAnyOrderElementsOf(field.written());
    }

    @ParameterizedTest
    @MethodSource("codes")
    void anExampleWithEachCodeKeepsTheContract(CodeField field) {
        assertThat(field.written())
                .allSatisfy(code -> field.event().accepts(EventCodes.example(field, code)));
    }

    @Test
    void theSchemasHaveEveryMemberOfTheEvents() {
        assertThat(EventCodes.missingInSchemas(service)).isEmpty();
    }
}
