// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.testing.EventContract;
import io.temoin.recording.Topic;
import java.time.Instant;
import java.util.UUID;

/** A person's word as consent-service tells it: of a tenant, towards a controller. */
record SubjectSays(String tenant, String controller, String subject) {

    static SubjectSays in(String tenant, String controller, String subject) {
        return new SubjectSays(tenant, controller, subject);
    }

    /**
     * Says it.
     *
     * @param type the event's, without namespace and version
     * @param idField the field of the event that has the act's id
     */
    void that(String type, String idField, UUID act, Instant statedAt) {
        ObjectNode example =
                (ObjectNode) EventContract.of("io.temoin.consent." + type + ".v1").exampleNode();
        example.remove("decision");
        example.put(idField, act.toString())
                .put("controller", controller)
                .put("subject", subject)
                .put("statedAt", statedAt.toString());
        Topic.consentSays(tenant, controller + "-" + subject, act + ".0", type, example.toString());
    }
}
