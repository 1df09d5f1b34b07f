// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.reading;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;

/** What answers are read from, which follows the events some time after they were recorded. */
public interface ReadModel {

    /** How a read model stands to an event. */
    enum Progress {

        /** It shows what the event changed. */
        REACHED,

        /** It may show it soon. */
        BEHIND,

        /** There is no such event, nor can there be one. */
        UNKNOWN
    }

    /** How it stands to an event of a tenant, now. */
    Uni<Progress> progress(TenantId tenant, EventPosition position);
}
