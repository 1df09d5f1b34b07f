// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import static io.temoin.retention.register.domain.ItemKind.CALL_ATTEMPT;
import static io.temoin.retention.register.domain.ItemKind.CALL_DECISION;
import static io.temoin.retention.register.domain.ItemKind.CONSENT_PROOF;
import static io.temoin.retention.register.domain.ItemKind.EVIDENCE;
import static io.temoin.retention.register.domain.ItemKind.EXPORT;
import static io.temoin.retention.register.domain.ItemKind.NOTICE_SERVED;
import static io.temoin.retention.register.domain.ItemKind.PREFERENCE;
import static io.temoin.retention.register.domain.ItemKind.SELF_SERVICE_LINK;
import static io.temoin.retention.register.domain.ItemKind.SHEET;
import static io.temoin.retention.register.domain.ItemKind.SUPPRESSION;
import static io.temoin.retention.register.domain.ItemKind.TRANSCRIPT;

import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.register.domain.EndedByPerson;
import io.temoin.retention.register.domain.GoneItem;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.ItemsRegistered;
import io.temoin.retention.register.domain.ProlongedItem;
import io.temoin.retention.register.domain.RegisterProblem;
import io.temoin.retention.register.domain.RegisteredItem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the events of other services which items there are. What cannot be understood is
 * refused, never guessed: the message is then parked.
 */
public final class ItemEventReader {

    private static final int VERSION = 1;

    /** A call counts towards the cap for 30 days (C. conso. D223-9), whatever a policy says. */
    private static final int CAP_DAYS = 30;

    private static final ItemsRegistered NOTHING = new ItemsRegistered(List.of(), List.of());

    private final ZoneId zone;

    /**
     * A reader.
     *
     * @param zone in which days are counted
     */
    public ItemEventReader(ZoneId zone) {
        this.zone = zone;
    }

    /** The items that an event tells of; none for another event. */
    public ItemsRegistered read(ReceivedEvent event) {
        try {
            JsonFields data = event.fields();
            return switch (event.service() + "." + event.type()) {
                case "consent.ConsentGiven" -> one(event, consent(data));
                case "consent.CallDecided" -> decided(event, data);
                case "consent.CallAttempted" -> one(event, attempted(data));
                case "consent.NoticeServed" -> one(event, served(data));
                case "consent.PreferencesStated" ->
                        one(event, ofPerson(PREFERENCE, "statement", "statedAt", data));
                case "consent.SelfServiceLinkIssued" ->
                        one(event, ofPerson(SELF_SERVICE_LINK, "link", "expiresAt", data));
                case "consent.MarketingObjectionRecorded" -> objected(event, data);
                case "consent.ConsentWithdrawn" ->
                        one(event, ended(data, Purpose.PROSPECTING_CALL));
                case "recording.SheetCreated" ->
                        one(event, document(SHEET, List.of(Purpose.ANALYSIS_SHEET.name()), data));
                case "recording.TranscriptCreated" ->
                        one(event, document(TRANSCRIPT, data.texts("purposes"), data));
                case "recording.DocumentDestroyed" -> destroyed(event, data);
                case "audit.ExportRequested" -> one(event, ofTrail(EXPORT, "export", event));
                case "audit.EvidenceHandedOut" -> one(event, ofTrail(EVIDENCE, "evidence", event));
                default -> NOTHING;
            };
        } catch (JsonFields.Unreadable missing) {
            throw RegisterProblem.unreadable(missing.field());
        } catch (IllegalArgumentException | DateTimeException _) {
            throw RegisterProblem.unreadable("a member of it");
        }
    }

    private static ItemsRegistered one(ReceivedEvent event, RegisteredItem item) {
        requireVersion(event);
        return new ItemsRegistered(List.of(item), List.of());
    }

    private static void requireVersion(ReceivedEvent event) {
        if (event.version() != VERSION) {
            throw RegisterProblem.unreadable(event.type() + " in version " + event.version());
        }
    }

    /** What was ordered is confirmed for the whole batch; the rest went with its recording. */
    private static ItemsRegistered destroyed(ReceivedEvent event, JsonFields data) {
        requireVersion(event);
        return data.has("batch")
                ? NOTHING
                : new ItemsRegistered(
                        List.of(),
                        List.of(),
                        List.of(
                                new GoneItem(
                                        data.uuid("document"),
                                        data.read("kind", ItemEventReader::document),
                                        data.instant("at"))));
    }

    private static ItemKind document(String kind) {
        return switch (kind) {
            case "SHEET" -> SHEET;
            case "TRANSCRIPT" -> TRANSCRIPT;
            default -> throw new IllegalArgumentException("no document is a " + kind);
        };
    }

    private static ItemsRegistered one(ReceivedEvent event, EndedByPerson ended) {
        requireVersion(event);
        return new ItemsRegistered(List.of(), List.of(), List.of(), List.of(ended));
    }

    /** Nothing is kept for direct marketing after that (GDPR art. 21(3)). */
    private static ItemsRegistered objected(ReceivedEvent event, JsonFields data) {
        return new ItemsRegistered(
                one(event, ofPerson(SUPPRESSION, "objection", "statedAt", data)).items(),
                List.of(),
                List.of(),
                List.of(ended(data, Purpose.PROSPECTING_CALL, Purpose.PROSPECT_FILE)));
    }

    private static EndedByPerson ended(JsonFields data, Purpose... purposes) {
        return new EndedByPerson(
                data.text("controller"),
                data.text("subject"),
                Stream.of(purposes).map(Purpose::name).toList(),
                data.instant("statedAt"));
    }

    private RegisteredItem consent(JsonFields data) {
        @Nullable Instant keptUntil = data.optional("proofKeptUntil", Instant::parse);
        return new RegisteredItem(
                data.uuid("consent"),
                CONSENT_PROOF,
                data.text("controller"),
                data.optional("processor"),
                null,
                data.text("subject"),
                null,
                data.texts("purposes"),
                List.of(Purpose.CONSENT_EVIDENCE.name()),
                data.instant("collectedAt"),
                keptUntil == null ? null : dayOf(keptUntil));
    }

    /** The decision, and the consents that it rests on and that are proven for longer since. */
    private ItemsRegistered decided(ReceivedEvent event, JsonFields data) {
        List<String> purposes = List.of(data.text("purpose"));
        Instant at = data.instant("at");
        RegisteredItem decision =
                new RegisteredItem(
                        data.uuid("decision"),
                        CALL_DECISION,
                        data.text("controller"),
                        data.optional("processor"),
                        data.optional("campaign"),
                        data.text("subject"),
                        null,
                        purposes,
                        purposes,
                        at,
                        dayOf(at).plusDays(CAP_DAYS));
        List<ProlongedItem> prolonged =
                data.has("proofs")
                        ? data.objects("proofs").stream()
                                .filter(proof -> proof.has("consent"))
                                .map(this::prolonged)
                                .toList()
                        : List.of();
        return new ItemsRegistered(one(event, decision).items(), prolonged);
    }

    private ProlongedItem prolonged(JsonFields proof) {
        return new ProlongedItem(
                proof.uuid("consent"), CONSENT_PROOF, dayOf(proof.instant("keptUntil")));
    }

    private RegisteredItem attempted(JsonFields data) {
        List<String> purposes = List.of(data.text("purpose"));
        Instant at = data.instant("attemptedAt");
        return new RegisteredItem(
                data.uuid("attempt"),
                CALL_ATTEMPT,
                data.text("controller"),
                data.optional("processor"),
                null,
                data.text("subject"),
                data.uuid("decision"),
                purposes,
                purposes,
                at,
                dayOf(at).plusDays(CAP_DAYS));
    }

    /** What it was about, the decision says. */
    private static RegisteredItem served(JsonFields data) {
        return new RegisteredItem(
                data.uuid("serving"),
                NOTICE_SERVED,
                data.text("controller"),
                data.optional("processor"),
                null,
                data.text("subject"),
                data.uuid("decision"),
                List.of(),
                List.of(),
                data.instant("servedAt"),
                null);
    }

    /** What a person has with a controller, and no processor. */
    private static RegisteredItem ofPerson(
            ItemKind kind, String id, String startedAt, JsonFields data) {
        return new RegisteredItem(
                data.uuid(id),
                kind,
                data.text("controller"),
                null,
                null,
                data.text("subject"),
                null,
                List.of(),
                List.of(purposeOf(kind).name()),
                data.instant(startedAt),
                null);
    }

    private static Purpose purposeOf(ItemKind kind) {
        return switch (kind) {
            case PREFERENCE -> Purpose.PROSPECT_FILE;
            case SUPPRESSION -> Purpose.SUPPRESSION;
            case SELF_SERVICE_LINK, EXPORT, EVIDENCE -> Purpose.SECURITY_LOG;
            case REQUEST -> Purpose.DSR_FILE;
            case SHEET -> Purpose.ANALYSIS_SHEET;
            case CONSENT_PROOF -> Purpose.CONSENT_EVIDENCE;
            case CALL_DECISION, CALL_ATTEMPT, NOTICE_SERVED, TRANSCRIPT ->
                    throw new IllegalArgumentException("the event names the purposes of " + kind);
        };
    }

    private static RegisteredItem document(ItemKind kind, List<String> keptFor, JsonFields data) {
        return new RegisteredItem(
                data.uuid("document"),
                kind,
                data.text("controller"),
                data.optional("processor"),
                null,
                data.text("subject"),
                data.optional("decision", UUID::fromString),
                data.texts("purposes"),
                keptFor,
                data.instant("createdAt"),
                null);
    }

    /** An extract belongs to the organisation that took it, and starts when it was asked for. */
    private static RegisteredItem ofTrail(ItemKind kind, String id, ReceivedEvent event) {
        JsonFields data = event.fields();
        String organisation =
                data.has("scope")
                        ? data.object("scope").text("organisation")
                        : event.actor().organisation();
        return new RegisteredItem(
                data.uuid(id),
                kind,
                organisation,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(purposeOf(kind).name()),
                event.time(),
                null);
    }

    private LocalDate dayOf(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }
}
