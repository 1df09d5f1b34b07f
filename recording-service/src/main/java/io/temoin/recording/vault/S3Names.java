// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.objectstorage.BucketFolder;
import io.temoin.shredding.TenantId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of objects, the same as those of files: {@code
 * <prefix>/<tenant>/<shard>/<recording>.<content>.v1}. What was streamed lies in {@code
 * <recording>.<upload>.parts} beside it (ADR 0053).
 *
 * @param prefix empty, or with a slash at its end
 */
record S3Names(String prefix) {

    private static final String VERSION = ".v1";
    private static final String PARTS = ".parts";

    private static final Pattern NAME =
            Pattern.compile(
                    "([^/]+)/[0-9a-f]{2}/([0-9a-f-]{36})\\.(?:([0-9a-f]{64})\\.v1|[0-9a-f-]{36}\\.parts)");

    /** Names below a folder of the bucket, or at its top. */
    static S3Names below(Optional<String> folder) {
        return new S3Names(BucketFolder.of(folder));
    }

    /** The recording's audio of this content: itself or a {@link S3Reference} to it. */
    String audio(TenantId tenant, UUID recording, String sha256) {
        return of(tenant, recording) + sha256 + VERSION;
    }

    /** What one upload streams. */
    String parts(TenantId tenant, UUID recording, UUID upload) {
        return of(tenant, recording) + upload + PARTS;
    }

    /** What all names of a recording begin with. */
    String of(TenantId tenant, UUID recording) {
        String digits = recording.toString();
        // The last digits of a UUIDv7 are random; the first ones are the time.
        String shard = digits.substring(digits.length() - 2);
        return prefix + tenant.value() + "/" + shard + "/" + recording + ".";
    }

    /** What a name says; empty of a name that is none of these. */
    Optional<ParsedName> read(String name) {
        if (!name.startsWith(prefix)) {
            return Optional.empty();
        }
        Matcher parts = NAME.matcher(name.substring(prefix.length()));
        return parts.matches()
                ? Optional.of(
                        new ParsedName(
                                new TenantId(parts.group(1)),
                                UUID.fromString(parts.group(2)),
                                parts.group(3)))
                : Optional.empty();
    }

    /**
     * What a name says.
     *
     * @param sha256 of the content; {@code null} of what an upload streams
     */
    record ParsedName(TenantId tenant, UUID recording, @Nullable String sha256) {}

    /** Whether a name is of something that an upload streams. */
    boolean isParts(String name) {
        return name.startsWith(prefix) && name.endsWith(PARTS);
    }
}
