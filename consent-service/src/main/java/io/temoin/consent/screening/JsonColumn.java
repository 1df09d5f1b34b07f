// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.temoin.eventsourcing.store.EventCodec;

/** Values that the stores of imports and scrubs keep in columns of the type json. */
public final class JsonColumn {

    private JsonColumn() {}

    /** What a column keeps of {@code value}. */
    public static String of(Object value) {
        try {
            return EventCodec.JSON.writeValueAsString(value);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("what is kept must be writable as JSON", failure);
        }
    }

    /** The value that a column keeps. */
    public static <T> T read(Object column, Class<T> type) {
        try {
            return EventCodec.JSON.readValue(column.toString(), type);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException(
                    "kept " + type.getSimpleName() + " cannot be read", failure);
        }
    }
}
