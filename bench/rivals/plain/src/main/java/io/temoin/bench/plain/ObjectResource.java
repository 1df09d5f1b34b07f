// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.plain;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The same download from a bucket: one request for what was asked, passed on as it comes. */
@Path("/objects/{id}")
@RunOnVirtualThread
public class ObjectResource {

    private static final int BUFFER = 64 * 1024;
    private static final int AHEAD = 8 * BUFFER;
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    private final PlainObjects objects;

    ObjectResource(PlainObjects objects) {
        this.objects = objects;
    }

    @GET
    public Response get(
            @PathParam("id") UUID id,
            @HeaderParam("Range") @Nullable String range,
            @Context HttpServerResponse network) {
        network.setWriteQueueMaxSize(AHEAD);
        Matcher part = RANGE.matcher(range == null ? "" : range);
        if (!part.matches()) {
            return answer(Response.ok(), id, 0, objects.size(id));
        }
        long first = Long.parseLong(part.group(1));
        long length = Long.parseLong(part.group(2)) - first + 1;
        return answer(Response.status(206), id, first, length);
    }

    private Response answer(ResponseBuilder response, UUID id, long first, long length) {
        StreamingOutput body =
                output -> {
                    byte[] buffer = new byte[(int) Math.min(BUFFER, length)];
                    try (InputStream object = objects.open(id, first, first + length - 1)) {
                        for (int count = object.read(buffer);
                                count >= 0;
                                count = object.read(buffer)) {
                            output.write(buffer, 0, count);
                        }
                    }
                };
        return response.header("Content-Length", length).type("audio/wav").entity(body).build();
    }
}
