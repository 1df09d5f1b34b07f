// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisDatabase;
import io.temoin.chassis.limits.Allowance.Answer;
import io.temoin.chassis.limits.QuotaStore.Grant;
import io.temoin.chassis.limits.Quotas.Refusal;
import io.temoin.chassis.requests.TooManyRequests;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantSetting;
import io.temoin.shredding.postgres.TenantStatement;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Quotas on a real PostgreSQL: what replicas share, and what they lose. */
class QuotasIT {

    private static final ChassisDatabase DATABASE = ChassisDatabase.start();
    private static final Pool APP = DATABASE.app();
    private static final Pool FEED = DATABASE.feed();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final TenantId HELIOS = new TenantId("helios");
    private static final Refusal REFUSAL = new Refusal("too-much", "That is too much.");

    private final QuotaStore store = new QuotaStore(APP, FEED);
    private final String holder = UUID.randomUUID().toString();

    @AfterAll
    static void close() {
        APP.close().await().atMost(LIMIT);
        FEED.close().await().atMost(LIMIT);
    }

    @Test
    void givesWhatThereIsAndSaysWhenThereIsMore() {
        Quota ten = quota("ten", 10, Duration.ofHours(1));

        assertThat(take(ten, 4).uses()).isEqualTo(4);
        assertThat(take(ten, 20).uses()).isEqualTo(6);
        Grant nothing = take(ten, 1);

        assertThat(nothing.uses()).isZero();
        assertThat(nothing.retryAfter())
                .isBetween(Duration.ofMinutes(5).plusSeconds(30), Duration.ofMinutes(6));
    }

    @Test
    void usesComeBackOneByOne() {
        Quota fast = quota("fast", 50, Duration.ofSeconds(5));
        take(fast, 50);

        Grant nothing = take(fast, 1);
        assertThat(nothing.retryAfter()).isLessThanOrEqualTo(Duration.ofMillis(100));
        APP.query("select pg_sleep(" + (nothing.retryAfter().toMillis() + 5) / 1000.0 + ")")
                .execute()
                .await()
                .atMost(LIMIT);

        assertThat(take(fast, 50).uses()).isBetween(1L, 25L);
    }

    /**
     * Public keys are read without a database; what counts their readers must not make them wait.
     */
    @Test
    void nobodyWaitsForADatabaseThatHangs() {
        Quota ten = quota("hanging", 10, Duration.ofHours(1));
        take(ten, 1);
        Allowance allowance =
                new Allowance(ten, uses -> store.take(HELIOS.value(), ten, holder, uses));

        CompletableFuture<Answer> answer =
                APP.withTransaction(
                                connection ->
                                        connection
                                                .preparedQuery(TenantStatement.SET)
                                                .execute(Tuple.of(HELIOS.value()))
                                                .chain(
                                                        () ->
                                                                connection
                                                                        .query(
                                                                                "select 1 from quota"
                                                                                        + " for update")
                                                                        .execute())
                                                .map(_ -> allowance.afterMore())
                                                .call(QuotasIT::awaitBriefly))
                        .await()
                        .atMost(LIMIT);

        assertThat(answer)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(TimeoutException.class);
    }

    /** Until it is there, failed, or late. */
    private static Uni<Void> awaitBriefly(CompletableFuture<Answer> answer) {
        return Uni.createFrom()
                .completionStage(answer.copy())
                .ifNoItem()
                .after(Duration.ofSeconds(5))
                .fail()
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Another tenant, another limit and another holder have quotas of their own. */
    @Test
    void isOneHolders() {
        Quota one = quota("one", 1, Duration.ofHours(1));
        take(one, 1);

        assertThat(take(one, 1).uses()).isZero();
        assertThat(take(quota("another", 1, Duration.ofHours(1)), 1).uses()).isEqualTo(1);
        assertThat(store.take("boreal", one, holder, 1).await().atMost(LIMIT).uses()).isEqualTo(1);
        assertThat(store.take("helios", one, holder + "x", 1).await().atMost(LIMIT).uses())
                .isEqualTo(1);
        assertThat(store.take(QuotaStore.NO_TENANT, one, holder, 1).await().atMost(LIMIT).uses())
                .isEqualTo(1);
    }

    /** A process that starts anew, or another one, finds what was used. */
    @Test
    void severalProcessesGiveNoMoreThanThereIs() throws Exception {
        Quota quota = quota("shared", 200, Duration.ofDays(1));
        List<Allowance> processes = IntStream.range(0, 4).mapToObj(_ -> allowance(quota)).toList();

        long admitted = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> requests = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                Allowance process = processes.get(i % processes.size());
                requests.add(() -> isAdmitted(process));
            }
            for (Future<Boolean> request : threads.invokeAll(requests)) {
                admitted += request.get() ? 1 : 0;
            }
        }

        assertThat(admitted).isEqualTo(200);
        assertThat(isAdmitted(allowance(quota))).isFalse();
    }

    @Test
    void aCallerWithinItsQuotaCostsAStatementNowAndThen() throws Exception {
        Quota quota = quota("busy", 2_000, Duration.ofHours(1));
        int[] statements = {0};
        Allowance allowance =
                new Allowance(
                        quota,
                        uses -> {
                            statements[0]++;
                            return store.take("helios", quota, holder, uses);
                        });

        for (int i = 0; i < 1_000; i++) {
            assertThat(isAdmitted(allowance)).isTrue();
        }

        assertThat(statements[0]).isBetween(10, 13);
    }

    @Test
    void refusesASingleActWithItsOwnWords() {
        Quotas quotas = new Quotas(store, DATABASE.vertx());
        Quota one = quota("act", 1, Duration.ofMinutes(1));
        quotas.take(HELIOS, one, holder, REFUSAL).await().atMost(LIMIT);

        assertThatThrownBy(() -> quotas.take(HELIOS, one, holder, REFUSAL).await().atMost(LIMIT))
                .isInstanceOfSatisfying(
                        TooManyRequests.class,
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo("too-much");
                            assertThat(refusal.detail()).isEqualTo("That is too much.");
                            assertThat(
                                            Integer.parseInt(
                                                    refusal.headers()
                                                            .getOrDefault("Retry-After", "")))
                                    .isBetween(58, 60);
                        });
    }

    /** Holders are pseudonyms; still, nothing of them is kept that says nothing any more. */
    @Test
    void forgetsWhatIsWholeAgainAndNothingElse() {
        Quota brief = quota("brief", 1, Duration.ofMillis(1));
        Quota lasting = quota("lasting", 1, Duration.ofHours(1));
        take(brief, 1);
        take(lasting, 1);
        APP.query("select pg_sleep(0.05)").execute().await().atMost(LIMIT);

        assertThat(store.forget().await().atMost(LIMIT)).isPositive();

        assertThat(names()).containsExactly("lasting");
    }

    private List<String> names() {
        return APP.withTransaction(
                        connection ->
                                connection
                                        .query(TenantSetting.ofTransaction("helios"))
                                        .execute()
                                        .chain(
                                                _ ->
                                                        connection
                                                                .preparedQuery(
                                                                        "select name from quota"
                                                                                + " where holder = $1")
                                                                .execute(Tuple.of(holder))))
                .map(
                        rows -> {
                            List<String> names = new ArrayList<>();
                            rows.forEach(row -> names.add(row.getString(0)));
                            return names;
                        })
                .await()
                .atMost(LIMIT);
    }

    private Allowance allowance(Quota quota) {
        return new Allowance(quota, uses -> store.take("helios", quota, holder, uses));
    }

    private static boolean isAdmitted(Allowance allowance) throws Exception {
        Answer answer = allowance.atOnce();
        if (answer == null) {
            answer = allowance.afterMore().get();
        }
        return answer instanceof Answer.Admitted;
    }

    private Grant take(Quota quota, long wanted) {
        return store.take("helios", quota, holder, wanted).await().atMost(LIMIT);
    }

    private static Quota quota(String name, int uses, Duration per) {
        return new Quota(name, uses, per);
    }
}
