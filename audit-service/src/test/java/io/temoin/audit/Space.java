// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import static org.awaitility.Awaitility.await;

import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.TestTokens;
import io.temoin.shredding.postgres.TenantSetting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** A tenant of a test's own: what others publish into it, and what its people read. */
public final class Space {

    /** The actor of every token that this space gives. */
    private static final Set<String> TENANTS_OWN = Set.of("dpo", "soc-analyst", "admin");

    public static final String ACTOR = "5c9d4c1e-2f0b-4a53-9a0e-7f4f7b2f9d10";

    private final String tenant = "t-" + UUID.randomUUID();

    /** The tenant's name. */
    public String tenant() {
        return tenant;
    }

    /** The event, published in this tenant under an id of its own. */
    public Published here(Published event) {
        return event.with("ce_tenant", tenant).with("ce_id", UUID.randomUUID() + ".0");
    }

    /** An event of this tenant that tells of a data subject, by pseudonym. */
    public Published about(String person) {
        return here(
                Published.event(
                        "io.temoin.consent.MinorFlagged.v1",
                        "contact-rhone-telecom-" + person,
                        "{\"subject\": \"%s\", \"controller\": \"rhone-telecom\"}"
                                .formatted(person)));
    }

    /** Sends events to their topics, in order, and returns when the broker has them. */
    public static void publish(List<Published> events) {
        try (var producer = producer()) {
            List<Future<?>> sent = new ArrayList<>();
            for (Published event : events) {
                sent.add(producer.send(event.record()));
            }
            producer.flush();
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (InterruptedException | java.util.concurrent.ExecutionException failure) {
            throw new IllegalStateException("the broker took an event", failure);
        }
    }

    /** Sends events of this tenant and returns when the trail has as many entries. */
    public void publishAndAwait(List<Published> events) {
        publish(events);
        awaitEntries(events.size());
    }

    /** Returns when the trail of this tenant has so many entries. */
    public void awaitEntries(int number) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(this::count, count -> count >= number);
    }

    /** The tenant's trail without those who looked at it: asking is itself an entry. */
    public List<Map<String, Object>> trail() {
        return as("dpo")
                .queryParam("limit", 200)
                .queryParam("looks", false)
                .get("/v1/entries")
                .path("items");
    }

    /** Ids of the tenant's entries in the order of the trail, read without leaving a trace. */
    public List<String> ids() {
        return texts("select event_id from audit_entry order by at, position");
    }

    /** The first column of what the tenant's own role sees in the database. */
    public List<String> texts(String query) {
        try (Connection connection = Database.as("app");
                var statement = connection.createStatement()) {
            statement.execute(TenantSetting.ofSession(tenant));
            List<String> texts = new ArrayList<>();
            try (var rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        } catch (SQLException failure) {
            throw new IllegalStateException("the trail's database is there", failure);
        }
    }

    /**
     * A request of somebody with a role, who works for rhone-telecom; of the tenant's own people,
     * where the role looks after the tenant.
     */
    public RequestSpecification as(String role) {
        return TENANTS_OWN.contains(role)
                ? Http.given().auth().oauth2(token(role))
                : as(role, "rhone-telecom", List.of());
    }

    /** A request of somebody with a role, of an organisation that acts for controllers. */
    public RequestSpecification as(String role, String organisation, List<String> controllers) {
        return asActor(ACTOR, role, organisation, controllers);
    }

    /** The access token of one of the tenant's own people. */
    public String token(String role) {
        return TestTokens.tenantWide(tenant, "rhone-telecom", ACTOR, role);
    }

    /** A request of another person of the organisation {@code rhone-telecom}. */
    public RequestSpecification asAnother(String actor, String role) {
        return asActor(actor, role, "rhone-telecom", List.of());
    }

    private RequestSpecification asActor(
            String actor, String role, String organisation, List<String> controllers) {
        return Http.given()
                .auth()
                .oauth2(TestTokens.token(tenant, organisation, controllers, actor, role));
    }

    /** What the tenant's admin sees of messages that could not be handled. */
    public Response parked() {
        return as("admin").get("/v1/parked-messages");
    }

    private int count() {
        return texts("select event_id from audit_entry").size();
    }

    private static KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        ConfigProvider.getConfig()
                                .getValue("kafka.bootstrap.servers", String.class),
                        "acks",
                        "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
