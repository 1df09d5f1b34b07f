// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepeatedCommandsTest {

    private final RepeatedCommands commands = new RepeatedCommands();

    @Test
    void findsARepeatThatIsAnsweredAsNew() {
        assertThat(faults("k-1", "jeanne", 202, Map.of())).isEmpty();
        assertThat(faults("k-1", "jeanne", 202, Map.of()))
                .containsExactly("a repeated command is answered without Idempotent-Replay");
    }

    @Test
    void acceptsARepeatThatSaysSoInAnyOrder() {
        Map<String, List<String>> replay = Map.of("Idempotent-Replay", List.of("true"));
        assertThat(faults("k-1", "jeanne", 201, replay)).isEmpty();
        assertThat(faults("k-1", "jeanne", 201, Map.of())).isEmpty();
        assertThat(faults("k-1", "jeanne", 201, replay)).isEmpty();
    }

    @Test
    void anotherKeyAndAnotherPersonAreNoRepeat() {
        assertThat(faults("k-1", "jeanne", 201, Map.of())).isEmpty();
        assertThat(faults("k-2", "jeanne", 201, Map.of())).isEmpty();
        assertThat(faults("k-1", "paul", 201, Map.of())).isEmpty();
    }

    private List<String> faults(
            String key, String person, int status, Map<String, List<String>> headers) {
        Answer answer = new Answer(status, HttpHeaders.of(headers, (_, _) -> true), new byte[0]);
        return commands.faults(
                new Exchange(
                        "POST",
                        "http://localhost:8081/v1/things",
                        Map.of("Idempotency-Key", key, "Authorization", "Bearer " + jwt(person)),
                        "{}",
                        answer));
    }

    /** Signed anew each time, as by an identity provider. */
    private static String jwt(String person) {
        String claims =
                "{\"tenant\":\"helios\",\"organisation\":\"voix\",\"sub\":\"%s\",\"iat\":%d}"
                        .formatted(person, System.nanoTime());
        String payload =
                Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return "header." + payload + ".signature" + System.nanoTime();
    }
}
