// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Page;
import io.temoin.consent.consents.ConsentView.Filter;
import io.temoin.consent.consents.ConsentView.ListedConsent;
import io.temoin.consent.inspection.InspectionStream;
import io.temoin.consent.inspection.domain.InspectionEvent.ConsentsListed;
import jakarta.inject.Singleton;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Pages of consents, each shown once it is on record that it was. */
@Singleton
final class ConsentPages {

    private final ConsentView view;
    private final InspectionStream inspections;

    ConsentPages(ConsentView view, InspectionStream inspections) {
        this.view = view;
        this.inspections = inspections;
    }

    /** The page that a list or a search answers. That nobody was found is told, so recorded too. */
    Uni<Page<ListedConsent>> shown(
            Caller caller, Filter filter, @Nullable String cursor, @Nullable Integer limit) {
        return view.list(caller, filter, cursor, limit)
                .call(
                        page ->
                                inspections.record(
                                        caller,
                                        new ConsentsListed(
                                                filter.controller(),
                                                filters(filter),
                                                page.items().size(),
                                                view.beginning(caller, filter, cursor))));
    }

    private static SortedMap<String, String> filters(Filter filter) {
        SortedMap<String, String> filters = new TreeMap<>();
        if (filter.controller() != null) {
            filters.put("controller", filter.controller().value());
        }
        if (filter.subject() != null) {
            filters.put("subject", filter.subject().value());
        }
        if (filter.byNumber()) {
            filters.put("lookup", "NUMBER");
        }
        if (filter.state() != null) {
            filters.put("state", filter.state().name());
        }
        return filters;
    }
}
