// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.screening.ImportStore.Progress;
import io.temoin.consent.screening.domain.FingerprintPages;
import io.temoin.consent.screening.domain.RegisterId;
import io.temoin.consent.screening.domain.ScreeningProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.store.EventMetadata;
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
        int built) {

    /** How many ranges of fingerprints are built one after the other, at most. */
    static final int RANGES = 256;

    /** Where an import stands. */
    enum State {
        /** Bytes of the file may come. */
        RECEIVING,
        /** The file is whole and good; its copy is being built. */
        BUILDING,
        /** The copy is in use, or was until a later one came. */
        COMPLETED,
        /** Lines of the file hold no number: nothing of it is used. */
        REFUSED,
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

    /** Rejects {@code CONTROLLER_NOT_AUTHORISED}. */
    void requireOpenTo(Caller caller) {
        PartyId controller = register.controller();
        if (controller != null && !caller.actsFor(controller.value())) {
            throw Rejected.at(
                    "/controller",
                    ScreeningProblem.CONTROLLER_NOT_AUTHORISED,
                    "The caller's organisation may not act for this controller.");
        }
    }

    ScreeningImport advanced(Progress to) {
        return new ScreeningImport(
                id, register, asOf, source, region, header, metadata, state, to, rows, checksum,
                pages, built);
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
