// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How much of a service one caller may use. The limits on database statements have the same prefix
 * but are read by Quarkus: see {@code microprofile-config.properties}.
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
    Requests anonymous();

    /**
     * How many requests of one tenant's callers may be in progress at a time in this process; 0 for
     * no limit.
     */
    int tenantConcurrent();

    Connection connection();

    /**
     * How many requests each caller of a kind may make; the defaults are in {@code
     * microprofile-config.properties}.
     */
    interface Requests {

        /** How many in the period; 0 for no limit. */
        int requests();

        /** The period over which a used quota refills. */
        @WithDefault("1m")
        Duration period();

        /**
         * How many may be in progress at a time in this process, uploads and streams included; 0
         * for no limit.
         */
        int concurrent();
    }

    /** Limits on the connections of clients. */
    interface Connection {

        /** Maximum number of open connections to one port of this process. */
        @WithDefault("1024")
        int max();

        /** Time from the connection, or a request's first byte, to the end of its head. */
        @WithDefault("20s")
        Duration head();

        /**
         * How long a connection may stay without a request; set it longer than a proxy in front
         * keeps its connections.
         */
        @WithDefault("75s")
        Duration idle();

        /** How long a client may pause while it sends a body that the service is ready to read. */
        @WithDefault("60s")
        Duration bodySilence();

        /** Minimum average rate of a body, enforced once {@link #bodySilence} has passed. */
        @WithDefault("200")
        int bodyBytesPerSecond();

        /**
         * How long a request that has arrived completely may wait for the beginning of its answer:
         * longer than a statement and a lock, shorter than proxies wait.
         */
        @WithDefault("45s")
        Duration answer();

        /** How much of a refused body is read and dropped, so that its sender reads the answer. */
        @WithDefault("67108864")
        long droppedBytes();
    }
}
