// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.time.Period;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {

    private static final JsonFields FIELDS =
            fields(
                    """
                    {"name": "Ada", "id": "0198c0de-0000-7000-8000-000000000001",
                     "at": "2026-03-02T10:00:00Z", "bytes": 12, "all": false,
                     "codes": ["a", "b"], "terms": {"keepFor": "P1M"},
                     "items": [{"name": "first"}, {"name": "second"}],
                     "nothing": null, "mixed": ["a", 1], "half": 1.5}
                    """);

    @Test
    void readsEachKindOfMember() {
        assertThat(FIELDS.text("name")).isEqualTo("Ada");
        assertThat(FIELDS.uuid("id"))
                .isEqualTo(UUID.fromString("0198c0de-0000-7000-8000-000000000001"));
        assertThat(FIELDS.instant("at")).isEqualTo(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(FIELDS.number("bytes")).isEqualTo(12);
        assertThat(FIELDS.flag("all")).isFalse();
        assertThat(FIELDS.texts("codes")).containsExactly("a", "b");
        assertThat(FIELDS.object("terms").read("keepFor", Period::parse))
                .isEqualTo(Period.ofMonths(1));
        assertThat(FIELDS.objects("items"))
                .extracting(item -> item.text("name"))
                .containsExactly("first", "second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "unheardOf"})
    void anOptionalMemberMayBeMissingOrNull(String name) {
        assertThat(FIELDS.has(name)).isFalse();
        assertThat(FIELDS.optional(name)).isNull();
        assertThat(FIELDS.optional(name, Instant::parse)).isNull();
    }

    @Test
    void anOptionalMemberIsReadLikeAnyOther() {
        assertThat(FIELDS.optional("at", Instant::parse))
                .isEqualTo(Instant.parse("2026-03-02T10:00:00Z"));
        assertUnreadable("bytes", fields -> fields.optional("bytes"));
        assertUnreadable("name", fields -> fields.optional("name", UUID::fromString));
    }

    @Test
    void namesTheMemberThatIsMissingOrOfAnotherKind() {
        assertUnreadable("unheardOf", fields -> fields.text("unheardOf"));
        assertUnreadable("nothing", fields -> fields.text("nothing"));
        assertUnreadable("bytes", fields -> fields.text("bytes"));
        assertUnreadable("name", fields -> fields.uuid("name"));
        assertUnreadable("name", fields -> fields.instant("name"));
        assertUnreadable("half", fields -> fields.number("half"));
        assertUnreadable("name", fields -> fields.flag("name"));
        assertUnreadable("name", fields -> fields.texts("name"));
        assertUnreadable("mixed", fields -> fields.texts("mixed"));
        assertUnreadable("nothing", fields -> fields.object("nothing"));
    }

    private static void assertUnreadable(String field, Consumer<JsonFields> reading) {
        assertThatExceptionOfType(JsonFields.Unreadable.class)
                .isThrownBy(() -> reading.accept(FIELDS))
                .extracting(JsonFields.Unreadable::field)
                .isEqualTo(field);
    }

    private static JsonFields fields(String json) {
        try {
            return new JsonFields(EventCodec.JSON.readTree(json));
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(failure);
        }
    }
}
