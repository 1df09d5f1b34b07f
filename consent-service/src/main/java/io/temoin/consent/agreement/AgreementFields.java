// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.consent.agreement.domain.AgreementTerms;
import io.temoin.consent.agreement.domain.AtEnd;
import io.temoin.consent.agreement.domain.Instructions;
import io.temoin.consent.agreement.domain.ProcessingAgreement;
import io.temoin.consent.agreement.domain.SignedDocument;
import io.temoin.consent.agreement.domain.Transfer;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.rules.domain.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How agreements are written in requests and answers. */
final class AgreementFields {

    /** Whether the processor may engage another party (GDPR art. 28(2)). */
    public record SubProcessorDecision(
            @Schema(required = true, description = "Id of the sub-processor.")
                    @Nullable String party,
            @Schema(
                            required = true,
                            enumeration = {"AUTHORISED", "OBJECTED"})
                    @Nullable String judgement) {

        /** What a controller may decide. */
        enum Outcome {
            AUTHORISED,
            OBJECTED
        }
    }

    private static final Pattern WORD = Pattern.compile("[A-Z][A-Z0-9_]{0,62}");

    private AgreementFields() {}

    /** How far an agreement has come, by the clock of now. */
    public enum State {
        DRAFTED,
        ACTIVE,
        SUSPENDED,
        ENDED
    }

    /** What the processor is instructed to do; nothing else is allowed. */
    @Schema(
            name = "Instructions",
            requiredProperties = {"purposes", "countries"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record InstructionFields(
            @Schema(implementation = Purpose[].class) @Nullable List<@Nullable String> purposes,
            @Schema(description = "Whether any campaign is allowed; false by default.")
                    @Nullable Boolean allCampaigns,
            @Schema(description = "Campaigns it may call for, unless allCampaigns is true.")
                    @Nullable List<@Nullable String> campaigns,
            @Schema(description = "ISO 3166-1 codes of the countries it may call.")
                    @Nullable List<@Nullable String> countries) {}

    /** What was signed; kept elsewhere. */
    @Schema(
            name = "SignedDocument",
            requiredProperties = {"reference", "sha256"})
    public record Signed(@Nullable String reference, @Nullable String sha256) {}

    /** A transfer outside the Union. */
    @Schema(
            name = "AgreementTransfer",
            requiredProperties = {"country", "safeguard"})
    public record Transferred(@Nullable String country, @Nullable String safeguard) {}

    /** An agreement to be set out (GDPR art. 28(3)). */
    @Schema(name = "ProcessingAgreementRequest")
    public record Drafted(
            @Schema(required = true) @Nullable String controller,
            @Schema(required = true) @Nullable String processor,
            @Schema(required = true) @Nullable String subjectMatter,
            @Schema(required = true) @Nullable String nature,
            @Schema(required = true, examples = "[\"PHONE_NUMBER\"]")
                    @Nullable List<@Nullable String> dataTypes,
            @Schema(required = true, examples = "[\"PROSPECTS\"]")
                    @Nullable List<@Nullable String> subjectCategories,
            @Schema(required = true) @Nullable InstructionFields instructions,
            @Schema(description = "Sub-processors the processor may engage from the start.")
                    @Nullable List<@Nullable String> subProcessors,
            @Schema(required = true, format = "date-time", description = "Inclusive.")
                    @Nullable String validFrom,
            @Schema(
                            format = "date-time",
                            description = "Exclusive; absent if there is no end date.")
                    @Nullable String validUntil,
            @Schema(required = true) @Nullable String securityReference,
            @Nullable List<@Nullable Transferred> transfers,
            @Schema(
                            required = true,
                            enumeration = {"DELETE", "RETURN"},
                            description = "What happens to the data when the agreement ends.")
                    @Nullable String atEnd,
            @Schema(
                            description =
                                    "The processor that engages this one; absent if the controller"
                                            + " does.")
                    @Nullable String engagedBy) {}

    /** An agreement as of now. */
    @Schema(
            name = "ProcessingAgreement",
            requiredProperties = {
                "id",
                "controller",
                "processor",
                "state",
                "version",
                "subjectMatter",
                "nature",
                "dataTypes",
                "subjectCategories",
                "instructions",
                "subProcessors",
                "validFrom",
                "securityReference",
                "transfers",
                "atEnd"
            })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answer(
            UUID id,
            String controller,
            String processor,
            State state,
            @Schema(description = "Version of the instructions, counted from 1.") int version,
            String subjectMatter,
            String nature,
            List<String> dataTypes,
            List<String> subjectCategories,
            InstructionFields instructions,
            List<String> subProcessors,
            Instant validFrom,
            @Nullable Instant validUntil,
            @Schema(
                            description =
                                    "When it ends, whether agreed at the start or set later;"
                                            + " exclusive.")
                    @Nullable Instant endsAt,
            String securityReference,
            List<Transferred> transfers,
            AtEnd atEnd,
            @Nullable String engagedBy,
            @Nullable Signed document) {

        static Answer of(ProcessingAgreement agreement, Instant now) {
            AgreementTerms terms = agreement.terms();
            SignedDocument document = agreement.document();
            PartyId engagedBy = terms.engagedBy();
            return new Answer(
                    agreement.id(),
                    agreement.controller().value(),
                    agreement.processor().value(),
                    stateOf(agreement.state().name(), agreement.endsAt(), now),
                    agreement.version(),
                    terms.subjectMatter(),
                    terms.nature(),
                    terms.dataTypes(),
                    terms.subjectCategories(),
                    instructed(agreement.instructions()),
                    agreement.subProcessors().stream().map(PartyId::value).toList(),
                    terms.validFrom(),
                    terms.validUntil(),
                    agreement.endsAt(),
                    terms.securityReference(),
                    terms.transfers().stream()
                            .map(one -> new Transferred(one.country(), one.safeguard()))
                            .toList(),
                    terms.atEnd(),
                    engagedBy == null ? null : engagedBy.value(),
                    document == null ? null : new Signed(document.reference(), document.sha256()));
        }
    }

    /** That its time has passed is told by the clock, not by a stored flag. */
    static State stateOf(String stage, @Nullable Instant endsAt, Instant now) {
        return endsAt != null && !now.isBefore(endsAt) ? State.ENDED : State.valueOf(stage);
    }

    static AgreementTerms terms(Drafted said, Instant now) {
        return new AgreementTerms(
                PartyFields.line("/subjectMatter", said.subjectMatter()),
                PartyFields.line("/nature", said.nature()),
                words("/dataTypes", said.dataTypes()),
                words("/subjectCategories", said.subjectCategories()),
                RequestFields.term("/validFrom", said.validFrom(), now),
                said.validUntil() == null
                        ? null
                        : RequestFields.term("/validUntil", said.validUntil(), now),
                PartyFields.reference("/securityReference", said.securityReference()),
                each("/transfers", said.transfers(), AgreementFields::transfer),
                RequestFields.oneOf("/atEnd", said.atEnd(), AtEnd.class),
                RequestFields.optionalParty("/engagedBy", said.engagedBy()));
    }

    static List<PartyId> subProcessors(Drafted said) {
        return each("/subProcessors", said.subProcessors(), RequestFields::party);
    }

    static Instructions instructions(@Nullable InstructionFields said) {
        InstructionFields instructed = RequestFields.present("/instructions", said);
        return new Instructions(
                List.copyOf(
                        RequestFields.setOf(
                                "/instructions/purposes", instructed.purposes(), Purpose.class)),
                Boolean.TRUE.equals(instructed.allCampaigns()),
                each("/instructions/campaigns", instructed.campaigns(), RequestFields::code),
                each("/instructions/countries", instructed.countries(), PartyFields::country));
    }

    static @Nullable SignedDocument document(@Nullable Signed said) {
        return said == null
                ? null
                : new SignedDocument(
                        PartyFields.reference("/document/reference", said.reference()),
                        RequestFields.matching(
                                "/document/sha256",
                                said.sha256(),
                                SignedDocument::isHash,
                                "a SHA-256 hash, 64 hexadecimal digits"));
    }

    private static InstructionFields instructed(Instructions instructions) {
        return new InstructionFields(
                List.copyOf(instructions.purposes().stream().map(Purpose::name).toList()),
                instructions.allCampaigns(),
                List.copyOf(instructions.campaigns()),
                List.copyOf(instructions.countries()));
    }

    private static Transfer transfer(String pointer, @Nullable Transferred said) {
        Transferred transferred = RequestFields.present(pointer, said);
        return new Transfer(
                PartyFields.country(pointer + "/country", transferred.country()),
                RequestFields.code(pointer + "/safeguard", transferred.safeguard()));
    }

    private static List<String> words(String pointer, @Nullable List<@Nullable String> said) {
        return each(
                pointer,
                RequestFields.present(pointer, said),
                (at, text) ->
                        RequestFields.matching(
                                at,
                                text,
                                one -> WORD.matcher(one).matches(),
                                "a word in UPPER_SNAKE_CASE"));
    }

    /** Each element by its own pointer; none when the field is absent. */
    private static <S, T> List<T> each(
            String pointer,
            @Nullable List<@Nullable S> said,
            BiFunction<String, @Nullable S, T> read) {
        List<T> all = new ArrayList<>();
        if (said != null) {
            for (int i = 0; i < said.size(); i++) {
                all.add(read.apply(pointer + "/" + i, said.get(i)));
            }
        }
        return all;
    }
}
