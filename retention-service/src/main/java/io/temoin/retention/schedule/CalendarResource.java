// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.retention.requests.RequestFields;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What has to go in the coming days. */
@Path("/v1/disposition-calendar")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Items", description = "When each item must be destroyed, and why")
public class CalendarResource {

    private static final int MOST_YEARS = 10;
    private static final int MOST_GROUPS = 5_000;

    private final CalendarQueries calendar;
    private final AgreementStore agreements;
    private final Callers callers;

    CalendarResource(CalendarQueries calendar, AgreementStore agreements, Callers callers) {
        this.calendar = calendar;
        this.agreements = agreements;
        this.callers = callers;
    }

    /** Counts by day, kind, controller and purposes. */
    @GET
    @RolesAllowed({"dpo", "supervisor", "admin", "quality-analyst"})
    @Costly("searches")
    @Operation(
            operationId = "getDispositionCalendar",
            summary = "How many items have to go on which day",
            description =
                    "Counts the items the caller may see, as in listItems, by day, kind,"
                            + " controller and purposes. At most ten years.")
    @APIResponse(
            responseCode = "200",
            description = "Ordered by day, kind and controller.",
            content = @Content(schema = @Schema(implementation = CalendarAnswer.class)))
    public Uni<CalendarAnswer> calendar(
            @QueryParam("from")
                    @Parameter(
                            required = true,
                            description = "First day (ISO 8601).",
                            schema = @Schema(format = "date"))
                    @Nullable String from,
            @QueryParam("to")
                    @Parameter(
                            required = true,
                            description = "Last day (ISO 8601).",
                            schema = @Schema(format = "date"))
                    @Nullable String to) {
        Caller caller = callers.current();
        LocalDate first = RequestFields.date("from", from);
        LocalDate last = RequestFields.date("to", to);
        if (last.isBefore(first) || !last.isBefore(first.plusYears(MOST_YEARS))) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "to", "A calendar covers up to ten years, and ends after it begins.");
        }
        return agreements
                .visibility(caller)
                .flatMap(
                        visibility ->
                                calendar.days(
                                        caller.tenant(), visibility, first, last, MOST_GROUPS + 1))
                .map(days -> CalendarAnswer.of(days, MOST_GROUPS));
    }
}
