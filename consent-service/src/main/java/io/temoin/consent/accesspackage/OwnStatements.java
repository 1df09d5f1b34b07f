// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.accesspackage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallAttempted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentExpired;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRectified;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRefused;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ContactReleased;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ContactRestricted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MarketingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MinorFlagged;
import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.permission.domain.ContactPermissionEvent.RecordingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.SelfServiceLinkIssued;
import io.temoin.packageparts.vault.PartWriter;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person said, as rows of a table. */
final class OwnStatements {

    private OwnStatements() {}

    /** The row of a statement; {@code null} for another event. */
    static @Nullable ObjectNode row(ContactPermissionEvent event) {
        return switch (event) {
            case ConsentWithdrawn one ->
                    row(
                            one.withdrawal(),
                            "WITHDRAWAL",
                            one.channel(),
                            one.receivedBy(),
                            one.statedAt(),
                            null);
            case MarketingObjectionRecorded one ->
                    row(
                            one.objection(),
                            "MARKETING_OBJECTION",
                            one.channel(),
                            one.receivedBy(),
                            one.statedAt(),
                            null);
            case RecordingObjectionRecorded one ->
                    row(
                            one.objection(),
                            "RECORDING_OBJECTION",
                            one.channel(),
                            one.receivedBy(),
                            one.statedAt(),
                            one.decision() == null ? null : one.decision().toString());
            case MinorFlagged one ->
                    row(
                            one.flag(),
                            "UNDER_AGE",
                            one.channel(),
                            one.receivedBy(),
                            one.statedAt(),
                            null);
            case PreferencesStated one ->
                    row(
                            one.statement(),
                            "PREFERENCES",
                            one.channel(),
                            one.receivedBy(),
                            one.statedAt(),
                            details(one));
            case ConsentRefused one ->
                    row(
                            one.refusal(),
                            "CONSENT_REFUSED",
                            one.channel(),
                            one.collectedBy(),
                            one.collectedAt(),
                            one.problem().name());
            // What a request restricts is said with the request.
            case ConsentGiven _,
                    ConsentExpired _,
                    ConsentRectified _,
                    ContactRestricted _,
                    ContactReleased _,
                    SelfServiceLinkIssued _,
                    CallDecided _,
                    CallAttempted _ ->
                    null;
        };
    }

    private static String details(PreferencesStated one) {
        String choices =
                one.choices().stream()
                        .map(
                                choice ->
                                        choice.purpose().name()
                                                + " "
                                                + choice.way().name()
                                                + " "
                                                + choice.wish().name())
                        .collect(Collectors.joining("; "));
        return one.quietHours() == null ? choices : choices + "; quiet " + one.quietHours();
    }

    private static ObjectNode row(
            UUID id,
            String kind,
            Channel channel,
            PartyId receivedBy,
            Instant statedAt,
            @Nullable String details) {
        return PartWriter.row()
                .put("id", id.toString())
                .put("kind", kind)
                .put("channel", channel.name())
                .put("receivedBy", receivedBy.value())
                .put("statedAt", statedAt.toString())
                .put("details", details);
    }
}
