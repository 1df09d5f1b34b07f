// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.temoin.eventsourcing.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The part of {@link EventMetadata} that has no column of its own. */
final class MetadataJson {

    private record Content(
            Actor actor,
            @Nullable String requestHash,
            String correlation,
            @Nullable String causation,
            @Nullable String traceparent) {}

    private MetadataJson() {}

    static String write(EventMetadata metadata) {
        try {
            return EventCodec.JSON.writeValueAsString(
                    new Content(
                            metadata.actor(),
                            metadata.requestHash(),
                            metadata.correlation(),
                            metadata.causation(),
                            metadata.traceparent()));
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("metadata must be writable as JSON", failure);
        }
    }

    static EventMetadata read(TenantId tenant, UUID commandId, Instant at, String json) {
        try {
            Content content = EventCodec.JSON.readValue(json, Content.class);
            return new EventMetadata(
                    tenant,
                    content.actor(),
                    commandId,
                    content.requestHash(),
                    content.correlation(),
                    content.causation(),
                    content.traceparent(),
                    at);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("stored metadata must be readable", failure);
        }
    }
}
