// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.ProblemContract;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.TestTokens;
import io.temoin.recording.Callers;
import io.temoin.recording.Uploads;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.listening.ListeningToken.Claim;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyDestructions;
import io.temoin.shredding.keys.KeyPurpose;
import io.temoin.shredding.keys.KeySchedule;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.KeyVault;
import io.temoin.shredding.keys.LocalKeyset;
import io.temoin.shredding.keys.PostgresShreddableKeys;
import io.vertx.mutiny.sqlclient.Pool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a granted listening: the original's, or none. */
@QuarkusTest
class AudioResourceTest {

    private static final byte[] AUDIO = Uploads.wave(500_000, 21);
    private static final long SEED = 20261124;

    private final ListeningToken tokens;
    private final Pool keys;
    private final KeyVault vault;
    private final KeyDestructions told;

    private UUID id = new UUID(0, 0);

    AudioResourceTest(
            ListeningToken tokens,
            @ReactiveDataSource("keys") Pool keys,
            KeyVault vault,
            KeyDestructions told) {
        this.tokens = tokens;
        this.keys = keys;
        this.vault = vault;
        this.told = told;
    }

    @BeforeEach
    void store() {
        id = Uploads.stored(AUDIO);
    }

    @Test
    void areTheOriginals() {
        // When
        Response answer = Listenings.audio(Callers.CLAIRE, token()).get(path());

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asByteArray()).isEqualTo(AUDIO);
        assertThat(answer.contentType()).isEqualTo("audio/wav");
        assertThat(answer.header("Content-Length")).isEqualTo("" + AUDIO.length);
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-store");
        assertThat(answer.header("ETag")).matches("\"[0-9a-f]{64}\"");
    }

    @Test
    void areTheOriginalsInEveryRange() {
        String token = token();
        Random random = new Random(SEED);
        for (int round = 0; round < 60; round++) {
            // Given
            int from = random.nextInt(AUDIO.length);
            int to = from + random.nextInt(Math.min(200_000, AUDIO.length - from));

            // When
            Response answer =
                    Listenings.audio(Callers.CLAIRE, token)
                            .header("Range", "bytes=" + from + "-" + to)
                            .get(path());

            // Then
            assertThat(answer.statusCode()).isEqualTo(206);
            assertThat(answer.header("Content-Range"))
                    .isEqualTo("bytes " + from + "-" + to + "/" + AUDIO.length);
            assertThat(answer.asByteArray())
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(Arrays.copyOfRange(AUDIO, from, to + 1));
        }
    }

    @Test
    void comeFromTheEndToo() {
        Response answer =
                Listenings.audio(Callers.CLAIRE, token())
                        .header("Range", "bytes=-1000")
                        .get(path());
        assertThat(answer.asByteArray())
                .isEqualTo(Arrays.copyOfRange(AUDIO, AUDIO.length - 1_000, AUDIO.length));
    }

    @Test
    void areRefusedOutsideTheAudio() {
        Response answer =
                Listenings.audio(Callers.CLAIRE, token())
                        .header("Range", "bytes=" + AUDIO.length + "-")
                        .get(path());
        assertProblem(answer, 416, "range-not-satisfiable");
        ProblemContract.of("recording-service").accepts("getAudio", answer);
        assertThat(answer.header("Content-Range")).isEqualTo("bytes */" + AUDIO.length);
    }

    @Test
    void areGivenInPartOnlyIfTheyAreTheSame() {
        String token = token();
        String etag = Listenings.audio(Callers.CLAIRE, token).head(path()).header("ETag");
        assertThat(
                        Listenings.audio(Callers.CLAIRE, token)
                                .header("Range", "bytes=0-9")
                                .header("If-Range", etag)
                                .get(path())
                                .statusCode())
                .isEqualTo(206);
        assertThat(
                        Listenings.audio(Callers.CLAIRE, token)
                                .header("Range", "bytes=0-9")
                                .header("If-Range", "\"other\"")
                                .get(path())
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void areMeasuredWithoutBeingSent() {
        Response answer = Listenings.audio(Callers.CLAIRE, token()).head(path());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).isEqualTo("" + AUDIO.length);
        assertThat(answer.asByteArray()).isEmpty();
    }

    @Test
    void areGivenToNobodyWithoutAToken() {
        assertProblem(Callers.CLAIRE.asks().get(path()), 403, "listening-token-missing");
    }

    @Test
    void areGivenToNobodyElse() {
        String token = token();
        assertProblem(
                Listenings.audio(Callers.QUENTIN, token).get(path()),
                403,
                "listening-token-invalid");
        assertProblem(
                Listenings.audio(Callers.BORIS, token).get(path()), 403, "listening-token-invalid");
    }

    @Test
    void areNotThoseOfAnotherRecording() {
        UUID other = Uploads.stored(AUDIO);
        assertProblem(
                Listenings.audio(Callers.CLAIRE, token()).get("/v1/recordings/" + other + "/audio"),
                403,
                "listening-token-invalid");
    }

    /** A listening does not follow a person to another organisation. */
    @Test
    void areNotGivenToThePersonOnceInAnotherOrganisation() {
        String moved =
                TestTokens.token(
                        "helios", "rhone-telecom", List.of(), Callers.CLAIRE.actor(), "supervisor");
        assertProblem(
                Http.given().auth().oauth2(moved).header("Listening-Token", token()).get(path()),
                403,
                "listening-token-invalid");
    }

    /** A leaked signing key alone opens no audio. */
    @Test
    void areNotGivenForAGrantThatIsNotOnRecord() {
        String made =
                tokens.issue(
                        new TenantId("helios"),
                        new Claim(
                                UUID.randomUUID(),
                                new RecordingId(id),
                                Callers.CLAIRE.actor(),
                                Instant.now().plusSeconds(60)));
        assertProblem(
                Listenings.audio(Callers.CLAIRE, made).get(path()), 403, "listening-token-invalid");
    }

    /** A replica that meets an unknown key generation reads the shared keyset again. */
    @Test
    void areGivenForATokenThatAnotherReplicaSignedWithANewKey() {
        // Given
        String old = token();
        Claim claim = tokens.verify(old, claire(), new RecordingId(id), Instant.now());
        LocalKeyset replica = LocalKeyset.read(keysetFile());
        replica.rotateHashKeys(
                        new KeySchedule(Duration.ZERO, Duration.ofDays(7), null), Instant.now())
                .await()
                .indefinitely();

        // When
        String young =
                new ListeningToken(replica.signedTexts(KeyPurpose.TOKENS))
                        .issue(new TenantId("helios"), claim);

        // Then
        assertThat(young).isNotEqualTo(old);
        assertThat(Listenings.audio(Callers.CLAIRE, young).get(path()).statusCode()).isEqualTo(200);
        assertThat(Listenings.audio(Callers.CLAIRE, old).get(path()).statusCode()).isEqualTo(200);
    }

    private static Path keysetFile() {
        return Path.of(ConfigProvider.getConfig().getValue("temoin.keyset-file", String.class));
    }

    private static Caller claire() {
        return new Caller(
                new TenantId("helios"),
                Callers.CLAIRE.actor(),
                "voix-du-rhone",
                Set.of("rhone-telecom"),
                Set.of("supervisor"),
                null,
                "c0ffee00-0000-4000-8000-000000000001",
                null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "AAAA",
                "not base64 at all",
                "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"
            })
    void areNotGivenForATokenMadeUp(String token) {
        assertProblem(
                Listenings.audio(Callers.CLAIRE, token).get(path()),
                403,
                "listening-token-invalid");
    }

    @Test
    void areNeverNoiseWhenTheirFirstSegmentWasAltered() throws IOException {
        // Given
        String token = token();
        alter(100);

        // Then
        assertProblem(Listenings.audio(Callers.CLAIRE, token).get(path()), 500, "internal-error");
    }

    /** Every byte on the connection is looked at: a client library shows only some of them. */
    @Test
    void breakOffWhereALaterSegmentWasAltered() throws IOException {
        // Given
        String token = token();
        alter(300_000);

        // When
        byte[] received;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.getOutputStream().write(Listenings.rawRequest(Callers.CLAIRE, token, id));
            received = Listenings.untilItEnds(socket.getInputStream());
        }

        // Then
        String head = new String(received, StandardCharsets.ISO_8859_1).split("\r\n\r\n", 2)[0];
        assertThat(head.toLowerCase(Locale.ROOT))
                .startsWith("http/1.1 200 ")
                .contains("content-length: " + AUDIO.length);
        byte[] body = Arrays.copyOfRange(received, head.length() + 4, received.length);
        assertThat(body.length).isPositive().isLessThan(300_000);
        assertThat(Arrays.mismatch(body, AUDIO)).isEqualTo(body.length);
    }

    /** This replica still remembers the key; that is no reason to cry out that audio is missing. */
    @Test
    void areGoneAtOnceWhenAnotherReplicaHasErasedThem() throws IOException {
        String token = token();
        Listenings.audio(Callers.CLAIRE, token).get(path()).then().statusCode(200);

        new PostgresShreddableKeys(keys, vault, told)
                .destroy(
                        new TenantId("helios"),
                        new KeyScope.Recording(id),
                        "TEST",
                        Instant.parse("2026-11-24T10:00:00Z"))
                .await()
                .atMost(Duration.ofSeconds(20));
        for (Path file : Uploads.filesOf(id)) {
            Files.delete(file);
        }

        assertProblem(Listenings.audio(Callers.CLAIRE, token).get(path()), 410, "recording-erased");
    }

    private void alter(int at) throws IOException {
        Path file = Uploads.filesOf(id).getFirst();
        byte[] sealed = Files.readAllBytes(file);
        sealed[at] ^= 1;
        Files.write(file, sealed);
    }

    private String token() {
        return Listenings.token(Callers.CLAIRE, id);
    }

    private String path() {
        return "/v1/recordings/" + id + "/audio";
    }
}
