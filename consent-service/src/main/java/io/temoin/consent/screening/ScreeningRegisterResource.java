// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Page;
import io.temoin.consent.agreement.AgreementVisibility;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The copies of registers that are in use. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Screening")
public class ScreeningRegisterResource {

    /** A copy in use. */
    @Schema(
            name = "ScreeningRegister",
            requiredProperties = {"register", "copy", "asOf", "ageInDays", "rows", "importedAt"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record InUse(
            String register,
            @Nullable String controller,
            UUID copy,
            LocalDate asOf,
            @Schema(
                            description =
                                    "Calendar days since asOf; a rule pack says how many are"
                                            + " allowed.")
                    long ageInDays,
            long rows,
            Instant importedAt) {}

    /** The copies in use as the OpenAPI document shows them: all at once. */
    @Schema(name = "ScreeningRegisterList")
    record RegisterList(List<InUse> items) {}

    private final Callers callers;
    private final Registers inUse;
    private final AgreementVisibility visibility;
    private final Clock clock;

    ScreeningRegisterResource(
            Callers callers, Registers inUse, AgreementVisibility visibility, Clock clock) {
        this.callers = callers;
        this.inUse = inUse;
        this.visibility = visibility;
        this.clock = clock;
    }

    @GET
    @Path("/screening-registers")
    @RolesAllowed({"dpo", "admin", "supervisor"})
    @Operation(
            operationId = "listScreeningRegisters",
            summary = "The copies in use and their age",
            description =
                    "A register missing here was never imported: marketing calls that a rule"
                            + " requires to be checked against it are denied with REGISTER_STALE,"
                            + " unless a consent or an exemption makes the check unnecessary.")
    @APIResponse(
            responseCode = "200",
            description = "All copies in use",
            content = @Content(schema = @Schema(implementation = RegisterList.class)))
    public Uni<Page<InUse>> inUse() {
        Caller caller = callers.current();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return Uni.combine()
                .all()
                .unis(inUse.inUse(caller.tenant()), visibility.find(caller))
                .with(
                        (copies, seen) ->
                                new Page<>(
                                        copies.stream()
                                                .filter(
                                                        copy ->
                                                                copy.controller().isEmpty()
                                                                        || seen.worksFor(
                                                                                copy.controller()))
                                                .map(copy -> shown(copy, today))
                                                .toList(),
                                        null));
    }

    private static InUse shown(ScreeningStore.Copy copy, LocalDate today) {
        return new InUse(
                copy.register(),
                copy.controller().isEmpty() ? null : copy.controller(),
                copy.id(),
                copy.asOf(),
                Math.max(0, ChronoUnit.DAYS.between(copy.asOf(), today)),
                copy.rows(),
                copy.importedAt());
    }
}
