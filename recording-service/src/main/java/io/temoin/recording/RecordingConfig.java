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

        /** Minimum time between two requests for a key that is not known. */
        @WithDefault("10s")
        Duration refresh();
    }

    /** Uploads. */
    interface Upload {

        /** Maximum size of an upload, in bytes. */
        @WithDefault("2147483648")
        long maxBytes();

        /** How long a registered recording may stay without audio before it is erased. */
        @WithDefault("24h")
        Duration abandonedAfter();

        /** How often to check for such recordings. */
        @WithDefault("15m")
        Duration pollInterval();
    }

    /** Quarantine. */
    interface Quarantine {

        /**
         * How often to check for recordings affected by a withdrawal or objection that has not been
         * applied to them yet.
         */
        @WithDefault("1m")
        Duration pollInterval();
    }

    /** Listening sessions. */
    interface Listening {

        /** How long a granted listening session lasts. */
        @WithDefault("5m")
        Duration ttl();
    }

    /** What was heard. */
    interface Playback {

        /** How often playback is saved: a crash may lose up to this much of it. */
        @WithDefault("2s")
        Duration pollInterval();

        /** How long a listening session must be silent before its playback is recorded. */
        @WithDefault("10s")
        Duration quietFor();

        /** How long a client may stop reading before the response is aborted. */
        @WithDefault("20s")
        Duration stalledAfter();

        /** How long a process may show no activity before what it was sending counts as lost. */
        @WithDefault("10s")
        Duration lostAfter();

        /**
         * How long before a listening session ends the service stops sending audio, so that the
         * playback is recorded in time.
         */
        @WithDefault("10s")
        Duration endsBefore();
    }

    /** Where sealed audio is stored. */
    interface Vault {

        /** Folder of the sealed audio; its own volume in production. */
        @WithDefault("blobs")
        Path directory();
    }
}
