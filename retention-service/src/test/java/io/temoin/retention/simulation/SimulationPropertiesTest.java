// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation;

import static io.temoin.retention.simulation.SimulationCase.ERASED;
import static io.temoin.retention.simulation.SimulationCase.FROZEN;
import static io.temoin.retention.simulation.SimulationCase.HELD;
import static io.temoin.retention.simulation.SimulationCase.NOON;
import static io.temoin.retention.simulation.SimulationCase.PERSON;
import static io.temoin.retention.simulation.SimulationCase.RHONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.hold.HoldMatch;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.simulation.SimulationCase.Item;
import io.temoin.retention.simulation.SimulationCase.Plan;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For random items and policies: what a simulation counts is what the register is counted to be,
 * now, and once the policy is active and applied to it.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class SimulationPropertiesTest {

    private static final int PLANS = 120;
    private static final List<String> PEOPLE =
            List.of(PERSON, PERSON, PERSON, HELD, FROZEN, ERASED);
    private static final List<String> PURPOSES =
            List.of(
                    "PROSPECTING_CALL",
                    "QUALITY",
                    "CONTRACT_PROOF",
                    "PROSPECT_FILE",
                    "ANALYSIS_SHEET",
                    "CONSENT_EVIDENCE",
                    "UNHEARD_OF");

    /** Item by item, by the rows alone. */
    private static final String COUNTED =
            """
            select kind || ' ' || controller || ' [' || array_to_string(kept_for, ', ') || '] '
                || outcome || ' ' || coalesce(to_char(due_on, 'YYYY-MM'), 'null') as items,
              count(*) as number
            from (select i.kind, i.controller, i.kept_for, i.due_on,
                case when i.stage not in ('SCHEDULED', 'UNDER_MINIMUM') then i.stage
                  when not %s then 'HELD'
                  when i.due_at > '2026-11-24T11:00:00Z' then i.stage
                  when not %s then 'FROZEN'
                  else 'DUE' end as outcome
              from registered_item i where i.controller = 'rhone-telecom') item
            group by 1"""
                    .formatted(
                            HoldMatch.registeredIsNotHeld(),
                            HoldMatch.registeredIsNotFrozen("'2026-11-24T11:00:00Z'"));

    private final SimulationCase its = new SimulationCase();
    private final TestClock clock;

    SimulationPropertiesTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void isWhatBecomesOfTheRegisterOnceThePolicyIsActive(long seed) throws SQLException {
        Random random = new Random(seed);
        its.stored(items(random));
        its.erased(ERASED, "2026-11-20");
        activated(policy(random, "PROSPECT_FILE", "LAST_CONTACT_FROM_PERSON"));
        its.held(RHONE, HELD);
        its.frozen(RHONE, FROZEN);
        var purposes =
                Map.of(
                        "PROSPECTING_CALL", "CONSENT_GIVEN",
                        "QUALITY", "RECORDING_ENDED",
                        "CONTRACT_PROOF", "CONTRACT_CONCLUDED",
                        "ANALYSIS_SHEET", "SHEET_CREATED");
        var purpose = PURPOSES.get(List.of(0, 1, 2, 4).get(random.nextInt(4)));
        var policy = policy(random, purpose, purposes.get(purpose));
        var digest = its.digest();

        var simulation = its.simulated(policy);

        assertThat(its.digest()).as("nothing changed, seed %d", seed).isEqualTo(digest);
        var now = counted();
        var then = its.counts(policy, simulation, "then");
        assertThat(its.counts(policy, simulation, "now")).as("now, seed %d", seed).isEqualTo(now);
        activated(policy);
        assertThat(then).as("then, seed %d", seed).isEqualTo(counted()).isNotEqualTo(now);
    }

    private long generation() throws SQLException {
        return its.number("select min(generation) from item_plan");
    }

    /** Waits until it is applied: an activation opens all plans of the tenant. */
    private void activated(String policy) throws SQLException {
        long before = generation();
        its.activate(policy);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(generation()).isGreaterThan(before));
        its.awaitPlanned();
    }

    private Map<String, Long> counted() throws SQLException {
        Map<String, Long> counted = new TreeMap<>();
        try (var connection = its.app();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(COUNTED)) {
            while (rows.next()) {
                counted.put(rows.getString("items"), rows.getLong("number"));
            }
        }
        return counted;
    }

    private String policy(Random random, String purpose, String from) {
        return its.proposed(
                """
                {"controller": "rhone-telecom", "purpose": "%s", "from": "%s", "atMost": "P%dM",
                 "reference": "our decision", "validFrom": "2026-01-%02d"}"""
                        .formatted(purpose, from, 1 + random.nextInt(4), 1 + random.nextInt(28)));
    }

    private static List<Item> items(Random random) {
        List<Item> items = new ArrayList<>();
        List<ItemKind> kinds = Arrays.asList(ItemKind.values());
        for (int i = 0; i < PLANS; i++) {
            LocalDate startedOn = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(320));
            List<String> keptFor =
                    random.nextInt(3) == 0
                            ? List.of(any(random, PURPOSES), "PROSPECTING_CALL")
                            : List.of(any(random, PURPOSES));
            Plan plan =
                    new Plan(
                            UUID.randomUUID(),
                            any(random, kinds),
                            random.nextInt(4) == 0 ? "loire-energie" : RHONE,
                            random.nextBoolean() ? null : "fibre",
                            keptFor.stream().distinct().toList(),
                            startedOn,
                            random.nextInt(4) == 0
                                    ? startedOn.plusDays(random.nextInt(600))
                                    : null);
            for (int j = random.nextInt(4); j >= 0; j--) {
                items.add(
                        new Item(
                                UUID.randomUUID(),
                                plan,
                                any(random, PEOPLE),
                                random.nextInt(5) == 0
                                        ? startedOn.plusDays(random.nextInt(900))
                                        : null));
            }
        }
        return items;
    }

    private static <T> T any(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
