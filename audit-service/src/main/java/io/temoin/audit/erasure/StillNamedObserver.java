// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.temoin.audit.evidence.StillNamed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Forgets whom the comparison found named although an erasure in the log took them out. Fails as
 * the databases fail, so that whoever found them knows.
 */
@ApplicationScoped
class StillNamedObserver {

    private static final Logger LOG = Logger.getLogger(StillNamedObserver.class);

    private final Erasures erasures;
    private final Clock clock;

    StillNamedObserver(Erasures erasures, Clock clock) {
        this.erasures = erasures;
        this.clock = clock;
    }

    void forget(@Observes StillNamed named) {
        long entries =
                OnContext.await(
                        () ->
                                erasures.forgetAgain(
                                        named.tenant(),
                                        named.person(),
                                        named.entries(),
                                        clock.instant()));
        if (entries > 0) {
            LOG.warnf(
                    "%d entries of tenant %s still identified a person who had been erased; they"
                            + " have been erased again. Was a backup restored?",
                    entries, named.tenant().value());
        }
    }
}
