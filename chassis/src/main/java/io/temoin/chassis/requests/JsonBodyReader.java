// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quarkus.resteasy.reactive.jackson.runtime.serialisers.ServerJacksonMessageBodyReader;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON bodies of every service, strictly ({@link StrictJson}), and none of more than 1
 * MiB, also when its length was not announced. Audio does not come by here and has a limit of its
 * own.
 *
 * <p>A reader, not an interceptor of readers: for those the framework parses the annotations of the
 * endpoint's parameters anew at every request.
 */
@Provider
@Consumes({MediaType.APPLICATION_JSON, JsonBodyReader.LINES})
public class JsonBodyReader extends ServerJacksonMessageBodyReader {

    /** JSON values one after the other, which are read by hand. */
    static final String LINES = "application/x-ndjson";

    /** In bytes. Quarkus' own limit lies above, since it answers with nothing. */
    static final int LIMIT = 1024 * 1024;

    private final Instance<ObjectMapper> mapper;

    /** Made at the first request: the mapper is not ready when the framework makes this. */
    private volatile @Nullable ObjectReader reader;

    /** Called by Quarkus. */
    public JsonBodyReader(Instance<ObjectMapper> mapper) {
        super(mapper);
        this.mapper = mapper;
    }

    @Override
    public @Nullable Object readFrom(
            Class<Object> type, Type genericType, MediaType mediaType, ServerRequestContext context)
            throws IOException {
        Class<?> wanted = type;
        if (wanted == byte[].class) {
            return limited(context);
        }
        ObjectReader strict = reader();
        return StrictJson.value(
                limited(context),
                strict.forType(strict.getTypeFactory().constructType(genericType)),
                mediaType.getParameters().get(MediaType.CHARSET_PARAMETER));
    }

    /** Who takes bytes reads them by hand, with the same strictness; here they have their limit. */
    @Override
    protected boolean isReadable(MediaType mediaType, Class<?> type) {
        return type == byte[].class || super.isReadable(mediaType, type);
    }

    private ObjectReader reader() {
        ObjectReader known = reader;
        if (known == null) {
            known = StrictJson.reader(mapper.get());
            reader = known;
        }
        return known;
    }

    private static byte[] limited(ServerRequestContext context) throws IOException {
        InputStream body = context.getInputStream();
        if (body instanceof ByteArrayInputStream) { // short: it was read while it arrived
            require(body.available());
            return body.readAllBytes();
        }
        String announced = context.getRequestHeaders().getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (announced != null) {
            require(Long.parseLong(announced));
        }
        byte[] read = body.readNBytes(LIMIT + 1);
        require(read.length);
        return read;
    }

    private static void require(long length) throws IOException {
        if (length > LIMIT) {
            throw new TooLarge();
        }
    }

    /** Answered by {@link ProblemMapper}. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }
}
