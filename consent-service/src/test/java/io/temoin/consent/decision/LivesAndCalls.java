// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import io.temoin.consent.callee.CalleePlaces;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.permission.domain.CallCircumstances;
import io.temoin.consent.permission.domain.CallGrounds;
import io.temoin.consent.permission.domain.CallLaw;
import io.temoin.consent.permission.domain.CallOutcome;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.consent.permission.domain.PlannedRecording;
import io.temoin.consent.permission.domain.RecordingCircumstances;
import io.temoin.consent.permission.domain.StatedCall;
import io.temoin.consent.recording.RecordingLaw;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.ExamplePlaces;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Sector;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Lives of contacts and questions about them, made up by chance under the shipped rules. */
final class LivesAndCalls {

    private static final Instant BEGIN = Instant.parse("2026-08-01T00:00:00Z");
    private static final Duration SPAN = Duration.ofDays(600);

    private static final List<ActingParty> PARTIES =
            List.of(Examples.BY_VOIX, Examples.BY_ATLAS, Examples.BY_RHONE, Examples.BY_STRANGER);

    static final List<CalleePlace> PLACES =
            List.of(
                    Examples.IN_PARIS,
                    ExamplePlaces.in(List.of("FR"), List.of(ZoneId.of("Europe/Paris")), "FR-67"),
                    ExamplePlaces.in(List.of("MQ"), List.of(ZoneId.of("America/Martinique")), null),
                    ExamplePlaces.in(
                            List.of("RE", "FR"),
                            List.of(ZoneId.of("Indian/Reunion"), ZoneId.of("Europe/Paris")),
                            null),
                    ExamplePlaces.in(List.of("FR"), List.of(), null),
                    ExamplePlaces.in(List.of("DE"), List.of(ZoneId.of("Europe/Berlin")), "DE-BY"),
                    ExamplePlaces.in(
                            List.of("FR", "DE"), List.of(ZoneId.of("Europe/Berlin")), null),
                    ExamplePlaces.in(
                            List.of("ES", "FR"),
                            List.of(ZoneId.of("Europe/Madrid"), ZoneId.of("Atlantic/Canary")),
                            null),
                    ExamplePlaces.in(List.of("GB"), List.of(ZoneId.of("Europe/London")), null),
                    ExamplePlaces.in(
                            List.of("US"),
                            List.of(
                                    ZoneId.of("America/New_York"),
                                    ZoneId.of("America/Los_Angeles")),
                            null),
                    ExamplePlaces.in(List.of("PL"), List.of(ZoneId.of("Europe/Warsaw")), null));

    private static final List<Sector> SECTORS =
            List.of(Sector.OTHER, Sector.CPF, Sector.RENEWABLES);

    private static final List<CallerId> SHOWN =
            List.of(
                    new CallerId("+33142681234", false),
                    new CallerId("+33162001234", true),
                    new CallerId("+33612345678", true),
                    new CallerId(null, false));

    static final RulePacks RULES = new RulePacks();
    static final RecordingLaw RECORDING_LAW = new RecordingLaw();

    /** A life and a question. */
    record Case(List<ContactPermissionEvent> life, DecideCall call) {}

    private LivesAndCalls() {}

    /** Another one for each seed, and always the same one for the same. */
    static Case some(Random random) {
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
                        new StatedCall(
                                random.nextInt(3) == 0
                                        ? SECTORS.get(random.nextInt(SECTORS.size()))
                                        : null,
                                random.nextInt(3) == 0
                                        ? SHOWN.get(random.nextInt(SHOWN.size()))
                                        : null,
                                random.nextInt(4) == 0 ? grounds(random, now) : null,
                                null,
                                null),
                        random.nextBoolean(),
                        new RecordingCircumstances(
                                random.nextInt(3) == 0 ? "DE" : null,
                                null,
                                random.nextBoolean() ? List.of(Purpose.QUALITY) : List.of(),
                                random.nextInt(3) == 0
                                        ? new PlannedRecording(List.of(Purpose.TRAINING), List.of())
                                        : null),
                        CalleePlaces.TZDATA,
                        Examples.INSTRUCTED);
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
                        new CallLaw(
                                RULES.inForce(place.jurisdictions(), now, now),
                                RECORDING_LAW.terms(
                                        place, circumstances.recording().agentPlace(), now, now)),
                        now));
    }

    /** The same question where these have a say. */
    static Case under(Case some, List<String> jurisdictions) {
        var place = some.call().circumstances().place();
        return in(some, ExamplePlaces.in(jurisdictions, place.zones(), place.subdivision()));
    }

    /** Each zone by what its clocks show at the moment of the call, and the other way round. */
    static Case asClocksShow(Case some) {
        var place = some.call().circumstances().place();
        var shown =
                place.zones().reversed().stream()
                        .map(zone -> (ZoneId) zone.getRules().getOffset(some.call().now()))
                        .toList();
        return in(some, ExamplePlaces.in(place.jurisdictions(), shown, place.subdivision()));
    }

    private static Case in(Case some, CalleePlace place) {
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
                                was.stated(),
                                was.honoursLocalHolidays(),
                                was.recording(),
                                was.tzdataVersion(),
                                was.lookups()),
                        new CallLaw(
                                RULES.inForce(place.jurisdictions(), call.now(), call.now()),
                                RECORDING_LAW.terms(
                                        place,
                                        was.recording().agentPlace(),
                                        call.now(),
                                        call.now())),
                        call.now()));
    }

    /** The same question later, by the rules that were known when it was asked first. */
    static Case at(Case some, Instant moment) {
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
                        new CallLaw(
                                RULES.inForce(place.jurisdictions(), moment, call.now()),
                                RECORDING_LAW.terms(
                                        place,
                                        call.circumstances().recording().agentPlace(),
                                        moment,
                                        call.now())),
                        moment));
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
