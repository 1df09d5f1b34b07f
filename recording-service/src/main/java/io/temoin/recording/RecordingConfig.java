// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of recording-service. */
@ConfigMapping(prefix = "temoin.recording")
public interface RecordingConfig {

    Receipt receipt();

    Upload upload();

    Quarantine quarantine();

    Listening listening();

    Playback playback();

    Vault vault();

    /** The receipts of consent-service. */
    interface Receipt {

        /** Where consent-service publishes the keys it signs receipts with. */
        URI jwksUrl();

        /** Pause between two looks for a key that is not known. */
        @WithDefault("10s")
        Duration refresh();
    }

    /** Uploads. */
    interface Upload {

        /** Longest audio taken, in bytes. */
        @WithDefault("2147483648")
        long maxBytes();

        /** How long an announced recording may stay without audio before it is erased. */
        @WithDefault("24h")
        Duration abandonedAfter();

        /** Pause between two looks for such recordings. */
        @WithDefault("15m")
        Duration pollInterval();
    }

    /** What is set apart. */
    interface Quarantine {

        /**
         * Pause between two looks for recordings that what a person said ends, and did not end yet.
         */
        @WithDefault("1m")
        Duration pollInterval();
    }

    /** Listenings. */
    interface Listening {

        /** How long a granted listening lasts. */
        @WithDefault("5m")
        Duration ttl();
    }

    /** What was heard. */
    interface Playback {

        /** Pause between two looks, which is how much of the last seconds a crash may lose. */
        @WithDefault("2s")
        Duration pollInterval();

        /** How long nothing is sent of a listening before what was is recorded. */
        @WithDefault("10s")
        Duration quietFor();

        /** How long a client may take no byte before its answer is broken off. */
        @WithDefault("20s")
        Duration stalledAfter();

        /** How long a process may be silent before what it was sending counts as lost. */
        @WithDefault("10s")
        Duration lostAfter();

        /** How long before its listening ends the sending does, so that it is recorded by then. */
        @WithDefault("10s")
        Duration endsBefore();
    }

    /** Where sealed audio lies. */
    interface Vault {

        /** Folder of the sealed audio; its own volume in production. */
        @WithDefault("blobs")
        Path directory();
    }
}
