// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.certificate;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.certificate.CertificateQuestion.OfDisposition;
import io.temoin.audit.certificate.CertificateQuestion.OfDispositions;
import io.temoin.audit.certificate.CertificateQuestion.OfRecording;
import io.temoin.audit.certificate.CertificateQuestion.OfSubject;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Problems;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Certificates of erasure: documents that anyone with the log's keys verifies offline. */
@Path("/v1/certificates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Proof")
public class CertificateResource {

    private static final String SEEN =
            " Contains what the caller may see: with the claim tenant_wide, the whole tenant;"
                    + " otherwise what was done for the caller's organisation as the controller,"
                    + " and, as long as an agreement in force covers it, what it did itself for"
                    + " others. Fields about persons are withheld. Each certificate is recorded"
                    + " as a search of the trail before it is given.";

    private final Certificates certificates;
    private final Callers callers;

    CertificateResource(Certificates certificates, Callers callers) {
        this.certificates = certificates;
        this.callers = callers;
    }

    /**
     * What is to be certified: one of these.
     *
     * @param recording what was destroyed of this recording
     * @param subject what was destroyed of this person, by pseudonym
     * @param dispositions these, by the ids of their orders
     */
    @Schema(name = "CertificateSearch")
    public record Search(
            @Nullable @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}") String recording,
            @Nullable @Pattern(regexp = "[0-9a-f]{32}") String subject,
            @Nullable @Size(min = 1, max = 200) List<@NotNull UUID> dispositions) {

        CertificateQuestion question() {
            List<CertificateQuestion> named = new ArrayList<>();
            if (recording != null) {
                named.add(new OfRecording(recording));
            }
            if (subject != null) {
                named.add(new OfSubject(subject));
            }
            if (dispositions != null) {
                named.add(
                        new OfDispositions(
                                dispositions.stream().map(UUID::toString).distinct().toList()));
            }
            if (named.size() != 1) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "", "Name one of recording, subject and dispositions.");
            }
            return named.getFirst();
        }
    }

    /** The certificate of one disposition. */
    @GET
    @Path("/{disposition}")
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Costly("searches")
    @Operation(
            operationId = "getCertificate",
            summary = "The certificate that one destruction is in the signed log",
            description =
                    "A self-contained document: what was destroyed, when, by which rule and until"
                            + " when a backup may hold the key, with the entry of the audit log"
                            + " that says so and its proof. temoin-verify verify-certificate"
                            + " verifies it offline. While the destruction is not confirmed, or"
                            + " its entry not signed, the response has Retry-After."
                            + SEEN)
    @APIResponse(
            responseCode = "200",
            description = "The certificate",
            headers = @Header(name = "Content-Disposition"),
            content = @Content(schema = @Schema(implementation = CertificateAnswer.class)))
    @APIResponse(
            responseCode = "409",
            description = "Not yet",
            headers = @Header(name = "Retry-After"))
    @Problems({
        "disposition-unknown",
        "disposition-not-confirmed",
        "disposition-destroyed-nothing",
        "disposition-predates-certificates",
        "proof-not-yet",
        "trail-differs"
    })
    public Uni<RestResponse<CertificateAnswer>> certificate(
            @PathParam("disposition") UUID disposition) {
        return answer(new OfDisposition(disposition.toString()), disposition.toString());
    }

    /** One certificate of all that was destroyed of a case or a person. */
    @POST
    @Path("/search")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Costly("evidence-bundles")
    @Operation(
            operationId = "searchCertificates",
            summary = "One certificate of all destructions of a case or a person",
            description =
                    "One document with every confirmed destruction of a recording or a person, or"
                            + " of the named dispositions, at most 1000. The pseudonym stands in"
                            + " the body, so that it is in no log of addresses. Destructions that"
                            + " are only ordered, or that predate certificates, are left out,"
                            + " but of dispositions that are named by their ids none is: with"
                            + " such a one among them there is no certificate (409, 422)."
                            + SEEN)
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = Search.class)))
    @APIResponse(
            responseCode = "200",
            description = "The certificate",
            headers = @Header(name = "Content-Disposition"),
            content = @Content(schema = @Schema(implementation = CertificateAnswer.class)))
    @APIResponse(
            responseCode = "409",
            description = "Not yet",
            headers = @Header(name = "Retry-After"))
    @Problems({
        "disposition-unknown",
        "disposition-not-confirmed",
        "disposition-destroyed-nothing",
        "disposition-predates-certificates",
        "certificate-too-large",
        "proof-not-yet",
        "trail-differs"
    })
    public Uni<RestResponse<CertificateAnswer>> search(@NotNull @Valid Search search) {
        return answer(search.question(), "case");
    }

    private Uni<RestResponse<CertificateAnswer>> answer(CertificateQuestion question, String name) {
        return certificates
                .make(callers.current(), question)
                .map(
                        made ->
                                ResponseBuilder.ok(CertificateAnswer.of(made))
                                        .header(
                                                "Content-Disposition",
                                                "attachment; filename=\"certificate-"
                                                        + name
                                                        + ".json\"")
                                        .header("Cache-Control", "no-store")
                                        .build());
    }
}
