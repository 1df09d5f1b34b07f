// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.temoin.audit.export.domain.ExportFormat;
import io.temoin.audit.export.domain.ExportReason;
import io.temoin.audit.export.domain.ExportVisibility;
import io.temoin.audit.trail.TrailCursor;
import io.temoin.audit.trail.TrailExtract.Part;
import io.temoin.audit.trail.TrailVisibility;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An export as it stands: what was asked for, how far it is, and what came of it. */
record ExportRow(UUID id, Details asked, long upTo, Progress progress, Result result) {

    /** How an export stands; open for extension. */
    enum State {
        REQUESTED,
        RUNNING,
        COMPLETED,
        FAILED,
        EXPIRED,
        CANCELLED,
        DELETED,
        WITHDRAWN;

        /** Whether it is not known yet what comes of it. */
        boolean isOpen() {
            return this == REQUESTED || this == RUNNING;
        }
    }

    /**
     * What was asked for, and by whom.
     *
     * @param scope how far the asker saw; the whole tenant when there is none
     */
    record Details(
            ExportFormat format,
            Map<String, String> filters,
            @Nullable ExportVisibility scope,
            String actor,
            ExportReason reason,
            String correlation,
            Instant at) {}

    /**
     * How far it is.
     *
     * @param done entries that are written
     * @param total entries there are; {@code null} before they are counted
     * @param chunks how many chunks are written
     * @param reached how far the trail was looked through: to the last entry that is written, or
     *     further when none came after
     */
    record Progress(
            State state,
            long done,
            @Nullable Long total,
            int chunks,
            @Nullable TrailCursor reached) {

        Progress after(long entries, @Nullable TrailCursor cursor) {
            return new Progress(state, done + entries, total, chunks + 1, cursor);
        }

        Progress counted(long entries) {
            return new Progress(state, done, entries, chunks, reached);
        }
    }

    /**
     * What came of it; nothing of it is there before it did.
     *
     * @param removed who took it away before its time, if somebody did
     */
    record Result(
            @Nullable Long bytes,
            @Nullable String sha256,
            @Nullable Instant expiresAt,
            @Nullable String failure,
            @Nullable Removed removed) {}

    /** Who took it away, and when. */
    record Removed(String by, Instant at) {}

    ExportRow with(Progress further) {
        return new ExportRow(id, asked, upTo, further, result);
    }

    /** Whether the time of its file is over. */
    boolean isExpired(Instant now) {
        Instant expiresAt = result.expiresAt();
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** What is recorded of how much the requester may see; absent for the whole tenant. */
    static @Nullable ExportVisibility scope(TrailVisibility visibility) {
        String organisation = visibility.organisation();
        return organisation == null
                ? null
                : new ExportVisibility(organisation, List.copyOf(visibility.controllers()));
    }

    /** The part of the trail that it holds. */
    Part part() {
        ExportVisibility scope = asked.scope();
        TrailVisibility visibility =
                scope == null
                        ? TrailVisibility.WHOLE_TENANT
                        : new TrailVisibility(
                                scope.organisation(), Set.copyOf(scope.controllers()));
        return new Part(asked.filters(), visibility, upTo);
    }

    /**
     * Whether somebody may know of it: who sees the whole tenant sees all its exports, others their
     * own, as long as they still see everything that is in it.
     *
     * @param visibility what that somebody may see of the trail
     */
    boolean isShownTo(String actor, TrailVisibility visibility) {
        String organisation = visibility.organisation();
        if (organisation == null) {
            return true;
        }
        ExportVisibility scope = asked.scope();
        return scope != null
                && asked.actor().equals(actor)
                && scope.isWithin(organisation, visibility.controllers());
    }
}
