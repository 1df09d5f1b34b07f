// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Uuids;
import io.temoin.recording.documents.domain.Document;
import io.temoin.recording.documents.domain.Document.Kept;
import io.temoin.recording.documents.domain.DocumentFacts;
import io.temoin.recording.documents.domain.DocumentKind;
import io.temoin.recording.documents.domain.Transcript;
import io.temoin.recording.documents.domain.TranscriptSegment;
import io.temoin.recording.lifecycle.RectificationRequestStore;
import io.temoin.recording.lifecycle.domain.AccessReason;
import io.temoin.recording.lifecycle.domain.Contested;
import io.temoin.recording.lifecycle.domain.Passage;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RectificationRequest;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Which part of a recording an open request for rectification contests: that of the segment of its
 * transcript, or all of it where a sheet is contested. As the desk told of it, so that nothing is
 * heard of what it has not told yet.
 */
@ApplicationScoped
public class ContestedPassages {

    private final RectificationRequestStore requests;
    private final DocumentStream documents;
    private final SealedDocuments contents;

    ContestedPassages(
            RectificationRequestStore requests,
            DocumentStream documents,
            SealedDocuments contents) {
        this.requests = requests;
        this.documents = documents;
        this.contents = contents;
    }

    /** The part that is contested by the request that a reason names; empty if there is none. */
    public Uni<Optional<Passage>> find(
            TenantId tenant, RecordingId recording, AccessReason reason) {
        UUID request =
                reason.code() == AccessReason.Code.DATA_SUBJECT_REQUEST
                        ? Uuids.parse(reason.reference())
                        : null;
        return request == null
                ? none()
                : requests.find(tenant, request)
                        .flatMap(
                                found ->
                                        found.map(one -> passage(tenant, recording, one))
                                                .orElseGet(ContestedPassages::none));
    }

    private Uni<Optional<Passage>> passage(
            TenantId tenant, RecordingId recording, RectificationRequest request) {
        Contested contested = request.contested();
        return contested == null || contested.document() == null
                ? none()
                : documents
                        .state(tenant, contested.document())
                        .flatMap(
                                document ->
                                        isContested(document, recording, request, contested)
                                                ? passage(
                                                        tenant, (Kept) document, request, contested)
                                                : none());
    }

    private static boolean isContested(
            Document document,
            RecordingId recording,
            RectificationRequest request,
            Contested contested) {
        if (!(document instanceof Kept kept)) {
            return false;
        }
        DocumentFacts facts = kept.facts();
        return facts.recording().equals(recording)
                && request.covers(
                        facts.recording(), facts.decision(), facts.controller(), facts.subject())
                && contested.covers(facts.document(), kept.kind() == DocumentKind.TRANSCRIPT);
    }

    private Uni<Optional<Passage>> passage(
            TenantId tenant, Kept kept, RectificationRequest request, Contested contested) {
        Integer segment = contested.segment();
        if (kept.kind() == DocumentKind.SHEET) {
            return Uni.createFrom().item(Optional.of(Passage.whole(request.request())));
        }
        return segment == null
                ? none()
                : contents.open(tenant, kept.facts().document(), kept.shown(), Transcript.class)
                        .map(
                                opened ->
                                        opened.filter(words -> segment < words.segments().size())
                                                .map(words -> words.segments().get(segment))
                                                .map(said -> around(request, said)));
    }

    private static Passage around(RectificationRequest request, TranscriptSegment said) {
        return Passage.around(request.request(), said.startMs(), said.endMs());
    }

    private static Uni<Optional<Passage>> none() {
        return Uni.createFrom().item(Optional.empty());
    }
}
