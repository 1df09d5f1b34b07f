// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.retention.schedule.PersonReferences.FoundPerson;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests by the person who made them, and the person by a request. */
@ApplicationScoped
public class RequestsOfPersons {

    private final RequestView view;
    private final RequestStream requests;

    RequestsOfPersons(RequestView view, RequestStream requests) {
        this.view = view;
        this.requests = requests;
    }

    /** Who made the request, and to whom; {@code null} when it is unknown. */
    public Uni<@Nullable FoundPerson> find(TenantId tenant, UUID request) {
        return requests.load(tenant, request).map(RequestDesk::person);
    }

    /** The latest requests of a person to a controller, at most {@code limit}. */
    public Uni<List<ListedRequest>> list(
            TenantId tenant, String controller, String subject, int limit) {
        return view.ofPerson(tenant, controller, subject, limit)
                .map(rows -> rows.stream().map(row -> ListedRequest.of(row, true)).toList());
    }
}
