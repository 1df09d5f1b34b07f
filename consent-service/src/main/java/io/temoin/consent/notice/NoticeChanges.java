// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.consent.notice.domain.NoticeCommand;
import io.temoin.consent.notice.domain.NoticeEvent;
import io.temoin.consent.notice.domain.NoticeVersion;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.inject.Singleton;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;

/** Records what is asked of a notice, and answers with the version as it stood then. */
@Singleton
class NoticeChanges {

    private final NoticeStream stream;
    private final Notices notices;

    NoticeChanges(NoticeStream stream, Notices notices) {
        this.stream = stream;
        this.notices = notices;
    }

    Uni<RestResponse<NoticeAnswer>> record(NoticeCommand command, EventMetadata metadata) {
        return stream.handle(command, metadata)
                .invoke(() -> notices.forget(metadata.tenant(), command.controller()))
                .map(
                        decision -> {
                            NoticeEvent event = decision.only().event();
                            NoticeVersion version =
                                    decision.state()
                                            .find(event.notice(), event.version())
                                            .orElseThrow()
                                            .asOf(event);
                            return Answers.created(
                                            decision,
                                            NoticeAnswer.whole(version, command.controller()))
                                    .header("Location", location(command, event))
                                    .build();
                        });
    }

    private static URI location(NoticeCommand command, NoticeEvent event) {
        return URI.create(
                "/v1/notices/"
                        + event.notice()
                        + "/"
                        + event.version()
                        + "?controller="
                        + command.controller());
    }
}
