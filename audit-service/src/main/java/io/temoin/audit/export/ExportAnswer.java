// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.audit.export.ExportRow.Removed;
import io.temoin.audit.export.domain.ExportFormat;
import io.temoin.audit.export.domain.ExportReason;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An export as the API shows it.
 *
 * @param state REQUESTED, RUNNING, COMPLETED, FAILED, EXPIRED, CANCELLED, DELETED or WITHDRAWN;
 *     open for extension
 * @param filters what it is narrowed to, as it was asked for
 * @param requestedBy who asked for it, a pseudonymous id
 * @param done entries that are written
 * @param total entries it will have; absent before they are counted
 * @param bytes of the file
 * @param sha256 of the file, in hexadecimal
 * @param expiresAt when the file goes, unless it was taken away before
 * @param failure why there is no file
 * @param removedBy who stopped it, or had its file taken away; a pseudonymous id
 * @param removedAt when
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Export",
        requiredProperties = {
            "id",
            "state",
            "format",
            "filters",
            "reason",
            "requestedBy",
            "requestedAt",
            "done"
        })
public record ExportAnswer(
        UUID id,
        @Schema(
                        enumeration = {
                            "REQUESTED",
                            "RUNNING",
                            "COMPLETED",
                            "FAILED",
                            "EXPIRED",
                            "CANCELLED",
                            "DELETED",
                            "WITHDRAWN"
                        })
                String state,
        ExportFormat format,
        Map<String, String> filters,
        ExportReason reason,
        String requestedBy,
        Instant requestedAt,
        long done,
        @Nullable Long total,
        @Nullable Long bytes,
        @Nullable String sha256,
        @Nullable Instant expiresAt,
        @Schema(pattern = "^[A-Z][A-Z0-9_]{0,62}$") @Nullable String failure,
        @Nullable String removedBy,
        @Nullable Instant removedAt) {

    static ExportAnswer of(ExportRow export) {
        Removed removed = export.result().removed();
        return new ExportAnswer(
                export.id(),
                export.progress().state().name(),
                export.asked().format(),
                export.asked().filters(),
                export.asked().reason(),
                export.asked().actor(),
                export.asked().at(),
                export.progress().done(),
                export.progress().total(),
                export.result().bytes(),
                export.result().sha256(),
                removed == null ? export.result().expiresAt() : null,
                export.result().failure(),
                removed == null ? null : removed.by(),
                removed == null ? null : removed.at());
    }
}
