// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.schedule.DatabaseRole;
import io.temoin.shredding.TenantId;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who listened is remembered for as long as an access log is kept, and no longer. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class PersonAccessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String RHONE = "rhone-telecom";
    private static final String PERSON = "0123456789abcdef0123456789abcdef";

    private final TenantId tenant = new TenantId("t" + UUID.randomUUID());
    private final UUID recording = UUID.randomUUID();
    private final TestClock clock;

    @Inject PersonAccessStore accesses;
    @Inject PersonAccessJob job;

    PersonAccessTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(Instant.parse("2026-11-24T11:00:00Z"));
    }

    @Test
    void isForgottenAfterAYear() {
        granted("2025-11-24T10:59:00Z");
        granted("2025-11-24T11:01:00Z");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found(RHONE, PERSON)).hasSize(2));

        job.run();

        assertThat(found(RHONE, PERSON))
                .extracting(PersonAccess::grantedAt)
                .containsExactly(Instant.parse("2025-11-24T11:01:00Z"));
    }

    @Test
    void isToldOfThePersonAtTheControllerOnly() {
        granted("2026-11-24T10:00:00Z");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found(RHONE, PERSON)).hasSize(1));

        assertThat(found("loire-assurance", PERSON)).isEmpty();
        assertThat(found(RHONE, "fedcba9876543210fedcba9876543210")).isEmpty();
    }

    /** Of one that stays, it is told who listened. */
    @Test
    void goesWithTheRecordingsOfWhoeverIsErased() throws Exception {
        granted("2026-11-24T10:00:00Z");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found(RHONE, PERSON)).hasSize(1));
        recorded(
                """
                insert into erased_person (tenant, request, controller, subject, erase_on, erase_at)
                values ('%s', gen_random_uuid(), '%s', '%s', '2026-11-24', '2026-11-24T10:30Z')"""
                        .formatted(tenant.value(), RHONE, PERSON));
        recorded(
                """
                insert into retained_item (tenant, recording, controller, subject, purposes, stage,
                  cause, correlation)
                values ('%s', '%s', '%s', '%s', '{}', 'UNDER_MINIMUM', 'c', 'c')"""
                        .formatted(tenant.value(), recording, RHONE, PERSON));
        job.run();
        assertThat(found(RHONE, PERSON)).hasSize(1);

        recorded(
                "update retained_item set stage = 'DISPOSED' where tenant = '%s'"
                        .formatted(tenant.value()));
        job.run();

        assertThat(found(RHONE, PERSON)).isEmpty();
    }

    private void recorded(String sql) throws SQLException {
        DatabaseRole.APP.run(
                "select set_config('temoin.tenant', '%s', false); %s"
                        .formatted(tenant.value(), sql));
    }

    /** A sheet or transcript is an item of its own, also in this list. */
    @Test
    void whoReadADocumentIsToldUnderTheDocument() {
        var document = UUID.randomUUID();
        read(document);
        granted("2026-11-24T10:00:00Z");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(found(RHONE, PERSON, document)).hasSize(1));

        assertThat(found(RHONE, PERSON, document).getFirst())
                .isEqualTo(
                        new PersonAccess(
                                recording,
                                null,
                                document,
                                "recorder",
                                "voix-du-rhone",
                                "QUALITY",
                                "QUALITY_CAMPAIGN",
                                Instant.parse("2026-11-24T10:03:00Z"),
                                null,
                                null));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(found(RHONE, PERSON))
                                        .extracting(PersonAccess::document)
                                        .containsOnlyNulls()
                                        .hasSize(1));
        assertThat(found("loire-assurance", PERSON, document)).isEmpty();
    }

    private void read(UUID document) {
        try (var topic = new RecordingTopic()) {
            topic.publish(
                    RecordingTopic.event(
                            tenant.value(),
                            recording,
                            "DocumentRead",
                            data ->
                                    data.put("document", document.toString())
                                            .put("at", "2026-11-24T10:03:00Z")));
        }
    }

    private void granted(String at) {
        try (var topic = new RecordingTopic()) {
            topic.publish(
                    RecordingTopic.event(
                            tenant.value(),
                            recording,
                            "ListeningGranted",
                            data ->
                                    data.put("listening", UUID.randomUUID().toString())
                                            .put("at", at)));
        }
    }

    private List<PersonAccess> found(String controller, String subject) {
        return found(controller, subject, recording);
    }

    private List<PersonAccess> found(String controller, String subject, UUID item) {
        return accesses.find(tenant, controller, subject, List.of(item))
                .await()
                .atMost(PATIENCE)
                .getOrDefault(item, List.of());
    }
}
