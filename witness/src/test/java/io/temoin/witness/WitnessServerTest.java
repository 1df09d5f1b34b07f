// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.trust.AddCheckpoint;
import io.temoin.transparency.trust.WitnessAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program over HTTP, in this process: every status of the specification, and the limits. */
class WitnessServerTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:11:12Z");

    @TempDir Path folder = Path.of("");
    private final TestLog log = TestLog.of("log.example/audit", 30);
    private final List<AutoCloseable> open = new ArrayList<>();
    private VerifierKey key = log.key();
    private Client client = Client.of(1);
    private int port;

    @BeforeEach
    void start() throws IOException {
        key = TestLog.createKey(folder, "witness.example/w");
        Path logs = Files.writeString(folder.resolve("logs"), "# ours\n\n" + log.key() + "\n");
        var running =
                RunCommand.start(
                        folder,
                        logs,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Clock.fixed(NOW, ZoneOffset.UTC));
        open.add(running);
        port = running.server().address().getPort();
        client = Client.of(port);
        open.add(client.http());
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void answers200WithTheCosignature() throws Exception {
        HttpResponse<String> answer = client.add(log.request(0, 12));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("\u2014 witness.example/w ").endsWith("\n");
        var lines = WitnessAnswer.Cosigned.parse(bytes(answer.body())).signatures();
        var verified = log.note(12).with(lines).verify(List.of(log.key(), key));
        assertThat(verified.signedBy(key)).isTrue();
        assertThat(verified.signatures().getLast().time()).isEqualTo(NOW.getEpochSecond());
        assertThat(client.add(log.request(12, 30)).statusCode()).isEqualTo(200);
    }

    @Test
    void answers409WithTheSizeItKnows() throws Exception {
        client.add(log.request(0, 12));
        HttpResponse<String> answer = client.add(log.request(0, 30));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/x.tlog.size");
        assertThat(answer.body()).isEqualTo("12\n");
    }

    @Test
    void answers404ForALogItDoesNotWatch() throws Exception {
        assertThat(client.add(TestLog.of("other.example", 3).request(0, 3)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void answers403WithoutASignatureOfTheLog() throws Exception {
        byte[] strangers = TestLog.of(log.origin(), 3).request(0, 3);
        assertThat(client.add(strangers).statusCode()).isEqualTo(403);
    }

    @Test
    void answers422ForAWrongProofAndForASecondRoot() throws Exception {
        client.add(log.request(0, 12));
        byte[] wrong = new AddCheckpoint(12, log.proof(11, 30), log.note(30)).bytes();
        assertThat(client.add(wrong).statusCode()).isEqualTo(422);
        assertThat(client.add(log.lie("other").request(12, 12)).statusCode()).isEqualTo(422);
        assertThat(client.last(log).body()).startsWith(log.note(12).note());
    }

    @Test
    void answers400ForWhatIsNoRequest() throws Exception {
        assertThat(client.add(new byte[0]).statusCode()).isEqualTo(400);
        assertThat(client.add(new byte[] {(byte) 0xff, '\n', '\n'}).statusCode()).isEqualTo(400);
        String tooOld = new String(log.request(0, 12), StandardCharsets.UTF_8);
        assertThat(client.add(bytes(tooOld.replace("old 0", "old 13"))).statusCode())
                .isEqualTo(400);
    }

    @Test
    void answers500WhenTheStateIsDamaged() throws Exception {
        client.add(log.request(0, 12));
        Files.write(folder.resolve(log.watched().hash() + ".note"), new byte[0]);
        assertThat(client.add(log.request(12, 13)).statusCode()).isEqualTo(500);
        assertThat(client.last(log).statusCode()).isEqualTo(500);
        assertThat(client.last(log).body()).doesNotContain(folder.toString());
    }

    @Test
    void givesMonitorsTheLastNote() throws Exception {
        assertThat(client.last(log).statusCode()).isEqualTo(404);
        client.add(log.request(0, 12));
        HttpResponse<String> answer = client.last(log);

        assertThat(answer.statusCode()).isEqualTo(200);
        var verified = SignedNote.parse(answer.body()).verify(List.of(log.key(), key));
        assertThat(verified.text()).isEqualTo(log.note(12).text());
        assertThat(verified.signedBy(key) && verified.signedBy(log.key())).isTrue();
    }

    @Test
    void takesOneMethodForEachPath() throws Exception {
        var wrong = client.send(client.to("add-checkpoint").GET());
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).hasValue("POST");
        var path = log.watched().hash() + "/checkpoint";
        assertThat(client.send(client.to(path).DELETE()).statusCode()).isEqualTo(405);
        for (String nothing :
                List.of("", "x", "add-checkpoint/", "../" + path + "s", "ab/checkpoint")) {
            assertThat(client.send(client.to(nothing).GET()).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void readsNoMoreThanItsLimit() throws Exception {
        byte[] much = new byte[WitnessServer.LONGEST_BODY + 1];
        assertThat(client.add(much).statusCode()).isEqualTo(413);
        // In chunks, so that nothing says beforehand how much there is.
        var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(much));
        assertThat(client.send(client.to("add-checkpoint").POST(chunked)).statusCode())
                .isEqualTo(413);
        assertThat(client.add(new byte[WitnessServer.LONGEST_BODY]).statusCode()).isEqualTo(400);
    }

    /** Sixteen signatures of other keys, each as long as the longest that a note may have. */
    @Test
    void takesTheLongestNoteThatTheSpecificationAsksFor() throws Exception {
        String stranger = "\u2014 s.example " + "A".repeat(6_664) + "\n";
        String request = new String(log.request(0, 12), StandardCharsets.UTF_8);
        assertThat(client.add(bytes(request + stranger.repeat(16))).statusCode()).isEqualTo(200);
    }

    @Test
    void isNotHeldUpByClientsThatDoNotFinish() throws Exception {
        for (int i = 0; i < 100; i++) {
            Socket slow = new Socket(InetAddress.getLoopbackAddress(), port);
            open.add(slow);
            String start =
                    i % 2 == 0
                            ? "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 900\r\n\r\nold 0"
                            : "POST /add-checkpoint HT";
            slow.getOutputStream().write(bytes(start));
            slow.getOutputStream().flush();
        }
        assertThat(client.add(log.request(0, 12)).statusCode()).isEqualTo(200);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
