// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import static io.temoin.consent.callee.CalleePlaces.TZDATA;
import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.agreement.Mandates;
import io.temoin.consent.agreement.PartyProfiles;
import io.temoin.consent.agreement.domain.Assignment;
import io.temoin.consent.agreement.domain.Mandate;
import io.temoin.consent.notice.Notices;
import io.temoin.consent.permission.domain.CallCircumstances;
import io.temoin.consent.permission.domain.CallLaw;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ControllerFacts;
import io.temoin.consent.permission.domain.LookupResults;
import io.temoin.consent.permission.domain.RecordingCircumstances;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.screening.Registers;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prepares questions about calls for their decision: finds the law, and looks up everything that
 * the decision rests on besides the person's own statements. What is independent is looked up at
 * the same time.
 */
@Singleton
public class CallPreparation {

    private final CallLaws laws;
    private final Mandates mandates;
    private final Registers registers;
    private final PartyProfiles profiles;
    private final Notices notices;
    private final boolean honourLocalHolidays;

    CallPreparation(
            CallLaws laws,
            Mandates mandates,
            Registers registers,
            PartyProfiles profiles,
            Notices notices,
            ConsentConfig config) {
        this.laws = laws;
        this.mandates = mandates;
        this.registers = registers;
        this.profiles = profiles;
        this.notices = notices;
        this.honourLocalHolidays = config.rules().honourLocalHolidays();
    }

    /** The command that decides one call; not yet drawn for any recording. */
    Uni<DecideCall> prepare(CallQuestion asked, EventMetadata metadata) {
        return Uni.combine()
                .all()
                .unis(
                        prepare(
                                asked.decision(),
                                asked.call(),
                                List.of(asked.person()),
                                asked.agentPlace(),
                                metadata),
                        notices.announcements(
                                metadata.tenant(),
                                asked.call().controller(),
                                asked.language(),
                                asked.person().place().jurisdictions(),
                                metadata.at()))
                .with(
                        (calls, announcements) ->
                                calls.getFirst()
                                        .recorded(
                                                new RecordingCircumstances(
                                                        asked.agentPlace(),
                                                        announcements,
                                                        List.of(),
                                                        null)));
    }

    /**
     * The commands that decide the same call to each of these people, in their order. None of them
     * is recorded.
     */
    public Uni<List<DecideCall>> prepare(
            UUID decision, ProposedCall call, List<CalledPerson> people, EventMetadata metadata) {
        return prepare(decision, call, people, null, metadata);
    }

    private Uni<List<DecideCall>> prepare(
            UUID decision,
            ProposedCall call,
            List<CalledPerson> people,
            @Nullable String agentPlace,
            EventMetadata metadata) {
        Map<CalleePlace, CallLaw> law = new HashMap<>();
        for (CalledPerson person : people) {
            law.computeIfAbsent(
                    person.place(),
                    place ->
                            laws.governing(
                                    metadata.tenant(),
                                    place,
                                    agentPlace,
                                    metadata.at(),
                                    metadata.at()));
        }
        return lookUp(call, people, registers(law.values()), metadata)
                .map(
                        found -> {
                            List<DecideCall> commands = new ArrayList<>(people.size());
                            for (int i = 0; i < people.size(); i++) {
                                CalledPerson person = people.get(i);
                                commands.add(
                                        new DecideCall(
                                                decision,
                                                call.by(),
                                                call.controller(),
                                                person.subject(),
                                                call.purpose(),
                                                call.campaign(),
                                                circumstances(call, person, found.get(i)),
                                                requireNonNull(law.get(person.place())),
                                                metadata.at()));
                            }
                            return commands;
                        });
    }

    private CallCircumstances circumstances(
            ProposedCall call, CalledPerson person, LookupResults found) {
        return new CallCircumstances(
                person.place(),
                call.stated(),
                honourLocalHolidays,
                RecordingCircumstances.NONE,
                TZDATA,
                found);
    }

    /** For each of these people, in their order. */
    private Uni<List<LookupResults>> lookUp(
            ProposedCall call,
            List<CalledPerson> people,
            Set<String> named,
            EventMetadata metadata) {
        return Uni.combine()
                .all()
                .unis(
                        mandates(call, people, metadata),
                        registers.find(
                                metadata.tenant(),
                                call.controller(),
                                named,
                                people.stream().map(CalledPerson::subject).toList()),
                        profiles.find(metadata.tenant(), call.controller()))
                .with(
                        (mandates, screenings, profile) -> {
                            ControllerFacts facts = profile.map(ControllerFacts::of).orElse(null);
                            List<LookupResults> results = new ArrayList<>(people.size());
                            for (int i = 0; i < people.size(); i++) {
                                List<String> places = people.get(i).place().jurisdictions();
                                results.add(
                                        new LookupResults(
                                                mandates.get(places), screenings.get(i), facts));
                            }
                            return results;
                        });
    }

    /**
     * What the caller was instructed to do, by the places whose law applies; one after the other,
     * as the first lookup reads what all of them need.
     */
    private Uni<Map<List<String>, @Nullable Mandate>> mandates(
            ProposedCall call, List<CalledPerson> people, EventMetadata metadata) {
        Set<List<String>> places = new LinkedHashSet<>();
        people.forEach(person -> places.add(person.place().jurisdictions()));
        Map<List<String>, @Nullable Mandate> found = new HashMap<>();
        return Multi.createFrom()
                .iterable(places)
                .onItem()
                .transformToUniAndConcatenate(
                        jurisdictions ->
                                mandates.find(
                                                metadata.tenant(),
                                                call.by(),
                                                call.controller(),
                                                Assignment.call(
                                                        call.purpose(),
                                                        call.campaign(),
                                                        jurisdictions,
                                                        metadata.at()))
                                        .invoke(mandate -> found.put(jurisdictions, mandate)))
                .collect()
                .last()
                .replaceWith(found);
    }

    private static Set<String> registers(Collection<CallLaw> laws) {
        return laws.stream()
                .flatMap(law -> law.registers().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
