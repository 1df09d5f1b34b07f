// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.accesspackage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.consent.consents.ConsentCopies;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallAttempted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.SelfServiceLinkIssued;
import io.temoin.consent.permission.domain.RectifiedConsent;
import io.temoin.consent.purpose.ControllerPurposes;
import io.temoin.consent.purpose.ControllerPurposes.PurposeStatus;
import io.temoin.consent.rights.RequestedCorrections;
import io.temoin.consent.rights.RequestedCorrections.StatedCorrection;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.serving.ServingStream;
import io.temoin.consent.serving.domain.ServingEvent;
import io.temoin.consent.serving.domain.ServingEvent.NoticeServed;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.packageparts.domain.PackageKind;
import io.temoin.packageparts.domain.PartAsked;
import io.temoin.packageparts.vault.PartSource;
import io.temoin.packageparts.vault.PartWriter;
import io.temoin.phonenumbers.domain.PhoneNumber;
import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What consent-service contributes: what the person agreed to and said, what was decided about them
 * and by which rules, who called, and what they were told; and what the controller declared of its
 * purposes. All that is of the person lies in the stream of one controller and one person, so
 * nothing of another controller can be in it.
 */
@ApplicationScoped
class ConsentPartSource extends PartSource {

    private final ContactPermissionStream contacts;
    private final ServingStream servings;
    private final ControllerPurposes purposes;
    private final RequestedCorrections corrections;
    private final Clock clock;

    ConsentPartSource(
            ContactPermissionStream contacts,
            ServingStream servings,
            ControllerPurposes purposes,
            RequestedCorrections corrections,
            Clock clock) {
        this.contacts = contacts;
        this.servings = servings;
        this.purposes = purposes;
        this.corrections = corrections;
        this.clock = clock;
    }

    @Override
    protected void write(TenantId tenant, PartAsked asked, PartWriter writer) throws IOException {
        List<RecordedEvent<ContactPermissionEvent>> history =
                await(
                        contacts.history(
                                tenant,
                                new PartyId(asked.controller()),
                                new SubjectId(asked.subject())));
        writer.table("consents", table -> consents(history, table));
        writer.table("statements", table -> statements(history, table));
        if (asked.kind() == PackageKind.PORTABILITY) {
            Set<UUID> consented = consented(history);
            writer.table("calls", table -> calls(history, consented, table));
            return;
        }
        writer.table("rectifications", table -> OwnRectifications.write(history, table));
        writer.table("decisions", table -> decisions(history, table));
        writer.table("calls", table -> calls(history, null, table));
        writer.table("notices", table -> notices(tenant, history, table));
        writer.table("links", table -> links(history, table));
        List<PurposeStatus> declared =
                await(purposes.load(tenant, new PartyId(asked.controller())));
        writer.table("purposes", table -> ProcessingTables.purposes(declared, table));
        writer.table("automated-decisions", table -> ProcessingTables.automated(history, table));
        writer.table("corrections", table -> corrections(tenant, asked, table));
    }

    /** What the person said with requests for rectification. */
    private void corrections(TenantId tenant, PartAsked asked, PartWriter.Table table)
            throws IOException {
        for (StatedCorrection one :
                await(
                        corrections.of(
                                tenant,
                                new PartyId(asked.controller()),
                                new SubjectId(asked.subject())))) {
            ObjectNode row = PartWriter.row();
            row.put("request", one.request().toString());
            row.put("statedAt", one.statedAt().toString());
            row.put("text", one.text());
            row.put("consent", text(one.consent()));
            table.add(row);
        }
    }

    private void consents(
            List<RecordedEvent<ContactPermissionEvent>> history, PartWriter.Table table)
            throws IOException {
        Instant now = clock.instant();
        for (RecordedEvent<ContactPermissionEvent> recorded : history) {
            if (recorded.event() instanceof ConsentGiven given) {
                RectifiedConsent shown = ConsentCopies.shown(given, history);
                ObjectNode row = PartWriter.row();
                row.put("id", given.consent().toString());
                row.put("status", ConsentCopies.status(history, given.consent(), now));
                given.purposes().forEach(purpose -> row.withArray("purposes").add(purpose.name()));
                row.put("object", shown.object());
                row.put("processor", party(given.processor()));
                row.put("phone", phone(given.number()));
                row.put("channel", given.proof().channel().name());
                row.put("wording", given.proof().wordingVersion());
                row.put("collectedBy", given.collectedBy().value());
                row.put("collectedAt", given.collectedAt().toString());
                row.put("validUntil", shown.validUntil().toString());
                row.put("exactSlot", text(shown.exactSlot()));
                row.put("proofKeptUntil", given.proofKeptUntil().toString());
                row.put("rectifiedAt", text(shown.rectifiedAt()));
                table.add(row);
            }
        }
    }

    private static @Nullable String phone(Personal<PhoneNumber> number) {
        return switch (number) {
            case Personal.Plaintext<PhoneNumber>(var value, _) -> value.value();
            case Personal.Erased<PhoneNumber> _ -> null;
        };
    }

    private static void statements(
            List<RecordedEvent<ContactPermissionEvent>> history, PartWriter.Table table)
            throws IOException {
        for (RecordedEvent<ContactPermissionEvent> recorded : history) {
            ObjectNode row = OwnStatements.row(recorded.event());
            if (row != null) {
                table.add(row);
            }
        }
    }

    private static void decisions(
            List<RecordedEvent<ContactPermissionEvent>> history, PartWriter.Table table)
            throws IOException {
        for (RecordedEvent<ContactPermissionEvent> recorded : history) {
            if (recorded.event() instanceof CallDecided one) {
                ObjectNode row = PartWriter.row();
                row.put("id", one.decision().toString());
                row.put("at", one.at().toString());
                row.put("processor", one.processor().value());
                row.put("purpose", one.purpose().name());
                row.put("campaign", one.campaign());
                row.put("verdict", one.verdict().name());
                row.putArray("reasons");
                one.reasons().forEach(reason -> row.withArray("reasons").add(words(reason)));
                row.putArray("ruleSets");
                one.ruleSets()
                        .forEach(
                                rules ->
                                        row.withArray("ruleSets")
                                                .add(rules.id() + " " + rules.version()));
                row.put("consent", text(one.consent()));
                row.put(
                        "recordingMode",
                        one.recording() == null ? null : one.recording().mode().name());
                table.add(row);
            }
        }
    }

    private static String words(Reason reason) {
        return reason.code().name() + ": " + reason.detail() + " (" + reason.source() + ")";
    }

    /** The calls that rest on a consent. */
    private static Set<UUID> consented(List<RecordedEvent<ContactPermissionEvent>> history) {
        Set<UUID> decisions = new HashSet<>();
        for (RecordedEvent<ContactPermissionEvent> recorded : history) {
            if (recorded.event() instanceof CallDecided one && one.consent() != null) {
                decisions.add(one.decision());
            }
        }
        return decisions;
    }

    /**
     * @param only calls that were allowed by these decisions; all, if absent
     */
    private static void calls(
            List<RecordedEvent<ContactPermissionEvent>> history,
            @Nullable Set<UUID> only,
            PartWriter.Table table)
            throws IOException {
        for (RecordedEvent<ContactPermissionEvent> recorded : history) {
            if (recorded.event() instanceof CallAttempted one
                    && (only == null
                            || (one.decision() != null && only.contains(one.decision())))) {
                ObjectNode row = PartWriter.row();
                row.put("id", one.attempt().toString());
                row.put("decision", text(one.decision()));
                row.put("processor", one.processor().value());
                row.put("purpose", one.purpose().name());
                row.put("outcome", one.outcome().name());
                row.put("attemptedAt", one.attemptedAt().toString());
                table.add(row);
            }
        }
    }

    private void notices(
            TenantId tenant,
            List<RecordedEvent<ContactPermissionEvent>> history,
            PartWriter.Table table)
            throws IOException {
        for (RecordedEvent<ContactPermissionEvent> recorded : history) {
            if (recorded.event() instanceof CallDecided one && one.recording() != null) {
                for (RecordedEvent<ServingEvent> served :
                        await(servings.history(tenant, one.decision()))) {
                    if (served.event() instanceof NoticeServed notice
                            && notice.controller().equals(one.controller())) {
                        table.add(notice(notice));
                    }
                }
            }
        }
    }

    private static ObjectNode notice(NoticeServed notice) {
        ObjectNode row = PartWriter.row();
        row.put("id", notice.serving().toString());
        row.put("decision", notice.decision().toString());
        row.put("notice", notice.notice());
        row.put("language", notice.language());
        row.put("servedAt", notice.servedAt().toString());
        row.put("answer", notice.answer() == null ? null : notice.answer().said().name());
        return row;
    }

    private static void links(
            List<RecordedEvent<ContactPermissionEvent>> history, PartWriter.Table table)
            throws IOException {
        for (RecordedEvent<ContactPermissionEvent> recorded : history) {
            if (recorded.event() instanceof SelfServiceLinkIssued one) {
                ObjectNode row = PartWriter.row();
                row.put("id", one.link().toString());
                one.scopes().forEach(scope -> row.withArray("scopes").add(scope.name()));
                row.put("issuedBy", one.issuedBy().value());
                row.put("issuedAt", one.at().toString());
                row.put("expiresAt", one.expiresAt().toString());
                table.add(row);
            }
        }
    }

    private static @Nullable String party(@Nullable PartyId party) {
        return party == null ? null : party.value();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
