// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.RequestCommand.NoteRectification;
import io.temoin.retention.schedule.RecordingNews;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import io.temoin.shredding.SubjectId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Notes with the request what its owner put right under it (GDPR art. 16). */
@ApplicationScoped
class RectificationNoting implements RecordingNews {

    private static final String OF_DOCUMENTS = "DocumentRectified";
    private static final String OF_CONSENTS = "ConsentRectified";
    private static final int VERSION = 1;

    private final RequestStream requests;

    RectificationNoting(RequestStream requests) {
        this.requests = requests;
    }

    @Override
    public Set<String> types() {
        return Set.of(OF_DOCUMENTS);
    }

    @Override
    public boolean takes(ReceivedEvent event) {
        return event.type().equals(OF_DOCUMENTS);
    }

    /** Whether it is what consent-service put right. */
    static boolean isOfConsent(ReceivedEvent event) {
        return event.type().equals(OF_CONSENTS);
    }

    @Override
    public Uni<Void> note(ReceivedEvent event, EventMetadata metadata) {
        if (event.version() != VERSION) {
            throw unreadable(event.type() + " in version " + event.version());
        }
        JsonFields data = event.fields();
        try {
            return requests.handle(data.uuid("request"), command(event, data, metadata), metadata)
                    .replaceWithVoid();
        } catch (JsonFields.Unreadable missing) {
            throw unreadable(missing.field());
        }
    }

    private static NoteRectification command(
            ReceivedEvent event, JsonFields data, EventMetadata metadata) {
        boolean ofConsent = isOfConsent(event);
        return new NoteRectification(
                ofConsent ? OwnerService.CONSENT : OwnerService.RECORDING,
                data.uuid(ofConsent ? "consent" : "document"),
                data.text("controller"),
                data.read("subject", SubjectId::new).value(),
                data.instant("at"),
                metadata.at());
    }

    private static Rejected unreadable(String what) {
        return new Rejected(
                ScheduleProblem.EVENT_UNREADABLE,
                "The event cannot be processed: " + what + " is not understood.");
    }
}
