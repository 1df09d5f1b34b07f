// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.consent.purpose.domain.LegalBasis;
import io.temoin.consent.recording.domain.KeepingBound;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A record of processing activities (GDPR art. 30). Nobody types one: it says what the records of
 * parties and agreements, the declared purposes and the rules say at the moment it is asked for.
 *
 * @param activities of a controller (art. 30(1)); none in a processor's record
 * @param kept what the suite keeps for a controller beside that, to prove what was done and to
 *     answer people; none in a processor's
 * @param mandates of a processor (art. 30(2)), those of each controller; none in a controller's
 * @param measures of the suite itself (art. 30(1)(g), 30(2)(d))
 */
@Schema(
        name = "ProcessingRecord",
        requiredProperties = {"party", "generatedAt", "activities", "kept", "mandates", "measures"})
public record ProcessingRecord(
        NamedParty party,
        Instant generatedAt,
        List<Activity> activities,
        List<KeptBySuite> kept,
        List<ControllersMandate> mandates,
        List<SecurityMeasure> measures) {

    /**
     * A party as art. 30 wants it named.
     *
     * @param dpo how its data protection officer is reached
     * @param security where its security measures are described (art. 30(1)(g), 30(2)(d))
     */
    @Schema(requiredProperties = {"id"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NamedParty(
            String id,
            @Nullable String legalName,
            @Nullable String country,
            @Nullable String contact,
            @Nullable String dpo,
            @Nullable String representative,
            @Nullable String security) {}

    /**
     * What is done for one purpose (art. 30(1)(b)).
     *
     * @param purpose its code in the catalogue
     * @param names by language
     * @param declaration what the controller declared; absent where it only instructs a processor,
     *     which is to be put in order: it processes for a purpose it has not declared
     * @param recipients who does it on the controller's behalf (art. 30(1)(d))
     * @param transfers outside the Union, with their safeguards (art. 30(1)(e))
     * @param erasure time limits (art. 30(1)(f)), the controller's own first
     */
    @Schema(
            name = "ProcessingActivity",
            requiredProperties = {
                "purpose",
                "names",
                "dataTypes",
                "subjectCategories",
                "recipients",
                "transfers",
                "erasure"
            })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Activity(
            String purpose,
            Map<String, String> names,
            @Nullable Declaration declaration,
            List<String> dataTypes,
            List<String> subjectCategories,
            List<RecordedAgreement> recipients,
            List<String> transfers,
            List<ErasureLimit> erasure) {}

    /**
     * What the suite keeps by itself (GDPR art. 5(2), 7(1), 12, 21(3)), whatever was declared.
     *
     * @param purpose its code in the catalogue
     * @param names by language
     * @param erasure time limits (art. 30(1)(f)); none where the controller has laid down none
     */
    @Schema(
            name = "KeptBySuite",
            requiredProperties = {"purpose", "names", "dataTypes", "subjectCategories", "erasure"})
    public record KeptBySuite(
            String purpose,
            Map<String, String> names,
            List<String> dataTypes,
            List<String> subjectCategories,
            List<ErasureLimit> erasure) {}

    /** How far the controller has come with a purpose. */
    public enum State {
        /** Nothing is processed for it yet. */
        DECLARED,
        /** Processing goes on. */
        ACTIVE
    }

    /**
     * What the controller declared of a purpose.
     *
     * @param revision of its terms
     * @param recipients categories of recipients, as codes (art. 30(1)(d))
     */
    @Schema(
            name = "RecordedDeclaration",
            requiredProperties = {"state", "revision", "legalBasis", "recipients"})
    public record Declaration(
            State state, int revision, LegalBasis legalBasis, List<String> recipients) {}

    /** An agreement, by those who are part of it. */
    @Schema(
            name = "RecordedAgreement",
            requiredProperties = {"agreement", "processor", "state", "security"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RecordedAgreement(
            UUID agreement,
            NamedParty processor,
            @Nullable String engagedBy,
            @Schema(enumeration = {"DRAFTED", "ACTIVE", "SUSPENDED"}) String state,
            @Nullable Instant endsAt,
            String security) {}

    /**
     * How long something is kept.
     *
     * @param ruleSet the law that says so; absent of the period the controller declared
     * @param keepFor ISO 8601
     * @param bound whether that is a maximum, a minimum or both
     * @param from what it runs from; absent where nothing is kept
     * @param source the text it rests on
     * @param laidDown the retention policy that says so, if one does
     */
    @Schema(
            name = "ErasureLimit",
            requiredProperties = {"jurisdictions", "keepFor", "bound", "source"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ErasureLimit(
            @Nullable String ruleSet,
            List<String> jurisdictions,
            @Schema(type = SchemaType.STRING) String keepFor,
            KeepingBound bound,
            @Nullable String from,
            String source,
            @Nullable LaidDownLimit laidDown) {}

    /**
     * The retention policy that lays a limit down, beside the law: active at retention-service.
     *
     * @param controller whose it is; absent for one of the whole tenant
     * @param campaign the only one it applies to; absent for all
     */
    @Schema(
            name = "LaidDownLimit",
            requiredProperties = {"policy", "version", "validFrom"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LaidDownLimit(
            UUID policy,
            int version,
            @Nullable String controller,
            @Nullable String campaign,
            LocalDate validFrom) {}

    /** What a processor does for one controller. */
    @Schema(
            name = "ControllersMandate",
            requiredProperties = {
                "controller",
                "agreement",
                "state",
                "nature",
                "purposes",
                "dataTypes",
                "subjectCategories",
                "transfers",
                "subProcessors",
                "security"
            })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ControllersMandate(
            NamedParty controller,
            UUID agreement,
            @Nullable String engagedBy,
            @Schema(enumeration = {"DRAFTED", "ACTIVE", "SUSPENDED"}) String state,
            String nature,
            List<String> purposes,
            List<String> dataTypes,
            List<String> subjectCategories,
            List<String> transfers,
            List<NamedParty> subProcessors,
            String security) {}
}
