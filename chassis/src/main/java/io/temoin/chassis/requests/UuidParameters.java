// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ids in paths: what is no UUID as {@link Uuids} reads them names nothing, so that the address is
 * not found.
 */
@Provider
public class UuidParameters implements ParamConverterProvider {

    @Override
    @SuppressWarnings("unchecked") // T is UUID there
    public <T> @Nullable ParamConverter<T> getConverter(
            Class<T> rawType, Type genericType, Annotation[] annotations) {
        return rawType == UUID.class ? (ParamConverter<T>) new Strict() : null;
    }

    private static final class Strict implements ParamConverter<UUID> {

        @Override
        public UUID fromString(String value) {
            UUID id = Uuids.parse(value);
            if (id == null) {
                throw new IllegalArgumentException("not a UUID");
            }
            return id;
        }

        @Override
        public String toString(UUID value) {
            return value.toString();
        }
    }
}
