// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.intake.SearchedPersons;
import io.temoin.audit.search.domain.SavedSearchCommand.ForgetSavedSearch;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Commands;
import io.temoin.shredding.SubjectId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Deletes the saved searches that ask for a person who is erased, whoever saved them. Done twice,
 * it deletes nothing the second time. What is saved from then on is left to {@link
 * LateSearchReader}, if the person's key is destroyed before. Needs a Vert.x context.
 */
@ApplicationScoped
public class ForgottenSearches {

    private final SavedSearchStream streams;
    private final SavedSearchView view;
    private final SearchedPersons persons;
    private final Commands commands;

    ForgottenSearches(
            SavedSearchStream streams,
            SavedSearchView view,
            SearchedPersons persons,
            Commands commands) {
        this.streams = streams;
        this.view = view;
        this.persons = persons;
        this.commands = commands;
    }

    /**
     * Deletes them, on record as done by the caller.
     *
     * @param erasure id of the erasure they go with
     */
    public Uni<Void> forget(Caller caller, SubjectId subject, UUID erasure) {
        return persons.keyOf(caller.tenant(), subject)
                .flatMap(
                        key ->
                                key.map(id -> view.naming(caller.tenant(), id))
                                        .orElseGet(() -> Uni.createFrom().item(List.of())))
                .onItem()
                .transformToMulti(ids -> Multi.createFrom().iterable(ids))
                .onItem()
                .transformToUniAndConcatenate(
                        id ->
                                streams.handle(
                                        id,
                                        new ForgetSavedSearch(subject.value()),
                                        commands.natural(
                                                caller,
                                                "forgetSavedSearch/" + id,
                                                erasure.toString())))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
