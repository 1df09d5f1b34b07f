// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import io.temoin.consent.notice.domain.NoticeCommand.DraftNotice;
import io.temoin.consent.notice.domain.NoticeCommand.PublishNotice;
import io.temoin.consent.notice.domain.NoticeCommand.RetireNotice;
import io.temoin.consent.notice.domain.NoticeEvent.NoticeDrafted;
import io.temoin.consent.notice.domain.NoticeEvent.NoticePublished;
import io.temoin.consent.notice.domain.NoticeEvent.NoticeRetired;
import io.temoin.consent.notice.domain.NoticeVersion.State;
import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The life of the texts by which a controller tells people: written, published, retired.
 *
 * <p>A published text is never changed: who was told by it was told these words. A spoken first
 * layer leads to a full notice, so that one stays as long as the other is heard.
 */
public final class NoticeDecider implements Decider<NoticeCommand, ControllerNotices, NoticeEvent> {

    @Override
    public ControllerNotices initialState() {
        return ControllerNotices.NONE;
    }

    @Override
    public List<NoticeEvent> decide(NoticeCommand command, ControllerNotices state) {
        if (!command.by().equals(command.controller())) {
            throw Rejected.at(
                    "/controller",
                    NoticeProblem.NOTICE_OF_ANOTHER,
                    "Only the controller itself may write its notices (GDPR art. 13(1)).");
        }
        return List.of(
                switch (command) {
                    case DraftNotice draft -> draft(draft, state);
                    case PublishNotice publish -> publish(publish, state);
                    case RetireNotice retire -> retire(retire, state);
                });
    }

    @Override
    public ControllerNotices evolve(ControllerNotices state, NoticeEvent event) {
        return ControllerNotices.evolve(state, event);
    }

    private static NoticeDrafted draft(DraftNotice command, ControllerNotices state) {
        List<Violation> contradictions = Completeness.contradictions(command.content());
        if (!contradictions.isEmpty()) {
            throw new Rejected(
                    NoticeProblem.NOTICE_INVALID,
                    "The notice contradicts itself; each violation says where.",
                    contradictions);
        }
        int number = state.nextNumber(command.notice());
        return new NoticeDrafted(
                command.controller(),
                command.notice(),
                number,
                command.content(),
                command.content().hash(command.controller().value(), command.notice(), number),
                command.now());
    }

    private static NoticePublished publish(PublishNotice command, ControllerNotices state) {
        NoticeVersion version = version(state, command.notice(), command.version());
        switch (version.state()) {
            case DRAFT -> {}
            case PUBLISHED -> throw conflict("This version is already published.");
            case RETIRED -> throw conflict("This version is retired; create a new one.");
        }
        if (command.validFrom().isBefore(command.now())) {
            throw Rejected.at(
                    "/validFrom",
                    NoticeProblem.NOTICE_INVALID,
                    "A notice cannot take effect in the past.");
        }
        mustBeComplete(command, version, state);
        for (NoticeVersion first : state.leadingTo(version)) {
            if (!version.content().purposes().containsAll(first.content().purposes())) {
                throw inUse(
                        "Version "
                                + first.number()
                                + " of the spoken notice would refer to a full notice that no"
                                + " longer covers all its purposes.");
            }
        }
        return new NoticePublished(
                command.controller(),
                command.notice(),
                command.version(),
                version.hash(),
                command.validFrom(),
                command.now());
    }

    private static void mustBeComplete(
            PublishNotice command, NoticeVersion version, ControllerNotices state) {
        List<Violation> missing =
                Completeness.missing(
                        version.content(),
                        command.grounds(),
                        state.rest(version, command.validFrom())
                                .map(NoticeVersion::content)
                                .orElse(null));
        if (!missing.isEmpty()) {
            throw new Rejected(
                    NoticeProblem.NOTICE_INCOMPLETE,
                    "The notice lacks required items; each violation names one.",
                    missing);
        }
    }

    private static NoticeRetired retire(RetireNotice command, ControllerNotices state) {
        NoticeVersion version = version(state, command.notice(), command.version());
        if (version.state() == State.RETIRED) {
            throw conflict("This version is already retired.");
        }
        NoticeRetired retired =
                new NoticeRetired(
                        command.controller(),
                        command.notice(),
                        command.version(),
                        command.reason(),
                        command.now());
        ControllerNotices without = ControllerNotices.evolve(state, retired);
        for (NoticeVersion first : state.leadingTo(version)) {
            Instant heard = later(first.validFrom(), command.now());
            if (state.rest(first, heard).isPresent() && without.rest(first, heard).isEmpty()) {
                throw inUse(
                        "Version "
                                + first.number()
                                + " of the spoken notice would refer to a full notice that no"
                                + " longer exists.");
            }
        }
        return retired;
    }

    private static Instant later(@Nullable Instant from, Instant now) {
        return from != null && from.isAfter(now) ? from : now;
    }

    private static NoticeVersion version(ControllerNotices state, NoticeCode notice, int version) {
        return state.find(notice, version)
                .orElseThrow(
                        () ->
                                new Rejected(
                                        NoticeProblem.NOTICE_UNKNOWN,
                                        "The controller has no notice with this version."));
    }

    private static Rejected conflict(String sentence) {
        return new Rejected(NoticeProblem.NOTICE_STATE_CONFLICT, sentence);
    }

    private static Rejected inUse(String sentence) {
        return new Rejected(NoticeProblem.NOTICE_IN_USE, sentence);
    }
}
