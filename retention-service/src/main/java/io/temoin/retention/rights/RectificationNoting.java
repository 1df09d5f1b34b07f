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

    private static final String TYPE = "DocumentRectified";
    private static final int VERSION = 1;

    private final RequestStream requests;

    RectificationNoting(RequestStream requests) {
        this.requests = requests;
    }

    @Override
    public Set<String> types() {
        return Set.of(TYPE);
    }

    @Override
    public boolean takes(ReceivedEvent event) {
        return event.type().equals(TYPE);
    }

    @Override
    public Uni<Void> note(ReceivedEvent event, EventMetadata metadata) {
        if (event.version() != VERSION) {
            throw unreadable(event.type() + " in version " + event.version());
        }
        JsonFields data = event.fields();
        try {
            return requests.handle(data.uuid("request"), command(data, metadata), metadata)
                    .replaceWithVoid();
        } catch (JsonFields.Unreadable missing) {
            throw unreadable(missing.field());
        }
    }

    private static NoteRectification command(JsonFields data, EventMetadata metadata) {
        return new NoteRectification(
                OwnerService.RECORDING,
                data.uuid("document"),
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
