// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.retention.rights.domain.AnswerPart;
import io.temoin.retention.rights.domain.AskedAbout;
import io.temoin.retention.rights.domain.Contested;
import io.temoin.retention.rights.domain.ExtensionReason;
import io.temoin.retention.rights.domain.LetterKind;
import io.temoin.retention.rights.domain.LiftingCause;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.RecipientExcuse;
import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.retention.rights.domain.RequestEvent.ContestedNamed;
import io.temoin.retention.rights.domain.RequestEvent.CorrectionRead;
import io.temoin.retention.rights.domain.RequestEvent.DsrClosed;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestEvent.ObjectionUpheld;
import io.temoin.retention.rights.domain.RequestEvent.ProcessingRestrictionLifted;
import io.temoin.retention.rights.domain.RequestEvent.RequestAssigned;
import io.temoin.retention.rights.domain.RequestEvent.RequestOverdue;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.rights.domain.Requests;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One event of each kind that happens to a request, as it is published. */
public final class PublishedRequests {

    private static final EventCodec<RequestEvent> CODEC =
            RequestStream.codec(new InMemoryShreddableKeys());
    private static final StreamId STREAM =
            new StreamId(RequestStream.CATEGORY, Requests.REQUEST.toString());
    private static final EventMetadata METADATA =
            new EventMetadata(
                    new TenantId("helios"),
                    Actor.service("test"),
                    Requests.OTHER,
                    null,
                    "correlation",
                    null,
                    null,
                    Requests.LATER);

    private PublishedRequests() {}

    /** The types of events and their versions. */
    public static Set<Map.Entry<String, Integer>> versions() {
        return CODEC.versions().entrySet();
    }

    /** The payloads by the names of their events. */
    public static Map<String, String> payloads() {
        Map<String, String> payloads = new HashMap<>();
        for (RequestEvent event : events()) {
            String name = event.getClass().getSimpleName();
            String payload =
                    CODEC.encodeAll(STREAM, List.of(event), METADATA)
                            .await()
                            .indefinitely()
                            .getFirst()
                            .payload();
            assertThat(read(name, payload)).isEqualTo(event);
            payloads.put(name, sealedAsInTheExample(name, payload));
        }
        return payloads;
    }

    private static RequestEvent read(String name, String payload) {
        var stored = new StoredEvent(STREAM, 1, name, 1, payload, 0, METADATA);
        return CODEC.decodeAll(List.of(stored)).await().indefinitely().getFirst().event();
    }

    /** Each time it is sealed, a text looks different. */
    private static String sealedAsInTheExample(String name, String payload) {
        try {
            var tree = EventCodec.JSON.readTree(payload);
            var example = EventContract.of("io.temoin.retention." + name + ".v1").exampleNode();
            if (tree.path("text") instanceof ObjectNode text) {
                assertThat(payload).doesNotContain("called back");
                text.put("sealed", example.path("text").path("sealed").textValue());
            }
            return tree.toString();
        } catch (java.io.IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<RequestEvent> events() {
        var request = Requests.REQUEST;
        var rhone = Requests.RHONE;
        var person = Requests.PERSON;
        return List.of(
                Requests.recorded(
                        Requests.opened(
                                RequestType.ACCESS, AskedAbout.ofRecording(Requests.ITEM), 0),
                        Instant.parse("2026-11-24T10:05:00Z")),
                Requests.joined(),
                new ContestedNamed(
                        request,
                        rhone,
                        person,
                        new Contested(
                                Contested.Kind.SEGMENT,
                                null,
                                UUID.fromString("01990000-0000-7000-8000-000000000022"),
                                1),
                        Requests.LATER),
                new CorrectionRead(request, rhone, person, Requests.LATER),
                Requests.withdrawn(false),
                Requests.restricted(
                        RequestType.OBJECTION,
                        AskedAbout.ofDecision(Requests.ITEM),
                        OwnerService.RECORDING),
                new ProcessingRestrictionLifted(
                        request,
                        rhone,
                        person,
                        List.of(OwnerService.CONSENT, OwnerService.RECORDING),
                        LiftingCause.PERSON_INFORMED,
                        Requests.RECEIVED,
                        Requests.LATER),
                new ObjectionUpheld(
                        request,
                        rhone,
                        person,
                        AskedAbout.ofDecision(Requests.ITEM),
                        List.of(Requests.OTHER),
                        true,
                        Requests.RECEIVED,
                        Requests.LATER),
                Requests.attached(Requests.LATER),
                Requests.proofAsked("2026-11-26T10:00:00Z", true),
                Requests.proved(
                        "2026-12-05T10:00:00Z", "2026-12-24T23:00:00Z", "2027-01-05T23:00:00Z"),
                new DsrExtended(
                        request,
                        rhone,
                        person,
                        ExtensionReason.COMPLEX,
                        Instant.parse("2027-02-24T23:00:00Z"),
                        Instant.parse("2027-02-24T23:00:00Z"),
                        Instant.parse("2026-12-22T14:00:00Z"),
                        Instant.parse("2026-12-28T09:00:00Z")),
                new RequestAssigned(request, rhone, person, Requests.ACTOR),
                Requests.noted(),
                Requests.rectified(),
                Requests.erasureDecided(),
                Requests.sent(LetterKind.ACKNOWLEDGEMENT, Requests.LATER),
                Requests.named(Requests.declared("quality-team"), Requests.byTheDesk("crm-host")),
                Requests.told("crm-host", Requests.LATER, "2027-01-04T23:00:00Z"),
                Requests.acknowledged("crm-host", Requests.LATER),
                Requests.excused("quality-team", RecipientExcuse.NOT_DISCLOSED),
                Requests.done(OwnerService.CONSENT),
                Requests.answered(true, parts()),
                Requests.refusal(
                        RefusalGround.BASIS_MISMATCH,
                        RequestType.ACCESS,
                        Requests.nothing(OwnerService.CONSENT),
                        Requests.refused(OwnerService.RECORDING, RefusalGround.BASIS_MISMATCH),
                        Requests.nothing(OwnerService.RETENTION),
                        Requests.nothing(OwnerService.AUDIT)),
                new RequestOverdue(request, rhone, person, Requests.DUE),
                new DsrClosed(request, rhone, person, Requests.LATER));
    }

    private static AnswerPart[] parts() {
        return new AnswerPart[] {
            Requests.granted(OwnerService.CONSENT),
            Requests.refused(OwnerService.RECORDING, RefusalGround.LEGAL_CLAIMS),
            Requests.granted(OwnerService.RETENTION),
            Requests.granted(OwnerService.AUDIT)
        };
    }
}
