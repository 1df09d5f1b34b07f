// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    /** As many as make it certain that chance alone would repeat one. */
    @Test
    void handsOutAPortOnceAlthoughNobodyListensOnItYet() {
        assertThat(Stream.generate(FreePorts::any).limit(2_000)).doesNotHaveDuplicates();
    }

    @Test
    void knowsAPortThatIsListenedOn() throws IOException {
        var port = FreePorts.any();
        assertThat(FreePorts.isListenedOn(port)).isFalse();
        try (var aboutToListen = new Socket()) {
            aboutToListen.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            assertThat(FreePorts.isListenedOn(port)).isFalse();
            assertThat(FreePorts.isFree(port)).isFalse();
        }
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.isListenedOn(port)).isTrue();
            assertThat(FreePorts.isFree(port)).isFalse();
        }
    }

    /** Two builds at once: what the other was given nobody may listen on yet. */
    @Test
    void leavesAnotherJvmWhatItWasGiven() throws Exception {
        var other = PortHolder.start();
        try (var said = other.inputReader()) {
            var port = Integer.parseInt(said.readLine());
            assertThat(FreePorts.isFree(port)).isTrue();

            assertThat(FreePorts.preferring(port)).isNotEqualTo(port);
            assertThat(FreePorts.preferring(port)).as("asked again").isNotEqualTo(port);

            other.getOutputStream().close();
            assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(FreePorts.preferring(port)).as("once it has ended").isEqualTo(port);
            assertThat(FreePorts.preferring(port)).as("again, as a restart does").isEqualTo(port);
        } finally {
            other.destroyForcibly();
        }
    }
}
