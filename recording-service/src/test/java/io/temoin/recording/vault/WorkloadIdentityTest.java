// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static io.temoin.recording.vault.BlobStoreContract.HELIOS;
import static io.temoin.recording.vault.BlobStoreContract.RECORDING;
import static io.temoin.recording.vault.BlobStoreContract.SHA;
import static io.temoin.recording.vault.BlobStoreContract.bytes;
import static io.temoin.recording.vault.BlobStoreContract.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.objectstorage.StorageServers;
import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.platform.MotoServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Credentials of the workload's identity, as the service account of a pod has one: STS gives them
 * for a token in a file. The server verifies who asks for an object, and with what right.
 */
class WorkloadIdentityTest {

    private static final List<String> KEYS = List.of("aws.accessKeyId", "aws.secretAccessKey");
    private static final String ROLE = "recording-service";

    /** So many requests are answered unseen, once the server is told to look: that to STS. */
    private static final int UNSEEN = 1;

    @TempDir Path folder;
    private final Map<String, String> before = new HashMap<>();
    private MotoServer aws;
    private S3Client operator;
    private String bucket;

    @BeforeEach
    void haveNothingButATokenInAFile() throws IOException {
        aws = MotoServer.start(folder.resolve("moto.log"));
        operator = StorageServers.operator(aws.address());
        bucket = StorageServers.create(operator);
        Path token = Files.writeString(folder.resolve("token"), "of-the-service-account");
        KEYS.forEach(key -> before.put(key, System.clearProperty(key)));
        set("aws.region", "us-east-1");
        set("aws.webIdentityTokenFile", token.toString());
        set("aws.roleArn", "arn:aws:iam::123456789012:role/" + ROLE);
        set("aws.endpointUrlSts", aws.address().toString());
    }

    private void set(String property, String value) {
        before.put(property, System.getProperty(property));
        System.setProperty(property, value);
    }

    @AfterEach
    void restore() {
        before.forEach(
                (property, value) -> {
                    if (value == null) {
                        System.clearProperty(property);
                    } else {
                        System.setProperty(property, value);
                    }
                });
        operator.close();
        aws.close();
    }

    @Test
    void mayReadAndWriteAsItsRoleMay() throws Exception {
        // Given
        grant("s3:*");
        look();
        byte[] sealed = bytes(1_000, 40);

        try (S3BlobStore store = Buckets.store(aws.address(), bucket, Map.of())) {
            // When
            try (BlobDraft draft = store.begin(HELIOS, RECORDING)) {
                BlobStoreContract.write(draft, sealed);
                draft.content().close();
                draft.keep(SHA);
            }

            // Then
            try (SeekableByteChannel open = store.open(HELIOS, RECORDING, SHA)) {
                assertThat(read(open, 0, sealed.length)).isEqualTo(sealed);
            }
        }
    }

    @Test
    void mayNothingThatItsRoleMayNot() throws Exception {
        // Given
        grant("s3:PutObject");
        look();

        try (S3BlobStore store = Buckets.store(aws.address(), bucket, Map.of())) {
            // Then
            assertThatThrownBy(() -> store.open(HELIOS, RECORDING, SHA))
                    .isInstanceOf(StorageUnavailable.class)
                    .hasMessageContaining("Access Denied");
        }
    }

    private void grant(String action) throws Exception {
        iam("Action=CreateRole&AssumeRolePolicyDocument=%7B%7D&RoleName=" + ROLE);
        String policy =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"*\"}]}"
                        .formatted(action);
        iam(
                "Action=PutRolePolicy&PolicyName=audio&RoleName=%s&PolicyDocument=%s"
                        .formatted(ROLE, URLEncoder.encode(policy, UTF_8)));
    }

    /**
     * Signed by nobody: the server does not look yet, but it wants to know which service is meant.
     */
    private void iam(String form) throws Exception {
        ask(
                HttpRequest.newBuilder(aws.address())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=any/20261129/us-east-1/iam/aws4_request")
                        .POST(HttpRequest.BodyPublishers.ofString(form + "&Version=2010-05-08"))
                        .build());
    }

    /** From now on the server verifies signatures and rights. */
    private void look() throws Exception {
        ask(
                HttpRequest.newBuilder(URI.create(aws.address() + "/moto-api/reset-auth"))
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(Integer.toString(UNSEEN)))
                        .build());
    }

    private static void ask(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }
}
