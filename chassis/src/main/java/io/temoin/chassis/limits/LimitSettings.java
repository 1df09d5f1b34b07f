// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * What a caller may use of a service. Limits of the database's statements, and the most
 * connections, are settings of the same prefix that Quarkus reads: see the file of defaults.
 */
@StaticInitSafe
@ConfigMapping(prefix = "temoin.limits")
public interface LimitSettings {

    /** Of one person who has signed in. */
    Requests people();

    /** Of one recorder, business system or integrator. */
    Requests systems();

    /** Of one dialer: decisions come in bursts, and every call waits for one. */
    Requests dialers();

    /** Without a token, from one address: readers of public logs and keys, holders of links. */
    Requests strangers();

    Connection connection();

    /** How many requests each caller of a kind may make; the file of defaults has the numbers. */
    interface Requests {

        /** How many in the period; 0: any number. */
        int requests();

        /** The period over which a used quota comes back. */
        @WithDefault("1m")
        Duration per();
    }

    /** How long the client of a connection may take. */
    interface Connection {

        /** At one time, to one port of this process. */
        @WithDefault("1024")
        int max();

        /** From the connection, or a request's first byte, to the end of the request's head. */
        @WithDefault("20s")
        Duration head();

        /** Without a request. Longer than a proxy in front keeps its connections. */
        @WithDefault("75s")
        Duration idle();

        /** Without a byte of a body that has not ended, while the service would read it. */
        @WithDefault("60s")
        Duration bodySilence();

        /** The slowest that a body may come, on average, after that time. */
        @WithDefault("200")
        int bodyBytesPerSecond();

        /** How much of a refused body is read and dropped, so that its sender reads the answer. */
        @WithDefault("67108864")
        long droppedBytes();
    }
}
