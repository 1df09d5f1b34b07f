// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Http;
import io.temoin.platform.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many may follow the trail at one time, and for how long. */
@QuarkusTest
class TailLimitsTest {

    private static final String WITHOUT_LOOKS = "looks=false";

    private final Space space = new Space();

    @Test
    void endsWithTheToken() {
        String brief =
                TestTokens.lasting(
                        Duration.ofSeconds(3),
                        space.tenant(),
                        "rhone-telecom",
                        List.of(),
                        Space.ACTOR,
                        "dpo");

        try (Tail tail = Tail.from(brief, WITHOUT_LOOKS)) {
            assertThat(tail.status()).isEqualTo(200);
            tail.awaitEnd();
        }
    }

    /** One user took all slots of the tenant; now each has three of the eight. */
    @Test
    void oneUserLeavesRoomForTheOthersOfTheTenant() {
        List<Tail> tails =
                IntStream.range(0, 3)
                        .mapToObj(_ -> Tail.from(of(Space.ACTOR), WITHOUT_LOOKS))
                        .toList();
        try {
            var refused = space.as("dpo").get("/v1/entries/stream");

            assertProblem(refused, 429, "live-tails-of-user-taken");
            assertThat(refused.header("Retry-After")).isEqualTo("30");
            try (Tail others = Tail.from(of(user(1)), WITHOUT_LOOKS)) {
                assertThat(others.status()).isEqualTo(200);
            }
        } finally {
            tails.forEach(Tail::close);
        }
    }

    @Test
    void asManyOfATenantFollowAsMayAndOneWhoHangsUpMakesRoom() {
        // Given
        List<Tail> tails =
                IntStream.range(0, 8)
                        .mapToObj(number -> Tail.from(of(user(number / 3)), WITHOUT_LOOKS))
                        .toList();
        try {
            // When, Then: more often than a user may follow, since who is refused has no slot
            for (int attempt = 0; attempt < 4; attempt++) {
                var refused = Http.given().auth().oauth2(of(user(9))).get("/v1/entries/stream");
                assertProblem(refused, 429, "live-tails-of-tenant-taken");
                assertThat(refused.header("Retry-After")).isEqualTo("30");
            }
            try (Tail elsewhere = Tail.from(of(new Space(), user(0)), WITHOUT_LOOKS)) {
                assertThat(elsewhere.status()).isEqualTo(200);
            }

            // When
            tails.getFirst().hangUp();

            // Then
            await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> {
                                try (Tail next = Tail.from(of(user(0)), WITHOUT_LOOKS)) {
                                    return next.status() == 200;
                                }
                            });
        } finally {
            tails.forEach(Tail::close);
        }
    }

    /** Longer than a request may take to arrive, which is two seconds here. */
    @Test
    void staysOpenWhateverArrivesOrNot() {
        try (Tail tail = Tail.from(of(Space.ACTOR), WITHOUT_LOOKS)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> tail.comments() >= 15);
        }
    }

    private static String user(int number) {
        return "019a0000-0000-7000-8000-00000000000" + number;
    }

    private String of(String user) {
        return of(space, user);
    }

    private static String of(Space space, String user) {
        return TestTokens.tenantWide(space.tenant(), "rhone-telecom", user, "dpo");
    }
}
