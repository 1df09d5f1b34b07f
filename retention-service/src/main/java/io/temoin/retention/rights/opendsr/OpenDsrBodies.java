// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.temoin.retention.rights.opendsr.domain.OpenDsrOutcome;
import io.temoin.retention.rights.opendsr.domain.OpenDsrState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is sent by OpenDSR 2.0, with the names that it has there. */
final class OpenDsrBodies {

    static final String VERSION = "2.0";
    static final String GDPR = "gdpr";
    static final String PHONE_NUMBER = "phone_number";
    static final String RAW = "raw";
    static final int MOST_CALLBACKS = 5;

    private OpenDsrBodies() {}

    /**
     * A request (section 7.1.1), as it was read.
     *
     * @param submittedTime when the person asked
     * @param extensions never set here; what this service's own says is read apart
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "OpenDsrRequest", description = "OpenDSR 2.0 section 7.1.1.")
    record Submission(
            @Schema(
                            required = true,
                            enumeration = {GDPR},
                            description = "The regulation under which the person asks.")
                    String regulation,
            @Schema(
                            required = true,
                            description = "A UUID, version 4, that the sender made for it.")
                    UUID subjectRequestId,
            @Schema(
                            required = true,
                            enumeration = {"access", "portability", "erasure", "rectification"},
                            description =
                                    "What the person asks for; rectification is not in OpenDSR"
                                            + " 2.0.")
                    String subjectRequestType,
            @Schema(
                            required = true,
                            description =
                                    "When the person asked; the legal deadline counts from then.")
                    Instant submittedTime,
            @Schema(required = true, minItems = 1, maxItems = 1) List<Identity> subjectIdentities,
            @Schema(
                            pattern = "^2\\.[0-9]{1,3}$",
                            description = "The version of OpenDSR; 2.0 if omitted.")
                    @Nullable String apiVersion,
            @Schema(
                            maxItems = MOST_CALLBACKS,
                            description =
                                    "Where to report changes of the status: addresses that the"
                                            + " operator allows for the organisation that sends it.")
                    @Nullable List<String> statusCallbackUrls,
            @Schema(
                            type = SchemaType.OBJECT,
                            description =
                                    "By the domain of a processor. Under this service's own, a"
                                            + " processor names the controller: {\"controller\":"
                                            + " \"rhone-telecom\"}. Those of others are not read.")
                    @Nullable Map<String, Object> extensions) {

        @Override
        public String toString() {
            return "Submission[subjectRequestId=" + subjectRequestId + ", redacted]";
        }
    }

    /** How the person is known (section 5.3). */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @Schema(name = "OpenDsrIdentity", description = "OpenDSR 2.0 section 5.3.")
    record Identity(
            @Schema(
                            required = true,
                            enumeration = {PHONE_NUMBER},
                            description = "People are found by their phone number only.")
                    String identityType,
            @Schema(
                            required = true,
                            minLength = 1,
                            maxLength = 40,
                            description =
                                    "The number, which leads to the pseudonym and is not stored.")
                    String identityValue,
            @Schema(
                            required = true,
                            enumeration = {RAW})
                    String identityFormat) {

        @Override
        public String toString() {
            return "Identity[redacted]";
        }
    }

    /**
     * That a request was received (section 7.3).
     *
     * @param encodedRequest the body that was received, in Base64
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @Schema(
            name = "OpenDsrReceipt",
            description = "OpenDSR 2.0 section 7.3; its signature is in X-OpenDSR-Signature.")
    record Receipt(
            String controllerId,
            Instant expectedCompletionTime,
            Instant receivedTime,
            @Schema(
                            description =
                                    "The body of the request in Base64. It holds the number:"
                                            + " neither log nor store it.")
                    String encodedRequest,
            UUID subjectRequestId) {

        @Override
        public String toString() {
            return "Receipt[subjectRequestId=" + subjectRequestId + ", redacted]";
        }
    }

    /** What became of a request (section 8.3). */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @Schema(name = "OpenDsrStatus", description = "OpenDSR 2.0 section 8.3.")
    record Status(
            String controllerId,
            Instant expectedCompletionTime,
            UUID subjectRequestId,
            @Schema(enumeration = {"pending", "in_progress", "completed", "cancelled"})
                    String requestStatus,
            String apiVersion,
            @Schema(
                            type = SchemaType.OBJECT,
                            description =
                                    "Under this service's own domain: the request at the rights"
                                            + " desk and, once it has ended, whether it was"
                                            + " GRANTED, PARTIALLY_GRANTED, REFUSED or"
                                            + " WITHDRAWN.")
                    Map<String, Extension> extensions) {}

    /**
     * That a request was cancelled (section 9.2).
     *
     * @param receivedTime when it was, the first time
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @Schema(
            name = "OpenDsrCancellation",
            description = "OpenDSR 2.0 section 9.2; its signature is in X-OpenDSR-Signature.")
    record Cancellation(
            String controllerId, Instant receivedTime, UUID subjectRequestId, String apiVersion) {}

    /**
     * What the protocol has no member for.
     *
     * @param request its id at the rights desk
     * @param outcome how it ended; absent while it is open
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "OpenDsrExtension")
    record Extension(UUID request, @Nullable OpenDsrOutcome outcome) {}

    /** That the status of a request has changed (section 8.6). */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record StatusCallback(
            String controllerId,
            Instant expectedCompletionTime,
            String statusCallbackUrl,
            UUID subjectRequestId,
            String requestStatus,
            Map<String, Extension> extensions) {

        static StatusCallback of(
                OpenDsrStore.ChangedRequest changed,
                String url,
                OpenDsrState state,
                String domain) {
            return new StatusCallback(
                    changed.controller(),
                    state.expectedCompletion(),
                    url,
                    changed.subjectRequestId(),
                    state.status().code(),
                    Map.of(domain, new Extension(changed.request(), state.outcome())));
        }
    }

    /** What is supported here (section 6.3). */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @Schema(name = "OpenDsrDiscovery", description = "OpenDSR 2.0 section 6.3.")
    record Discovery(
            String apiVersion,
            List<SupportedIdentity> supportedIdentities,
            List<String> supportedSubjectRequestTypes,
            @Schema(description = "Where the certificate of the signatures is.")
                    String processorCertificate) {

        static Discovery of(String domain) {
            return new Discovery(
                    VERSION,
                    List.of(new SupportedIdentity(PHONE_NUMBER, RAW)),
                    List.of("access", "portability", "erasure", "rectification"),
                    "https://" + domain + "/v1/opendsr/certificate");
        }
    }

    /** A kind of identity that people are found by. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @Schema(name = "OpenDsrSupportedIdentity")
    record SupportedIdentity(String identityType, String identityFormat) {}
}
