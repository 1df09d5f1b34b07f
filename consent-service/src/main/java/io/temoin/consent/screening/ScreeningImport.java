// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.screening.ImportStore.Progress;
import io.temoin.consent.screening.domain.FingerprintPages;
import io.temoin.consent.screening.domain.RegisterId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.TenantId;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One import of a register, as far as it has come.
 *
 * @param region whose national numbers the file may hold
 * @param header whether the first line of the file is none of its numbers
 * @param metadata who asked for it, and when
 * @param rows how many different numbers are built into the copy
 * @param checksum SHA-256 of the file once it is whole
 * @param pages where the copy's fingerprints lie
 * @param built up to which first byte they are there
 * @param uploader who brought the last part of the file; absent until it is whole
 * @param failure the problem for which nothing of the file is used, if it is so
 */
record ScreeningImport(
        UUID id,
        RegisterId register,
        LocalDate asOf,
        String source,
        String region,
        boolean header,
        EventMetadata metadata,
        State state,
        Progress progress,
        long rows,
        @Nullable String checksum,
        FingerprintPages pages,
        int built,
        @Nullable Actor uploader,
        @Nullable String failure) {

    /** How many ranges of fingerprints are built one after the other, at most. */
    static final int RANGES = 256;

    /** Where an import stands. */
    enum State {
        /** Bytes of the file may come. */
        RECEIVING,
        /** The file is whole and good; its copy is being built. */
        RUNNING,
        /** The copy is in use, or was until a later one came. */
        COMPLETED,
        /** The file cannot be used, and nothing of it is. */
        FAILED,
        /** The rest of the file never came, or a later copy did. */
        ABANDONED
    }

    TenantId tenant() {
        return metadata.tenant();
    }

    /** Whether the caller may know of it: a list is for whoever works for its controller. */
    boolean isOpenTo(Visibility visibility) {
        PartyId controller = register.controller();
        return controller == null || visibility.worksFor(controller.value());
    }

    /** Whether the caller's organisation announced it: nobody else adds to the file. */
    boolean isAnnouncedBy(Caller caller) {
        return metadata.actor().organisation().equals(caller.organisation());
    }

    /** Who brought the last part of the file, or asked for the import before that came. */
    Actor broughtBy() {
        return uploader == null ? metadata.actor() : uploader;
    }

    /** Who asked for the import, where somebody else brought it; else {@code null}. */
    @Nullable String announcedBy() {
        String announcer = metadata.actor().id();
        return announcer.equals(broughtBy().id()) ? null : announcer;
    }

    ScreeningImport advanced(Progress to) {
        return new ScreeningImport(
                id, register, asOf, source, region, header, metadata, state, to, rows, checksum,
                pages, built, uploader, failure);
    }

    /** What the database has for the absence of a controller. */
    static String controllerOf(RegisterId register) {
        PartyId controller = register.controller();
        return controller == null ? "" : controller.value();
    }

    static RegisterId register(String code, String controller) {
        return new RegisterId(code, controller.isEmpty() ? null : new PartyId(controller));
    }
}
