// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing.domain;

import io.temoin.eventsourcing.Decider;
import java.util.List;

/** The first outcome of a scrub is its outcome. */
public final class ScrubDecider implements Decider<RecordScrub, Scrub, ListScrubbed> {

    @Override
    public Scrub initialState() {
        return Scrub.OPEN;
    }

    @Override
    public List<ListScrubbed> decide(RecordScrub command, Scrub state) {
        return switch (state) {
            case OPEN ->
                    List.of(
                            new ListScrubbed(
                                    command.scrub(),
                                    command.controller(),
                                    command.processor(),
                                    command.purpose(),
                                    command.campaign(),
                                    command.tally(),
                                    command.listHash(),
                                    command.now()));
            case COMPLETED -> List.of();
        };
    }

    @Override
    public Scrub evolve(Scrub state, ListScrubbed event) {
        return Scrub.COMPLETED;
    }
}
