// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.consent.purpose.domain.LegalBasis;
import io.temoin.consent.purpose.domain.ObjectionModel;
import io.temoin.consent.purpose.domain.PurposeCatalogue;
import io.temoin.consent.purpose.domain.PurposeTemplate;
import io.temoin.consent.purpose.domain.RecordingStart;
import io.temoin.consent.recording.domain.KeepingBound;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The catalogue that controllers declare their purposes from. */
@Path("/v1/purpose-templates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Purposes")
public class PurposeTemplateResource {

    /** The catalogue in its latest version. */
    @Schema(
            name = "PurposeCatalogue",
            requiredProperties = {"version", "purposes"})
    public record Catalogue(String version, List<Template> purposes) {}

    /** A purpose as law and authorities describe it. */
    @Schema(
            name = "PurposeTemplate",
            requiredProperties = {
                "code",
                "names",
                "legalBases",
                "bound",
                "objections",
                "impactAssessment",
                "recording",
                "source"
            })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Template(
            String code,
            Map<String, String> names,
            List<LegalBasis> legalBases,
            @Nullable String keepFor,
            KeepingBound bound,
            @Nullable String from,
            List<ObjectionModel> objections,
            @Nullable String dpv,
            @Nullable String article9,
            boolean impactAssessment,
            RecordingStart recording,
            String source,
            @Schema(description = "What has not been verified; do not rely on the period.")
                    @Nullable String toVerify) {}

    private final Catalogue catalogue;

    PurposeTemplateResource(PurposeTemplates templates) {
        PurposeCatalogue latest = templates.latest();
        this.catalogue =
                new Catalogue(
                        latest.version(),
                        latest.purposes().stream().map(PurposeTemplateResource::template).toList());
    }

    @GET
    @RolesAllowed({"dpo", "admin", "supervisor", "quality-analyst", "integrator"})
    @Operation(
            operationId = "listPurposeTemplates",
            summary = "The catalogue of purposes",
            description =
                    "The legal bases each purpose can rest on, how long data is kept for it, how"
                            + " people can stop it, and the source.")
    @APIResponse(
            responseCode = "200",
            description = "The catalogue",
            content = @Content(schema = @Schema(implementation = Catalogue.class)))
    public Catalogue list() {
        return catalogue;
    }

    private static Template template(PurposeTemplate purpose) {
        return new Template(
                purpose.code().value(),
                purpose.names(),
                purpose.legalBases().stream().sorted().toList(),
                purpose.keepFor() == null ? null : purpose.keepFor().toString(),
                purpose.bound(),
                purpose.from(),
                purpose.objections().stream().sorted().toList(),
                purpose.dpv(),
                purpose.article9(),
                purpose.impactAssessment(),
                purpose.recording(),
                purpose.source(),
                purpose.toVerify());
    }
}
