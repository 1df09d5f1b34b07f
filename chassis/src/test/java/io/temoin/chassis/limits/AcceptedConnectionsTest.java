// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class AcceptedConnectionsTest {

    private final EmbeddedChannel server = new EmbeddedChannel();

    @Test
    void closesWhatIsTooMuchUntilAnotherEnds() {
        AcceptedConnections.limit(server, 2);
        AcceptedConnections.limit(server, 2);
        EmbeddedChannel first = new EmbeddedChannel();

        assertThat(isAccepted(first)).isTrue();
        assertThat(isAccepted(new EmbeddedChannel())).isTrue();
        assertThat(isAccepted(new EmbeddedChannel())).isFalse();
        assertThat(isAccepted(new EmbeddedChannel())).isFalse();

        var _ = first.close();
        assertThat(isAccepted(new EmbeddedChannel())).isTrue();
        assertThat(isAccepted(new EmbeddedChannel())).isFalse();
    }

    private boolean isAccepted(EmbeddedChannel connection) {
        server.writeInbound(connection);
        boolean passedOn = connection.equals(server.readInbound());
        assertThat(connection.isOpen()).isEqualTo(passedOn);
        return passedOn;
    }
}
