// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.plain;

import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The download of recording-service without security and with a file in place of the cipher. */
@Path("/files/{id}")
public class DownloadResource {

    private static final int BUFFER = 64 * 1024;
    private static final int AHEAD = 8 * BUFFER;
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    private final PlainFiles files;

    DownloadResource(PlainFiles files) {
        this.files = files;
    }

    @GET
    public Response get(
            @PathParam("id") UUID id,
            @HeaderParam("Range") @Nullable String range,
            @Context HttpServerResponse network)
            throws IOException {
        network.setWriteQueueMaxSize(AHEAD);
        FileChannel file = files.open(id);
        Matcher part = RANGE.matcher(range == null ? "" : range);
        if (!part.matches()) {
            return answer(Response.ok(), file, 0, file.size());
        }
        long first = Long.parseLong(part.group(1));
        long length = Long.parseLong(part.group(2)) - first + 1;
        return answer(Response.status(206), file, first, length);
    }

    private static Response answer(
            ResponseBuilder response, FileChannel file, long first, long length)
            throws IOException {
        file.position(first);
        StreamingOutput body =
                output -> {
                    try (file) {
                        byte[] buffer = new byte[(int) Math.min(BUFFER, length)];
                        for (long left = length; left > 0; ) {
                            int count = (int) Math.min(buffer.length, left);
                            count = file.read(ByteBuffer.wrap(buffer, 0, count));
                            output.write(buffer, 0, count);
                            left -= count;
                        }
                    }
                };
        return response.header("Content-Length", length).type("audio/wav").entity(body).build();
    }
}
