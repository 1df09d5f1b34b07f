// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.retention.policy.ControllerCountryStore.Stated;
import io.temoin.retention.policy.domain.PolicyProblem;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The examples that consent-service publishes are understood. */
class ControllerCountryReaderTest {

    private static final Instant AT = Instant.parse("2026-11-24T09:30:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

    private final ControllerCountryReader reader =
            new ControllerCountryReader(ZoneId.of("Europe/Paris"));

    @Test
    void aRegistrationCountsFromItsDayOn() {
        assertThat(reader.read(event("PartyRegistered", 1, _ -> {})))
                .isEqualTo(new Stated("rhone-telecom", "FR", DAY, AT));
    }

    /** What began on the day itself began before. */
    @Test
    void anAmendmentCountsFromTheNextDayOn() {
        assertThat(reader.read(event("PartyAmended", 1, _ -> {})))
                .isEqualTo(new Stated("rhone-telecom", "FR", DAY.plusDays(1), AT));
    }

    /** As what it repeats, however long ago that was. */
    @Test
    void whatIsSaidOnceMoreCountsFromWhenItWasSaidFirst() {
        Instant first = Instant.parse("2026-01-15T09:30:00Z");
        LocalDate day = LocalDate.of(2026, 1, 15);
        assertThat(reader.read(event("ControllerCountryRestated", 1, _ -> {})))
                .isEqualTo(new Stated("rhone-telecom", "FR", day, first));
        assertThat(
                        reader.read(
                                event(
                                        "ControllerCountryRestated",
                                        1,
                                        data -> data.put("amended", true))))
                .isEqualTo(new Stated("rhone-telecom", "FR", day.plusDays(1), first));
        refused(event("ControllerCountryRestated", 2, _ -> {}));
        refused(event("ControllerCountryRestated", 1, data -> data.remove("saidAt")));
        refused(event("ControllerCountryRestated", 1, data -> data.put("country", "UK")));
    }

    /** Days are those of the controller. */
    @Test
    void countsTheDayInTheZoneOfTheController() {
        var late = event("PartyRegistered", 1, data -> data.put("at", "2026-11-24T23:30:00Z"));
        assertThat(reader.read(late)).extracting(Stated::since).isEqualTo(DAY.plusDays(1));
    }

    /** It amends its own country, and may have been a controller or become one. */
    @Test
    void takesNoCountryFromAProcessor() {
        for (String name : List.of("PartyRegistered", "PartyAmended")) {
            assertThat(reader.read(event(name, 1, data -> roles(data, "PROCESSOR")))).isNull();
            assertThat(reader.read(event(name, 1, data -> roles(data, "PROCESSOR", "CONTROLLER"))))
                    .isNotNull();
            assertThat(reader.read(event(name, 1, data -> roles(data, "JOINT_CONTROLLER"))))
                    .isNotNull();
        }
    }

    private static void roles(ObjectNode data, String... roles) {
        ArrayNode said = ((ObjectNode) data.get("profile")).putArray("roles");
        List.of(roles).forEach(said::add);
    }

    @Test
    void leavesOtherEventsAlone() {
        assertThat(reader.read(event("PurposeDeclared", 1, _ -> {}))).isNull();
    }

    @Test
    void guessesNothing() {
        refused(event("PartyAmended", 2, _ -> {}));
        refused(event("PartyAmended", 1, data -> data.remove("party")));
        refused(
                event(
                        "PartyRegistered",
                        1,
                        data -> ((ObjectNode) data.get("profile")).remove("country")));
        refused(
                event(
                        "PartyRegistered",
                        1,
                        data -> ((ObjectNode) data.get("profile")).put("country", "France")));
        // No country's law would bind who says so.
        refused(
                event(
                        "PartyAmended",
                        1,
                        data -> ((ObjectNode) data.get("profile")).put("country", "UK")));
    }

    private void refused(ReceivedEvent event) {
        assertThatThrownBy(() -> reader.read(event))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(PolicyProblem.PURPOSE_UNREADABLE));
    }

    private static ReceivedEvent event(String name, int version, Consumer<ObjectNode> change) {
        var contract = EventContract.of("io.temoin.consent." + name + ".v1");
        var data = (ObjectNode) contract.exampleNode();
        change.accept(data);
        return new ReceivedEvent(
                "1.0",
                contract.service(),
                contract.name(),
                version,
                new TenantId("helios"),
                "party-rhone-telecom",
                1,
                AT,
                "correlation",
                null,
                null,
                Actor.service("consent-service"),
                data);
    }
}
