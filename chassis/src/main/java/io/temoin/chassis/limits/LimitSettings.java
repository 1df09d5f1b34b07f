// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import java.time.Duration;
import java.util.Map;

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

    /** How many requests the callers of one tenant may make together; 0 for no limit. */
    int tenantRequests();

    /** The period over which a tenant's used quota refills. */
    @WithDefault("1m")
    Duration tenantPeriod();

    /** Of operations that cost much more than others, by what {@code @Costly} calls them. */
    @WithDefaults
    Map<String, CostlyUse> costly();

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

    /**
     * How often one caller may use costly operations of a kind; the defaults of each kind are in
     * the {@code application.properties} of its service, those of a kind without any are here.
     */
    interface CostlyUse {

        /** How many in the period; 0 for no limit. */
        @WithDefault("300")
        int requests();

        /** The period over which a used quota refills. */
        @WithDefault("1m")
        Duration period();

        /** How many may be in progress at a time in this process; 0 for no limit. */
        @WithDefault("8")
        int concurrent();

        /** The same of all callers of one tenant together. */
        @WithDefault("32")
        int tenantConcurrent();
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
