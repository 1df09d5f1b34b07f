// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.temoin.consent.agreement.domain.PartyProfile;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.AgeDeclaration;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.ConsentField;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRectified;
import io.temoin.consent.permission.domain.PositiveAct;
import io.temoin.consent.permission.domain.RectifiedConsent;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.eventsourcing.store.EventCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A consent record in the terms of ISO/IEC TS 27560:2023, with what a consent to be called adds;
 * JSON-LD with its context inside, so that reading it needs no network. The person appears by
 * pseudonym. {@code contracts/consent-record} holds the JSON Schema.
 *
 * <p>The same record is always written as the same bytes: the order of the fields is this one.
 *
 * @param consentStatus what has become of the consent; absent in a receipt, which speaks of the
 *     moment it was given
 * @param rectifications what was put right since; absent if nothing was
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ConsentRecord")
public record ConsentDocument(
        @JsonProperty("@context") @Schema(type = SchemaType.OBJECT) Map<String, Object> context,
        @JsonProperty("@id") String node,
        @JsonProperty("@type") String type,
        String schemaVersion,
        String recordId,
        @Nullable String receiptId,
        String piiPrincipalId,
        String tenant,
        @Nullable String consentStatus,
        Processing piiProcessing,
        List<Party> partyIdentification,
        List<Event> events,
        CallEvidence callEvidence,
        @Nullable List<RectificationEntry> rectifications) {

    static final String SCHEMA_VERSION = "ISO/IEC TS 27560:2023; temoin 1";
    static final Map<String, Object> CONTEXT = embedded();

    private static final Map<Purpose, String> PURPOSES =
            Map.of(
                    Purpose.PROSPECTING_CALL, "dpv:DirectMarketing",
                    Purpose.QUALITY, "dpv:CustomerCare",
                    Purpose.TRAINING, "dpv:PersonnelManagement",
                    Purpose.EVALUATION, "dpv:PersonnelManagement");

    /** The same about parties of whom more is known. */
    ConsentDocument with(List<Party> named) {
        return new ConsentDocument(
                context,
                node,
                type,
                schemaVersion,
                recordId,
                receiptId,
                piiPrincipalId,
                tenant,
                consentStatus,
                piiProcessing,
                named,
                events,
                callEvidence,
                rectifications);
    }

    /** The same of a consent of which something was put right, if something was. */
    ConsentDocument rectified(@Nullable List<RectificationEntry> entries) {
        return new ConsentDocument(
                context,
                node,
                type,
                schemaVersion,
                recordId,
                receiptId,
                piiPrincipalId,
                tenant,
                consentStatus,
                piiProcessing,
                partyIdentification,
                events,
                callEvidence,
                entries);
    }

    /** What the personal data is used for, by whom, and how to end it. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConsentRecordProcessing")
    public record Processing(
            String privacyNotice,
            @Nullable Instant noticeServedAt,
            @Nullable String language,
            List<PurposeEntry> purposes,
            List<PersonalDataEntry> piiInformation,
            List<String> piiControllers,
            List<String> recipientThirdParties,
            Channel collectionMethod,
            @Nullable String collectionPoint,
            List<String> storageLocations,
            Instant proofKeptUntil,
            String jurisdiction,
            String ruleSet,
            List<String> withdrawalMethod,
            @Nullable String privacyRights) {}

    /** One purpose the person agreed to. */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "ConsentRecordPurpose")
    public record PurposeEntry(Purpose purpose, String purposeType, String lawfulBasis) {
        static PurposeEntry of(Purpose purpose) {
            return new PurposeEntry(
                    purpose, PURPOSES.getOrDefault(purpose, "dpv:Purpose"), "eu-gdpr:A6-1-a");
        }
    }

    /** One kind of personal data. */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "ConsentRecordPersonalData")
    public record PersonalDataEntry(String piiType) {}

    /**
     * A party. Who it is in full is told by a record, for as much as is known now, and not by a
     * receipt.
     *
     * @param partyAddress postal address, in one line
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConsentRecordParty")
    public record Party(
            String partyId,
            String partyType,
            String partyRole,
            @Nullable String partyName,
            @Nullable String partyCountry,
            @Nullable String partyAddress,
            @Nullable String partyEmail,
            @Nullable String partyPhone) {

        static Party of(PartyId id, String role) {
            return new Party(id.value(), "ORGANISATION", role, null, null, null, null, null);
        }

        Party named(PartyProfile profile) {
            return new Party(
                    partyId,
                    partyType,
                    partyRole,
                    profile.legalName(),
                    profile.country(),
                    profile.contact().postalAddress(),
                    profile.contact().email(),
                    profile.contact().telephone());
        }
    }

    /** What happened to the consent. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConsentRecordEvent")
    public record Event(
            Instant eventTime,
            @Nullable Instant validUntil,
            @Nullable String validityDuration,
            String entityId,
            String eventType,
            String eventState) {}

    /** What shows that the person agreed. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConsentRecordEvidence")
    public record CallEvidence(
            String wordingVersion,
            @Nullable String wordingHash,
            RecordedMentions mentions,
            PositiveAct positiveAct,
            @Nullable Boolean tied,
            @Nullable Boolean preTicked,
            @Nullable AgeDeclaration ageDeclaration,
            @Nullable String callId,
            @Nullable Segment audioSegment,
            Reference evidence,
            Collector collector,
            @Nullable String object,
            @Nullable Instant exactSlot) {}

    /** The mandatory mentions (C. conso. R223-1). */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "ConsentRecordMentions")
    public record RecordedMentions(
            boolean professionalAndGoods,
            boolean choice,
            boolean period,
            boolean withdrawal,
            boolean proofAccess) {}

    /** A stretch of a recording. */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "ConsentRecordSegment")
    public record Segment(String recording, long startMs, long endMs) {}

    /** Where the proof lies. */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "ConsentRecordReference")
    public record Reference(String kind, String reference) {}

    /**
     * Something was put right (GDPR art. 16).
     *
     * @param values what is right; only in a receipt, whose other members are as they were given
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConsentRecordRectification")
    public record RectificationEntry(
            Instant rectifiedAt, List<ConsentField> fields, @Nullable List<RectifiedEntry> values) {

        static @Nullable List<RectificationEntry> of(RectifiedConsent consent) {
            return entries(consent, false);
        }

        static @Nullable List<RectificationEntry> withValues(RectifiedConsent consent) {
            return entries(consent, true);
        }

        private static @Nullable List<RectificationEntry> entries(
                RectifiedConsent consent, boolean withValues) {
            return consent.rectifications().isEmpty()
                    ? null
                    : consent.rectifications().stream()
                            .map(
                                    one ->
                                            new RectificationEntry(
                                                    one.at(),
                                                    one.fields(),
                                                    withValues ? RectifiedEntry.of(one) : null))
                            .toList();
        }
    }

    /**
     * What is right of one field.
     *
     * @param value absent if there is nothing of the kind, or it was destroyed
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConsentRecordRectifiedField")
    public record RectifiedEntry(ConsentField field, @Nullable String value) {
        static List<RectifiedEntry> of(ConsentRectified one) {
            return one.fields().stream()
                    .map(field -> new RectifiedEntry(field, RectifiedConsent.text(one, field)))
                    .toList();
        }
    }

    /** Who collected the consent, for whom. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConsentRecordCollector")
    public record Collector(
            @Nullable String agentId, @Nullable String processorId, String controllerId) {}

    /** The one form in which it is handed out and signed: UTF-8 JSON. */
    byte[] bytes() {
        try {
            return EventCodec.JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a record can be written as JSON", failure);
        }
    }

    private static Map<String, Object> embedded() {
        try (InputStream file =
                ConsentDocument.class.getResourceAsStream("/consent-record/context.json")) {
            return EventCodec.JSON.readValue(
                    Objects.requireNonNull(file), new TypeReference<Map<String, Object>>() {});
        } catch (IOException failure) {
            throw new UncheckedIOException("the JSON-LD context is on the class path", failure);
        }
    }
}
