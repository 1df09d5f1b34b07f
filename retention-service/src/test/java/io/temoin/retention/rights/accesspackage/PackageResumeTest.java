// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.packageparts.vault.PackageKey;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.TopicTail;
import io.temoin.retention.rights.DeskCase;
import io.temoin.retention.schedule.DatabaseRole;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a process leaves that is killed while it writes a part, wherever it is killed: a row whose
 * lease ends, perhaps a part that nobody refers to, perhaps an event.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class PackageResumeTest {

    private static final PackageKey KEY = PackageKey.create();

    private final String tenant = "t" + UUID.randomUUID();
    private final TestClock clock;

    PackageResumeTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(DeskCase.NOON);
    }

    /** A row as it is once a process took it, whose lease ends then. */
    private void taken(UUID accessPackage, String leaseUntil) throws SQLException {
        DatabaseRole.APP.run(
                """
                set temoin.tenant = '%1$s';
                insert into package_part
                  (tenant, package, asked, cause, correlation, lease, lease_until, attempts)
                values ('%1$s', '%2$s', '{"accessPackage": "%2$s", "request": "%2$s",
                  "controller": "rhone-telecom", "subject": "0123456789abcdef0123456789abcdef",
                  "service": "RETENTION", "kind": "ACCESS", "otherVoices": "INCLUDED",
                  "recipientKey": "%3$s", "expiresAt": "2099-01-01T00:00:00Z"}', 'cause',
                  'correlation', '%4$s', %5$s, 1)\
                """
                        .formatted(
                                tenant,
                                accessPackage,
                                KEY.recipientKey(),
                                UUID.randomUUID(),
                                leaseUntil));
    }

    private List<ConsumerRecord<String, byte[]>> events(UUID accessPackage, int count) {
        return TopicTail.await(
                "retention.events",
                (tenant + "/part-" + accessPackage)::equals,
                found -> found.size() >= count);
    }

    private boolean isWaiting(UUID accessPackage) {
        try (var connection = DatabaseRole.FEED.connect();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select 1 from package_part where package = '%s'"
                                        .formatted(accessPackage))) {
            return rows.next();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void anotherProcessTakesOverOnceTheLeaseIsOver() throws SQLException {
        var held = UUID.randomUUID();
        var orphaned = UUID.randomUUID();

        taken(held, "clock_timestamp() + interval '1 hour'");
        taken(orphaned, "clock_timestamp() - interval '1 second'");

        assertThat(TopicTail.names(events(orphaned, 1))).containsExactly("PackagePartReady");
        await().atMost(PATIENCE).until(() -> !isWaiting(orphaned));
        assertThat(isWaiting(held)).as("a living process has it").isTrue();
        assertThat(PackageCase.STORAGE.resolve(tenant + "/" + held)).doesNotExist();
    }

    /** The process died between its event and the end of the row. */
    @Test
    void whatIsOnRecordIsNotWrittenAgain() throws SQLException {
        var accessPackage = UUID.randomUUID();
        taken(accessPackage, "clock_timestamp() - interval '1 second'");
        events(accessPackage, 1);
        await().atMost(PATIENCE).until(() -> !isWaiting(accessPackage));

        taken(accessPackage, "clock_timestamp() - interval '1 second'");
        await().atMost(PATIENCE).until(() -> !isWaiting(accessPackage));

        assertThat(events(accessPackage, 1)).hasSize(1);
        assertThat(PackageCase.STORAGE.resolve(tenant + "/" + accessPackage).toFile().list())
                .hasSize(1);
    }
}
