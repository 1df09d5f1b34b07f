// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.plain;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Objects in clear, with a plain S3 client: the same parts as recording-service, one on its way.
 */
@ApplicationScoped
public class PlainObjects {

    private static final int PART = 8 * 1024 * 1024;

    private final S3Client client;
    private final String bucket;

    PlainObjects(
            @ConfigProperty(name = "plain.bucket", defaultValue = "plain") String bucket,
            @ConfigProperty(name = "plain.endpoint", defaultValue = "http://127.0.0.1:1")
                    URI endpoint) {
        this.bucket = bucket;
        this.client =
                S3Client.builder()
                        .endpointOverride(endpoint)
                        .forcePathStyle(true)
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .httpClientBuilder(ApacheHttpClient.builder().maxConnections(200))
                        .build();
    }

    /** An object of more than one part. */
    final class Upload {

        private final String key;
        private final String id;
        private final List<CompletedPart> parts = new ArrayList<>();
        private byte[] filling = new byte[PART];
        private byte[] spare = new byte[PART];
        private int filled;
        private @Nullable FutureTask<CompletedPart> sending;

        private Upload(UUID id) {
            this.key = id.toString();
            this.id =
                    client.createMultipartUpload(create -> create.bucket(bucket).key(key))
                            .uploadId();
        }

        void write(ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                if (filled == PART) {
                    send();
                }
                int count = Math.min(bytes.remaining(), PART - filled);
                bytes.get(filling, filled, count);
                filled += count;
            }
        }

        private void send() {
            await();
            byte[] content = filling;
            int count = filled;
            int number = parts.size() + 1;
            sending =
                    new FutureTask<>(
                            () -> {
                                String tag =
                                        client.uploadPart(
                                                        part ->
                                                                part.bucket(bucket)
                                                                        .key(key)
                                                                        .uploadId(id)
                                                                        .partNumber(number),
                                                        body(content, count))
                                                .eTag();
                                return CompletedPart.builder().partNumber(number).eTag(tag).build();
                            });
            Thread.startVirtualThread(sending);
            filling = spare;
            spare = content;
            filled = 0;
        }

        private void await() {
            if (sending != null) {
                try {
                    parts.add(sending.get());
                } catch (InterruptedException | ExecutionException failure) {
                    throw new IllegalStateException(failure);
                }
            }
        }

        void finish() {
            send();
            await();
            client.completeMultipartUpload(
                    complete ->
                            complete.bucket(bucket)
                                    .key(key)
                                    .uploadId(id)
                                    .multipartUpload(whole -> whole.parts(parts)));
        }
    }

    private static RequestBody body(byte[] content, int count) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(content, 0, count),
                count,
                "application/octet-stream");
    }

    Upload begin(UUID id) {
        return new Upload(id);
    }

    long size(UUID id) {
        return client.headObject(head -> head.bucket(bucket).key(id.toString())).contentLength();
    }

    InputStream open(UUID id, long first, long last) throws IOException {
        return client.getObject(
                get -> get.bucket(bucket).key(id.toString()).range("bytes=" + first + "-" + last));
    }
}
