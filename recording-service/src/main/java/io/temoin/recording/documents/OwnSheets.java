// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.recording.documents.DocumentStore.Cursor;
import io.temoin.recording.documents.DocumentStore.Listed;
import io.temoin.recording.documents.domain.Document.Kept;
import io.temoin.recording.documents.domain.DocumentKind;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sheets about an agent's own work. Whom a sheet is about is in its stream only, sealed under
 * the key of the sheet, so each sheet of the recording is asked: there are few.
 */
@ApplicationScoped
class OwnSheets {

    private final DocumentStore store;
    private final DocumentStream documents;

    OwnSheets(DocumentStore store, DocumentStream documents) {
        this.store = store;
        this.documents = documents;
    }

    /** At most {@code limit} sheets of a recording about {@code agent}, the oldest first. */
    Uni<List<Listed>> list(
            TenantId tenant,
            RecordingId recording,
            String agent,
            @Nullable Cursor after,
            int limit) {
        return store.list(tenant, recording, after, limit)
                .flatMap(
                        page ->
                                own(tenant, agent, page)
                                        .flatMap(
                                                own ->
                                                        page.size() < limit || own.size() == limit
                                                                ? Uni.createFrom().item(own)
                                                                : list(
                                                                                tenant, recording,
                                                                                agent, end(page),
                                                                                limit)
                                                                        .map(
                                                                                more ->
                                                                                        joined(
                                                                                                own,
                                                                                                more,
                                                                                                limit))));
    }

    private Uni<List<Listed>> own(TenantId tenant, String agent, List<Listed> page) {
        return Multi.createFrom()
                .iterable(page)
                .filter(one -> one.kind() == DocumentKind.SHEET)
                .select()
                .when(
                        one ->
                                documents
                                        .state(tenant, one.document())
                                        .map(
                                                state ->
                                                        state instanceof Kept kept
                                                                && kept.isAbout(agent)))
                .collect()
                .asList();
    }

    private static Cursor end(List<Listed> page) {
        return new Cursor(page.getLast().createdAt(), page.getLast().document());
    }

    private static List<Listed> joined(List<Listed> first, List<Listed> more, int limit) {
        List<Listed> all = new ArrayList<>(first);
        all.addAll(more);
        return all.size() <= limit ? all : all.subList(0, limit);
    }
}
