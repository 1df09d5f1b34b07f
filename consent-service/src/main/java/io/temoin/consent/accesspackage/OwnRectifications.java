// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.accesspackage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.consent.consents.ConsentCopies;
import io.temoin.consent.permission.domain.ConsentField;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRectified;
import io.temoin.consent.permission.domain.RectifiedConsent;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.packageparts.vault.PartWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What was put right in the person's consents, as rows of a table: what they said, and say. */
final class OwnRectifications {

    private OwnRectifications() {}

    static void write(List<RecordedEvent<ContactPermissionEvent>> history, PartWriter.Table table)
            throws IOException {
        for (RecordedEvent<ContactPermissionEvent> recorded : history) {
            if (recorded.event() instanceof ConsentGiven given) {
                write(ConsentCopies.shown(given, history), table);
            }
        }
    }

    private static void write(RectifiedConsent consent, PartWriter.Table table) throws IOException {
        List<ConsentRectified> earlier = new ArrayList<>();
        for (ConsentRectified one : consent.rectifications()) {
            RectifiedConsent before = new RectifiedConsent(consent.given(), earlier);
            for (ConsentField field : one.fields()) {
                ObjectNode row = PartWriter.row();
                row.put("consent", one.consent().toString());
                row.put("field", field.name());
                row.put("before", before.text(field));
                row.put("after", RectifiedConsent.text(one, field));
                row.put("rectifiedAt", one.at().toString());
                table.add(row);
            }
            earlier.add(one);
        }
    }
}
