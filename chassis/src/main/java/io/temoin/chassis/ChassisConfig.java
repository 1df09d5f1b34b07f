// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings that the four services share. */
@StaticInitSafe
@ConfigMapping(prefix = "temoin")
public interface ChassisConfig {

    /** Name of the service: its databases, roles and topic are called after it. */
    String service();

    /** File that holds the epoch keys and the index key; readable by its owner only. */
    @WithDefault("keyset.json")
    Path keysetFile();

    /** Lets a production start go on despite insecure settings; each is logged as a warning. */
    @WithDefault("false")
    boolean allowInsecure();

    /**
     * Where appends of requests meet, how long after one commit began the next may begin: fewer
     * commits for a service with many writers, sooner answers for one with few.
     */
    @WithDefault("4ms")
    Duration appendsApart();

    Feed feed();

    Keys keys();

    DemoClockSetting demoClock();

    StepUpSetting stepUp();

    /** The relay from the event table to Kafka, and the projections. */
    interface Feed {

        /** Events read and published at once. */
        @WithDefault("500")
        int batchSize();

        /** How often to look for events without having been woken. */
        @WithDefault("250ms")
        Duration poll();

        /**
         * How long the relay lets events gather after it found some. Looking at each commit would
         * cost a busy database a query, and the broker requests, per commit; the first event after
         * a quiet moment never waits.
         */
        @WithDefault("1ms")
        Duration gather();

        /** How long a projection may take for one batch before it is ended and tried again. */
        @WithDefault("60s")
        Duration projectionTimeout();
    }

    /** The epochs that data keys are wrapped under. */
    interface Keys {

        /** The age at which an epoch is followed by another. */
        @WithDefault("P30D")
        Duration rotateEvery();

        /** How long an old epoch's key is kept for backups of the keys database: their window. */
        @WithDefault("P7D")
        Duration destroyAfter();

        /** How often to look whether something is due. */
        @WithDefault("10m")
        Duration checkEvery();
    }

    /** How strongly people sign in for listening, exports, evidence and erasures. */
    interface StepUpSetting {

        /** The values of the claim acr that suffice; left empty, none is asked for. */
        @WithDefault("mfa")
        Optional<List<String>> acr();
    }

    /** The clock of the demo profile. */
    interface DemoClockSetting {

        /** How far the demo clock is ahead of the system's at start. */
        @WithName("offset")
        Optional<Duration> offset();
    }
}
