// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.temoin.shredding.TenantId;
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

    private static final ObjectReader READER = EventCodec.JSON.readerFor(Content.class);
    private static final ObjectWriter WRITER = EventCodec.JSON.writerFor(Content.class);

    private MetadataJson() {}

    static String write(EventMetadata metadata) {
        try {
            return WRITER.writeValueAsString(
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
            Content content = READER.readValue(json);
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
