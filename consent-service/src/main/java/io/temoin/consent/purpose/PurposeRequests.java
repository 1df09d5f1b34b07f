// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

import io.temoin.consent.purpose.domain.ActivationGrounds;
import io.temoin.consent.purpose.domain.ActivationGrounds.ImpactAssessment;
import io.temoin.consent.purpose.domain.LegalBasis;
import io.temoin.consent.purpose.domain.PurposeCode;
import io.temoin.consent.purpose.domain.PurposeTerms;
import io.temoin.consent.purpose.domain.SamplingBudget;
import io.temoin.consent.purpose.domain.Transfer;
import io.temoin.consent.purpose.domain.Transfer.Safeguard;
import io.temoin.consent.requests.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is asked about purposes, and how it is read. */
final class PurposeRequests {

    private static final Pattern REFERENCE = Pattern.compile("[^\\p{Cntrl}]{1,200}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern ARTICLE9 = Pattern.compile("9\\(2\\)\\([a-j]\\)");
    private static final int MOST = 50;

    /** A purpose of the catalogue, with the controller's terms. */
    @Schema(name = "PurposeDeclaration")
    record Declaration(
            @Schema(required = true, description = "Must be the caller's own party.")
                    @Nullable String controller,
            @Schema(required = true, examples = "QUALITY") @Nullable String purpose,
            @Schema(required = true) @Nullable Terms terms) {}

    /** New terms. */
    @Schema(name = "PurposeRevision")
    record Revision(
            @Schema(required = true) @Nullable String controller,
            @Schema(required = true, description = "The revision the caller last saw.")
                    @Nullable Integer replaces,
            @Schema(required = true) @Nullable Terms terms) {}

    /** What processing for the purpose rests on. */
    @Schema(name = "PurposeActivation")
    record Activation(
            @Schema(required = true) @Nullable String controller,
            @Schema(description = "Reference of the balancing test of a legitimate interest.")
                    @Nullable String balancingTestId,
            @Nullable Assessment impactAssessment,
            @Schema(
                            description = "The exception for special categories of data.",
                            examples = "9(2)(h)")
                    @Nullable String article9,
            @Schema(description = "For a purpose based on consent: the notice that informs people.")
                    @Nullable String noticeId) {}

    /** The end of a purpose. */
    @Schema(name = "PurposeRetirement")
    record Retirement(
            @Schema(required = true) @Nullable String controller,
            @Schema(description = "The controller's own code.") @Nullable String reason) {}

    /** What a controller declares. */
    @Schema(name = "PurposeTermsRequest")
    record Terms(
            @Schema(required = true, implementation = LegalBasis.class) @Nullable String legalBasis,
            @Schema(description = "ISO 8601 period.", examples = "P3M") @Nullable String keepFor,
            @Schema(description = "Legal text for a period the catalogue does not cover.")
                    @Nullable String keepingReference,
            @Schema(description = "Categories of recipients, as codes.")
                    @Nullable List<@Nullable String> recipients,
            @Nullable List<@Nullable TransferRequest> transfers,
            @Schema(
                            description =
                                    "Only for purposes for which the catalogue provides that calls"
                                            + " are sampled.")
                    @Nullable Budget sampling) {}

    /** Data goes to, or is seen from, a third country. */
    @Schema(name = "TransferRequest")
    record TransferRequest(
            @Schema(required = true, examples = "MA") @Nullable String country,
            @Schema(required = true, implementation = Safeguard.class)
                    @Nullable String safeguard) {}

    /** A share of the calls, below 100, and a number in a month. */
    @Schema(name = "SamplingBudgetRequest")
    record Budget(@Schema(required = true) @Nullable Integer percent, @Nullable Integer perMonth) {}

    /** A validated impact assessment. */
    @Schema(name = "ImpactAssessmentRequest")
    record Assessment(
            @Schema(required = true) @Nullable String reference,
            @Schema(required = true, format = "date") @Nullable String validatedOn) {}

    private PurposeRequests() {}

    static PurposeCode code(String pointer, @Nullable String text) {
        return new PurposeCode(
                RequestFields.matching(
                        pointer, text, PurposeCode::isOne, "a purpose code such as QUALITY"));
    }

    static PurposeTerms terms(@Nullable Terms written) {
        Terms terms = RequestFields.present("/terms", written);
        String keepFor = terms.keepFor();
        return new PurposeTerms(
                RequestFields.oneOf("/terms/legalBasis", terms.legalBasis(), LegalBasis.class),
                keepFor == null ? null : RequestFields.period("/terms/keepFor", keepFor),
                reference("/terms/keepingReference", terms.keepingReference()),
                recipients(terms.recipients()),
                transfers(terms.transfers()),
                budget(terms.sampling()));
    }

    static ActivationGrounds grounds(Activation written) {
        String article9 = written.article9();
        return new ActivationGrounds(
                RequestFields.optionalCode("/balancingTestId", written.balancingTestId()),
                assessment(written.impactAssessment()),
                article9 == null
                        ? null
                        : RequestFields.matching(
                                "/article9",
                                article9,
                                text -> ARTICLE9.matcher(text).matches(),
                                "an exception such as 9(2)(h)"),
                RequestFields.optionalCode("/noticeId", written.noticeId()));
    }

    private static @Nullable ImpactAssessment assessment(@Nullable Assessment written) {
        if (written == null) {
            return null;
        }
        return new ImpactAssessment(
                RequestFields.code("/impactAssessment/reference", written.reference()),
                RequestFields.date("/impactAssessment/validatedOn", written.validatedOn()));
    }

    private static List<String> recipients(@Nullable List<@Nullable String> written) {
        List<String> recipients = new ArrayList<>();
        for (String recipient : few("/terms/recipients", written)) {
            recipients.add(RequestFields.code("/terms/recipients/" + recipients.size(), recipient));
        }
        return recipients;
    }

    private static List<Transfer> transfers(@Nullable List<@Nullable TransferRequest> written) {
        List<Transfer> transfers = new ArrayList<>();
        for (TransferRequest one : few("/terms/transfers", written)) {
            String pointer = "/terms/transfers/" + transfers.size();
            TransferRequest transfer = RequestFields.present(pointer, one);
            transfers.add(
                    new Transfer(
                            RequestFields.matching(
                                    pointer + "/country",
                                    transfer.country(),
                                    text -> COUNTRY.matcher(text).matches(),
                                    "two capital letters (ISO 3166-1)"),
                            RequestFields.oneOf(
                                    pointer + "/safeguard",
                                    transfer.safeguard(),
                                    Safeguard.class)));
        }
        return transfers;
    }

    private static @Nullable SamplingBudget budget(@Nullable Budget written) {
        if (written == null) {
            return null;
        }
        int percent = RequestFields.present("/terms/sampling/percent", written.percent());
        Integer perMonth = written.perMonth();
        if (percent < 0 || percent > SamplingBudget.SYSTEMATIC) {
            throw RequestFields.refused(
                    "/terms/sampling/percent", "out-of-range", "Expected 0 to 99.");
        }
        if (perMonth != null && perMonth < 0) {
            throw RequestFields.refused(
                    "/terms/sampling/perMonth", "out-of-range", "Expected 0 or more.");
        }
        return new SamplingBudget(percent, perMonth);
    }

    private static @Nullable String reference(String pointer, @Nullable String text) {
        return text == null
                ? null
                : RequestFields.impersonal(
                        pointer,
                        text,
                        written -> REFERENCE.matcher(written).matches(),
                        "1 to 200 characters on one line");
    }

    private static <T extends @Nullable Object> List<T> few(
            String pointer, @Nullable List<T> written) {
        if (written == null) {
            return List.of();
        }
        if (written.size() > MOST) {
            throw RequestFields.refused(pointer, "too-many", "Expected at most " + MOST + ".");
        }
        return written;
    }
}
