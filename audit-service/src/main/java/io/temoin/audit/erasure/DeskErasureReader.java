// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.temoin.audit.erasure.domain.ErasureGround;
import io.temoin.audit.erasure.domain.OverrideGround;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.shredding.SubjectId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the rights desk asks the trail to forget. What cannot be understood is refused, never
 * guessed: the message is then parked.
 */
final class DeskErasureReader {

    private static final int VERSION = 1;

    /**
     * What is asked.
     *
     * @param override why the trail forgets though an owner may keep something of the person
     */
    record Asked(
            UUID request,
            String controller,
            SubjectId subject,
            ErasureGround ground,
            OverrideGround override) {}

    private DeskErasureReader() {}

    /** What is asked; {@code null} for another event. */
    static @Nullable Asked requestOf(ReceivedEvent event) {
        if (!event.type().equals("TrailErasureRequested")) {
            return null;
        }
        if (event.version() != VERSION) {
            throw unreadable("TrailErasureRequested in version " + event.version());
        }
        JsonFields asked = event.fields();
        try {
            return new Asked(
                    UUID.fromString(asked.text("request")),
                    asked.text("controller"),
                    new SubjectId(asked.text("subject")),
                    ErasureGround.valueOf(asked.text("ground")),
                    OverrideGround.of(
                            asked.objects("kept").stream()
                                    .<@Nullable String>map(kept -> kept.optional("ground"))
                                    .toList()));
        } catch (JsonFields.Unreadable missing) {
            throw unreadable(missing.field());
        } catch (IllegalArgumentException _) {
            throw unreadable("the request, the person or the ground of it");
        }
    }

    private static Rejected unreadable(String what) {
        return new Rejected(
                ErasureProblem.ERASURE_REQUEST_UNREADABLE,
                "The event cannot be processed: " + what + " is not understood.");
    }
}
