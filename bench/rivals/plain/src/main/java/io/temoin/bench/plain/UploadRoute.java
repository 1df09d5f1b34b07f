// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.plain;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The upload handler of recording-service without security and with a file in place of the cipher:
 * from the event loop to one virtual thread, SHA-256, force, rename.
 */
@ApplicationScoped
public class UploadRoute {

    private final PlainFiles files;
    private final PlainObjects objects;
    private final Vertx vertx;
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();

    UploadRoute(PlainFiles files, PlainObjects objects, Vertx vertx) {
        this.files = files;
        this.objects = objects;
        this.vertx = vertx;
    }

    void register(@Observes Router router) {
        router.put("/files/:id").order(1).handler(context -> receive(context, this::store));
        router.put("/objects/:id").order(1).handler(context -> receive(context, this::storeObject));
    }

    /** What becomes of a body. */
    private interface Storing {
        void store(RoutingContext context, UUID id, UploadBody body);
    }

    private void receive(RoutingContext context, Storing storing) {
        HttpServerRequest request = context.request();
        request.pause();
        UUID id = UUID.fromString(context.pathParam("id"));
        UploadBody body = new UploadBody(request, vertx.getOrCreateContext());
        virtualThreads.execute(() -> storing.store(context, id, body));
        request.resume();
    }

    private void store(RoutingContext context, UUID id, UploadBody body) {
        try {
            Path partial = files.begin(id);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (FileChannel file = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                for (ByteBuffer bytes = body.next(); bytes.hasRemaining(); bytes = body.next()) {
                    digest.update(bytes.duplicate());
                    while (bytes.hasRemaining()) {
                        file.write(bytes);
                    }
                }
            }
            files.keep(partial, id);
            String sha256 = HexFormat.of().formatHex(digest.digest());
            body.onEventLoop(() -> context.response().setStatusCode(201).end(sha256));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void storeObject(RoutingContext context, UUID id, UploadBody body) {
        try {
            PlainObjects.Upload upload = objects.begin(id);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (ByteBuffer bytes = body.next(); bytes.hasRemaining(); bytes = body.next()) {
                digest.update(bytes.duplicate());
                upload.write(bytes);
            }
            upload.finish();
            String sha256 = HexFormat.of().formatHex(digest.digest());
            body.onEventLoop(() -> context.response().setStatusCode(201).end(sha256));
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
