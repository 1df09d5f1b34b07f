// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.callee.CalleePlaces;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.permission.domain.CallCircumstances;
import io.temoin.consent.permission.domain.CallGrounds;
import io.temoin.consent.permission.domain.CallOutcome;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionDecider;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.consent.permission.domain.PlannedRecording;
import io.temoin.consent.recording.RecordingLaw;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.consent.rules.domain.Sector;
import io.temoin.eventsourcing.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What holds of every decision by the shipped rules, tried on ten thousand lives and questions. The
 * seed is in the failure.
 */
class CallInvariantsTest {

    private static final TenantId TENANT = new TenantId("helios");
    private static final long SEED = 20_261_125L;
    private static final int ROUNDS = 10_000;
    private static final Instant BEGIN = Instant.parse("2026-08-01T00:00:00Z");
    private static final Duration SPAN = Duration.ofDays(600);
    private static final Duration A_MINUTE = Duration.ofSeconds(60);

    private static final List<ActingParty> PARTIES =
            List.of(Examples.BY_VOIX, Examples.BY_ATLAS, Examples.BY_RHONE, Examples.BY_STRANGER);

    private static final List<CalleePlace> PLACES =
            List.of(
                    Examples.IN_PARIS,
                    new CalleePlace(List.of("FR"), List.of(ZoneId.of("Europe/Paris")), "FR-67"),
                    new CalleePlace(List.of("MQ"), List.of(ZoneId.of("America/Martinique")), null),
                    new CalleePlace(
                            List.of("RE", "FR"),
                            List.of(ZoneId.of("Indian/Reunion"), ZoneId.of("Europe/Paris")),
                            null),
                    new CalleePlace(List.of("FR"), List.of(), null),
                    new CalleePlace(List.of("DE"), List.of(ZoneId.of("Europe/Berlin")), "DE-BY"),
                    new CalleePlace(List.of("FR", "DE"), List.of(ZoneId.of("Europe/Berlin")), null),
                    new CalleePlace(
                            List.of("ES", "FR"),
                            List.of(ZoneId.of("Europe/Madrid"), ZoneId.of("Atlantic/Canary")),
                            null),
                    new CalleePlace(List.of("GB"), List.of(ZoneId.of("Europe/London")), null),
                    new CalleePlace(
                            List.of("US"),
                            List.of(
                                    ZoneId.of("America/New_York"),
                                    ZoneId.of("America/Los_Angeles")),
                            null),
                    new CalleePlace(List.of("PL"), List.of(ZoneId.of("Europe/Warsaw")), null));

    /** Where a server may stand. */
    private static final List<String> SERVERS =
            List.of("UTC", "Indian/Mauritius", "Africa/Casablanca", "America/Los_Angeles");

    private static final List<Sector> SECTORS =
            List.of(Sector.OTHER, Sector.CPF, Sector.RENEWABLES);

    private static final List<CallerId> SHOWN =
            List.of(
                    new CallerId("+33142681234", false),
                    new CallerId("+33162001234", true),
                    new CallerId("+33612345678", true),
                    new CallerId(null, false));

    private final RulePacks rules = new RulePacks();
    private final RecordingLaw recordingLaw = new RecordingLaw();
    private final ContactPermissionDecider decider = new ContactPermissionDecider();

    /** A life and a question. */
    private record Case(List<ContactPermissionEvent> life, DecideCall call) {}

    /** Saying no is never a way to be called. */
    @Test
    void anObjectionOrAWithdrawalNeverAllowsMore() {
        each(
                (some, random) -> {
                    var before = decide(some).verdict();
                    if (before == Verdict.ALLOW) {
                        return;
                    }
                    var stated = some.call().now().minusSeconds(random.nextInt(86_400));
                    for (var no : List.of(Examples.objected(stated), Examples.withdrawn(stated))) {
                        var more = new ArrayList<>(some.life());
                        more.add(random.nextInt(more.size() + 1), no);
                        assertThat(decide(new Case(more, some.call())).verdict())
                                .isIn(Verdict.DENY, before);
                    }
                });
    }

    /** B8: whatever is said right after an answer, no call starts by it a minute later. */
    @Test
    void anAnswerBindsForAMinuteAtMost() {
        eachAllowed(
                allowed -> {
                    var startBy = allowed.startBy();
                    assertThat(startBy).isAfter(allowed.at());
                    assertThat(startBy).isBeforeOrEqualTo(allowed.at().plus(A_MINUTE));
                });
    }

    /** Two laws are never more generous than either. */
    @Test
    void anotherJurisdictionNeverAllowsMore() {
        var both = new int[1];
        each(
                (some, random) -> {
                    var here = some.call().circumstances().place();
                    var there = PLACES.get(random.nextInt(PLACES.size())).jurisdictions();
                    var together = decide(under(some, concat(here.jurisdictions(), there)));
                    if (together.verdict() == Verdict.ALLOW) {
                        both[0]++;
                        assertThat(decide(some).verdict()).isEqualTo(Verdict.ALLOW);
                        assertThat(decide(under(some, there)).verdict()).isEqualTo(Verdict.ALLOW);
                    }
                    var next = together.nextAllowedAt();
                    if (next != null && !next.equals(decide(some).nextAllowedAt())) {
                        assertThat(decide(at(some, next)).verdict()).isEqualTo(Verdict.ALLOW);
                    }
                });
        assertThat(both[0]).as("there was something to look at").isGreaterThan(ROUNDS / 100);
    }

    /**
     * An instant is the same everywhere: neither the server's zone nor the order of zones counts.
     */
    @Test
    void movingTheInstantThroughZonesNeverChangesTheAnswer() {
        var before = TimeZone.getDefault();
        try {
            each(
                    (some, random) -> {
                        TimeZone.setDefault(TimeZone.getTimeZone(pick(random, SERVERS)));
                        var here = decide(some);
                        TimeZone.setDefault(TimeZone.getTimeZone(pick(random, SERVERS)));

                        assertThat(decide(some)).isEqualTo(here);
                        assertThat(decide(asClocksShow(some)).verdict()).isEqualTo(here.verdict());
                    });
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /** As long as nothing else happens, who waits until then is allowed. */
    @Test
    void nextAllowedAtIsAllowed() {
        var promised = new int[1];
        each(
                (some, random) -> {
                    var next = decide(some).nextAllowedAt();
                    if (next != null) {
                        promised[0]++;
                        assertThat(next).isAfter(some.call().now());
                        assertThat(decide(at(some, next)).verdict()).isEqualTo(Verdict.ALLOW);
                        var between = Duration.between(some.call().now(), next).toSeconds();
                        var earlier =
                                some.call()
                                        .now()
                                        .plusSeconds((long) (random.nextDouble() * between));
                        assertThat(decide(at(some, earlier)).verdict()).isEqualTo(Verdict.DENY);
                    }
                });
        assertThat(promised[0]).as("there was something to look at").isGreaterThan(ROUNDS / 20);
    }

    @Test
    void aReplayAtItsMomentIsTheAnswer() {
        each(
                (some, _) -> {
                    var decided = decide(some);
                    var replay =
                            new CallDecisionReplay(
                                    TENANT, decided, some.life(), rules, recordingLaw);
                    assertThat(replay.asOf(decided.at())).isEqualTo(decided);
                });
    }

    /** Every answer says why, and by which rules if there are any. */
    @Test
    void everyAnswerHasItsReasonsAndSources() {
        each(
                (some, _) -> {
                    var decided = decide(some);
                    assertThat(decided.reasons()).isNotEmpty();
                    assertThat(decided.reasons())
                            .allSatisfy(reason -> assertThat(reason.source()).isNotBlank());
                    var unknown =
                            decided.reasons().stream()
                                    .map(Reason::code)
                                    .anyMatch(ReasonCode.RULESET_UNKNOWN::equals);
                    if (unknown) {
                        assertThat(decided.ruleSet()).isNull();
                    }
                    var byConsent =
                            decided.reasons().stream()
                                    .map(Reason::code)
                                    .anyMatch(ReasonCode.CONSENT_IN_FORCE::equals);
                    assertThat(decided.consent() != null).isEqualTo(byConsent);
                });
    }

    private static <T> T pick(Random random, List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static List<String> concat(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    /** The same question where these have a say. */
    private Case under(Case some, List<String> jurisdictions) {
        var place = some.call().circumstances().place();
        return in(some, new CalleePlace(jurisdictions, place.zones(), place.subdivision()));
    }

    /** Each zone by what its clocks show at the moment of the call, and the other way round. */
    private Case asClocksShow(Case some) {
        var place = some.call().circumstances().place();
        var shown =
                place.zones().reversed().stream()
                        .map(zone -> (ZoneId) zone.getRules().getOffset(some.call().now()))
                        .toList();
        return in(some, new CalleePlace(place.jurisdictions(), shown, place.subdivision()));
    }

    private Case in(Case some, CalleePlace place) {
        var call = some.call();
        var was = call.circumstances();
        return new Case(
                some.life(),
                new DecideCall(
                        call.decision(),
                        call.by(),
                        call.controller(),
                        call.subject(),
                        call.purpose(),
                        call.campaign(),
                        new CallCircumstances(
                                place,
                                was.sector(),
                                was.callerId(),
                                was.grounds(),
                                was.honoursLocalHolidays(),
                                was.sampled(),
                                was.agentPlace(),
                                was.planned(),
                                was.tzdataVersion(),
                                was.mandate(),
                                was.namedConsent(),
                                null,
                                null,
                                null),
                        rules.inForce(place.jurisdictions(), call.now(), call.now()),
                        recordingLaw.terms(place, was.agentPlace(), call.now(), call.now()),
                        call.now()));
    }

    private void eachAllowed(Consumer<CallDecided> check) {
        var allowed = new int[1];
        each(
                (some, _) -> {
                    var decided = decide(some);
                    if (decided.verdict() == Verdict.ALLOW) {
                        allowed[0]++;
                        check.accept(decided);
                    }
                });
        assertThat(allowed[0]).as("there was something to look at").isGreaterThan(ROUNDS / 50);
    }

    private void each(BiConsumer<Case, Random> check) {
        for (int round = 0; round < ROUNDS; round++) {
            var random = new Random(SEED + round);
            var some = some(random);
            try {
                check.accept(some, random);
            } catch (AssertionError failure) {
                throw new AssertionError("seed %d: %s".formatted(SEED + round, some), failure);
            }
        }
    }

    private CallDecided decide(Case some) {
        return (CallDecided) decider.decide(some.call(), decider.replay(some.life())).getFirst();
    }

    /** The same question later, by the rules that were known when it was asked first. */
    private Case at(Case some, Instant moment) {
        var call = some.call();
        var place = call.circumstances().place();
        return new Case(
                some.life(),
                new DecideCall(
                        call.decision(),
                        call.by(),
                        call.controller(),
                        call.subject(),
                        call.purpose(),
                        call.campaign(),
                        call.circumstances(),
                        rules.inForce(place.jurisdictions(), moment, call.now()),
                        recordingLaw.terms(
                                place, call.circumstances().agentPlace(), moment, call.now()),
                        moment));
    }

    private Case some(Random random) {
        var now = moment(random);
        var life = new ArrayList<ContactPermissionEvent>();
        for (int consents = random.nextInt(4); consents > 0; consents--) {
            var collected = collected(random, now);
            life.add(
                    Examples.given(
                            new UUID(random.nextLong(), random.nextLong()),
                            random.nextInt(4) == 0 ? null : Examples.VOIX,
                            collected,
                            random.nextInt(3) == 0
                                    ? now.plusSeconds(random.nextInt(7_200) - 3_600)
                                    : null,
                            Purpose.PROSPECTING_CALL));
        }
        if (random.nextInt(5) == 0) {
            life.add(Examples.withdrawn(now.minusSeconds(random.nextInt(40_000_000))));
        }
        if (random.nextInt(10) == 0) {
            life.add(Examples.objected(now.minusSeconds(random.nextInt(40_000_000))));
        }
        for (int attempts = random.nextInt(8); attempts > 0; attempts--) {
            life.add(
                    Examples.attempted(
                            Examples.ATLAS,
                            null,
                            CallOutcome.NO_ANSWER,
                            now.minusSeconds(random.nextInt(4_000_000))));
        }
        var place = PLACES.get(random.nextInt(PLACES.size()));
        var circumstances =
                new CallCircumstances(
                        place,
                        random.nextInt(3) == 0 ? SECTORS.get(random.nextInt(SECTORS.size())) : null,
                        random.nextInt(3) == 0 ? SHOWN.get(random.nextInt(SHOWN.size())) : null,
                        random.nextInt(4) == 0 ? grounds(random, now) : null,
                        random.nextBoolean(),
                        random.nextBoolean() ? List.of(Purpose.QUALITY) : List.of(),
                        random.nextInt(3) == 0 ? "DE" : null,
                        random.nextInt(3) == 0
                                ? new PlannedRecording(List.of(Purpose.TRAINING), List.of())
                                : null,
                        CalleePlaces.TZDATA,
                        Examples.MANDATE,
                        null,
                        null,
                        null,
                        null);
        return new Case(
                List.copyOf(life),
                new DecideCall(
                        Examples.DECISION,
                        PARTIES.get(random.nextInt(PARTIES.size())),
                        Examples.RHONE,
                        Examples.SUBJECT,
                        Purpose.PROSPECTING_CALL,
                        null,
                        circumstances,
                        rules.inForce(place.jurisdictions(), now, now),
                        recordingLaw.terms(place, circumstances.agentPlace(), now, now),
                        now));
    }

    private static CallGrounds grounds(Random random, Instant now) {
        var day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var relations = CallGrounds.Relation.values();
        return new CallGrounds(
                "heat-pump",
                new CallGrounds.Contract(
                        "C-1",
                        "heating",
                        relations[random.nextInt(relations.length)],
                        day.minusDays(random.nextInt(900) - 10),
                        random.nextBoolean() ? day.plusDays(random.nextInt(9) - 4) : null),
                new CallGrounds.InformationRequest(
                        "R-1", "heat-pump", now.minusSeconds(random.nextInt(1_000_000))));
    }

    /** Any time ago, or so that the consent ends in these days. */
    private static Instant collected(Random random, Instant now) {
        return random.nextBoolean()
                ? now.minusSeconds(random.nextLong(Duration.ofDays(500).toSeconds()))
                : now.minus(Duration.ofDays(365)).plusSeconds(random.nextInt(300_000));
    }

    private static Instant moment(Random random) {
        return BEGIN.plusSeconds(random.nextLong(SPAN.toSeconds()));
    }
}
