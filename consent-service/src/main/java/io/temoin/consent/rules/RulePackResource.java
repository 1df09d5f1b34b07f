// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Problems;
import io.temoin.consent.rules.domain.RuleGap;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.RuleSet;
import io.temoin.consent.rules.domain.RuleSource;
import io.temoin.consent.rules.domain.RulesProblem;
import io.temoin.eventsourcing.Rejected;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Which law is known, and what it says; for who wants to know why an answer was given. */
@Path("/v1/rule-packs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Rule packs", description = "The legal rules that decisions apply")
public class RulePackResource {

    /** The versions that are kept. */
    @Schema(
            name = "RulePackList",
            requiredProperties = {"items"})
    public record Listing(List<Pack> items) {}

    /** A version of a law, without its rules. */
    @Schema(
            name = "RulePack",
            requiredProperties = {
                "id",
                "version",
                "jurisdictions",
                "validFrom",
                "knownSince",
                "source",
                "stale",
                "gaps"
            })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Pack(
            String id,
            String version,
            @Schema(description = "ISO 3166-1 codes.") List<String> jurisdictions,
            LocalDate validFrom,
            @Schema(description = "First day on which it no longer applies.")
                    @Nullable LocalDate validTo,
            Instant knownSince,
            RuleSource source,
            @Schema(
                            description =
                                    "true if this version has not been reviewed against the law for"
                                            + " a year.")
                    boolean stale,
            @Schema(description = "What this version does not apply, and why.") List<RuleGap> gaps,
            @Schema(
                            description =
                                    "For house rules, the tenant whose rules they are; absent for a"
                                            + " law.")
                    @Nullable String tenant) {

        private static Pack of(RulePack pack, Instant now) {
            return new Pack(
                    pack.id(),
                    pack.version(),
                    pack.jurisdictions().stream().sorted().toList(),
                    pack.validFrom(),
                    pack.validTo(),
                    pack.knownSince(),
                    pack.source(),
                    pack.isStale(now),
                    pack.gaps(),
                    pack.tenant());
        }
    }

    private final Callers callers;
    private final RulePacks rules;
    private final Clock clock;

    RulePackResource(Callers callers, RulePacks rules, Clock clock) {
        this.callers = callers;
        this.rules = rules;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({"dialer", "supervisor", "dpo", "admin"})
    @Operation(
            operationId = "listRulePacks",
            summary = "Rule packs, latest version first",
            description =
                    "All versions: superseded ones stay for the decisions that cite them. Includes"
                            + " the house rules of the caller's tenant.")
    @APIResponse(
            responseCode = "200",
            description = "Every version, on one page",
            content = @Content(schema = @Schema(implementation = Listing.class)))
    public Listing list() {
        Instant now = clock.instant();
        List<RulePack> own = rules.houseRulesOf(callers.current().tenant().value());
        return new Listing(
                Stream.concat(rules.all().stream(), own.stream())
                        .map(pack -> Pack.of(pack, now))
                        .toList());
    }

    @GET
    @Path("/{id}/{version}")
    @RolesAllowed({"dialer", "supervisor", "dpo", "admin"})
    @Operation(
            operationId = "getRulePack",
            summary = "One version of a rule pack in full",
            description =
                    "As shipped, in the format of contracts/rules/rule-pack.schema.json of the"
                            + " Temoin source repository. It never changes.")
    @APIResponse(
            responseCode = "200",
            description = "The rule pack",
            content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    @Problems("rule-pack-unknown")
    public JsonNode read(@PathParam("id") String id, @PathParam("version") String version) {
        JsonNode document = rules.document(new RuleSet(id, version));
        String tenant = callers.current().tenant().value();
        if (document == null || !document.path("tenant").asText(tenant).equals(tenant)) {
            throw new Rejected(
                    RulesProblem.RULE_PACK_UNKNOWN,
                    "There is no rule pack with this id and version.");
        }
        return document;
    }
}
