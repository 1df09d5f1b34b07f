// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.Embedded;
import io.temoin.shredding.SubjectId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DomainRecordsTest {

    record CallId(UUID value) {}

    record Called(CallId call, SubjectId subject, List<SubjectId> others) {}

    record Wishes(@Nullable String sector, List<SubjectId> others) {}

    record Place(@Nullable String country) {}

    record Planned(int first, @Embedded Wishes wishes, @Embedded Place place, String last) {}

    private static final SubjectId SUBJECT = new SubjectId("0123456789abcdef0123456789abcdef");
    private static final Called CALLED =
            new Called(
                    new CallId(UUID.fromString("01990000-0000-7000-8000-000000000001")),
                    SUBJECT,
                    List.of(SUBJECT));

    @Test
    void writesARecordOfOneValueAsThatValue() throws Exception {
        // When
        String json = EventCodec.JSON.writeValueAsString(CALLED);

        // Then
        assertThat(json)
                .isEqualTo(
                        "{\"call\":\"01990000-0000-7000-8000-000000000001\","
                                + "\"subject\":\"0123456789abcdef0123456789abcdef\","
                                + "\"others\":[\"0123456789abcdef0123456789abcdef\"]}");
        assertThat(EventCodec.JSON.readValue(json, Called.class)).isEqualTo(CALLED);
    }

    @Test
    void writesWhatIsEmbeddedAsMembersOfTheRecordAroundIt() throws Exception {
        // Given
        var stated = new Planned(1, new Wishes("press", List.of(SUBJECT)), new Place(null), "z");
        var unstated = new Planned(1, new Wishes(null, List.of()), new Place("FR"), "z");

        // When
        String json = EventCodec.JSON.writeValueAsString(stated);

        // Then
        assertThat(json)
                .isEqualTo(
                        "{\"first\":1,\"sector\":\"press\","
                                + "\"others\":[\"0123456789abcdef0123456789abcdef\"],\"last\":\"z\"}");
        assertThat(EventCodec.JSON.readValue(json, Planned.class)).isEqualTo(stated);
        assertThat(
                        EventCodec.JSON.readValue(
                                EventCodec.JSON.writeValueAsString(unstated), Planned.class))
                .isEqualTo(unstated);
    }

    @Test
    void ignoresUnknownMembersBesideWhatIsEmbedded() throws Exception {
        assertThat(
                        EventCodec.JSON.readValue(
                                "{\"first\":1,\"more\":{\"sector\":\"x\"},\"others\":[],\"last\":\"z\"}",
                                Planned.class))
                .isEqualTo(new Planned(1, new Wishes(null, List.of()), new Place(null), "z"));
    }
}
