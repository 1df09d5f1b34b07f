// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import static io.temoin.retention.disposition.OwnerCase.NOON;
import static io.temoin.retention.disposition.OwnerCase.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.schedule.DatabaseRole;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What other services tell of one call comes from several topics, in any order and more than once;
 * the rows of the register are the same in the end.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class UnorderedRegistrationTest {

    private final OwnerCase its = new OwnerCase();
    private final TestClock clock;

    UnorderedRegistrationTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    @Test
    void isTheSameWhicheverComesFirst() throws SQLException {
        // Given
        UUID first = UUID.randomUUID();
        its.topic.publish(its.decided(first));
        its.awaitListed("CALL_DECISION", 1, "SCHEDULED");
        ofCall(first).forEach(its.topic::publish);
        awaitRows(first, 4);
        List<String> inOrder = awaitPlanned(first);

        // When
        UUID second = UUID.randomUUID();
        List<OwnerTopic.Event> early = ofCall(second);
        OwnerTopic.Event late = its.decided(second);
        early.forEach(its.topic::publish);
        awaitRows(second, 3);
        its.topic.publish(late);
        awaitRows(second, 4);

        // Then
        assertThat(awaitPlanned(second)).isEqualTo(inOrder);

        // When: all of it again, and something after it, so that it is known to have been read
        early.forEach(its.topic::publish);
        its.topic.publish(late);
        its.topic.publish(its.decided(UUID.randomUUID()));
        its.awaitListed("CALL_DECISION", 3, "SCHEDULED");

        // Then
        assertThat(awaitPlanned(second)).isEqualTo(inOrder);
    }

    private List<OwnerTopic.Event> ofCall(UUID decision) {
        return List.of(
                its.served(UUID.randomUUID(), decision),
                OwnerTopic.example(
                        its.tenant,
                        "consent",
                        "contact-" + decision,
                        "CallAttempted",
                        data ->
                                data.put("attempt", UUID.randomUUID().toString())
                                        .put("decision", decision.toString())),
                OwnerTopic.example(
                        its.tenant,
                        "recording",
                        "document-" + decision,
                        "SheetCreated",
                        data ->
                                data.put("document", UUID.randomUUID().toString())
                                        .put("decision", decision.toString())));
    }

    private void awaitRows(UUID decision, int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows(decision)).hasSize(count));
    }

    private List<String> awaitPlanned(UUID decision) throws SQLException {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(rows(decision))
                                        .isNotEmpty()
                                        .noneMatch(row -> row.contains("AWAITING_POLICY")));
        return rows(decision);
    }

    /** The rows of a call without the ids that tell it from another one. */
    private List<String> rows(UUID decision) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var connection = DatabaseRole.FEED.connect();
                var query =
                        connection.prepareStatement(
                                """
                                select cast(to_jsonb(i) - 'item' - 'decision' as text) as row_text
                                from registered_item i
                                where tenant = ? and ?::uuid in (item, decision) order by kind""")) {
            query.setString(1, its.tenant);
            query.setString(2, decision.toString());
            try (var found = query.executeQuery()) {
                while (found.next()) {
                    rows.add(found.getString("row_text"));
                }
            }
        }
        return rows;
    }
}
