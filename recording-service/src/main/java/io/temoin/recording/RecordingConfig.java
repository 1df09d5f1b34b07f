// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.temoin.objectstorage.ObjectStorageSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** Settings of recording-service. */
@ConfigMapping(prefix = "temoin.recording")
public interface RecordingConfig {

    Receipt receipt();

    /**
     * The controllers' time zone, in which the days are counted that a purpose lives: the one that
     * retention-service counts in.
     */
    @WithDefault("Europe/Paris")
    ZoneId zone();

    Upload upload();

    Quarantine quarantine();

    Listening listening();

    Playback playback();

    Documents documents();

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
        Duration idleTimeout();

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

    /** Documents derived from recordings. */
    interface Documents {

        /** How often to check for documents whose recording was destroyed and takes them along. */
        @WithDefault("2s")
        Duration pollInterval();
    }

    /** Where sealed audio is stored. */
    interface Vault {

        /** What holds the sealed audio: {@code files} or {@code s3}. */
        @WithDefault("files")
        Store store();

        /**
         * Folder of the sealed audio; its own volume in production. With {@code s3}, audio that
         * still lies there can be heard until it is moved.
         */
        @WithDefault("blobs")
        Path directory();

        /** How long an answer to the question whether the vault can be reached is kept. */
        @WithDefault("5s")
        Duration readinessInterval();

        S3 s3();
    }

    /** Kinds of storage. */
    enum Store {
        FILES,
        S3
    }

    /** The bucket. */
    interface S3 extends ObjectStorageSettings {

        /** Size of the parts of long audio; an upload takes up to twice as much memory. */
        @WithDefault("8388608")
        int partBytes();

        /**
         * Memory for the parts of all uploads in progress; a third of the heap by default. An
         * upload for which there is none is refused with 503.
         */
        Optional<Long> bufferBytes();
    }
}
