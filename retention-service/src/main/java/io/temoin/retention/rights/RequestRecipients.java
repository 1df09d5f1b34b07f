// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.policy.PurposePeriodStream;
import io.temoin.retention.rights.domain.NamedRecipient;
import io.temoin.retention.rights.domain.RecipientOrigin;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand.NameRecipients;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who received the data that a request is about. */
@ApplicationScoped
class RequestRecipients {

    private final RequestDesk desk;
    private final PurposePeriodStream declarations;

    RequestRecipients(RequestDesk desk, PurposePeriodStream declarations) {
        this.desk = desk;
        this.declarations = declarations;
    }

    /** Names those that the controller declared, and {@code others}. */
    Uni<CommandOutcome<Request, RequestEvent>> name(
            Caller caller, String id, List<String> others, EventMetadata metadata) {
        return desk.ofController(caller, id)
                .flatMap(
                        request ->
                                declarations.declared(
                                        caller.tenant(),
                                        RequestDecider.openedOf(request).controller()))
                .map(declared -> all(declared.recipients(), others))
                .flatMap(
                        all ->
                                desk.decide(
                                        caller,
                                        id,
                                        new NameRecipients(all, metadata.at()),
                                        metadata));
    }

    private static List<NamedRecipient> all(Set<String> declared, List<String> others) {
        List<NamedRecipient> all = new ArrayList<>();
        declared.forEach(it -> all.add(new NamedRecipient(it, RecipientOrigin.DECLARED)));
        others.stream()
                .distinct()
                .filter(it -> !declared.contains(it))
                .forEach(it -> all.add(new NamedRecipient(it, RecipientOrigin.DESK)));
        return all;
    }
}
