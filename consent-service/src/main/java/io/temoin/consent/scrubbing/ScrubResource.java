// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.limits.CostlyOperations;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.consent.agreement.AgreementVisibility;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.screening.Creation;
import io.temoin.consent.scrubbing.ScrubStore.StoredScrub;
import io.temoin.consent.scrubbing.domain.ScrubProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Whole lists of numbers: which of them may be called. */
@Path("/v1/call-decisions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Call decisions")
public class ScrubResource {

    private static final String LIST = "scrub-results";
    private static final int DEFAULT_PAGE = 1_000;
    private static final int LARGEST_PAGE = 5_000;

    /** A scrub as far as it has come. */
    @Schema(name = "Scrub")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answer(
            UUID id,
            String controller,
            Purpose purpose,
            @Nullable String campaign,
            State state,
            @Schema(description = "How many numbers have been processed.") int done,
            @Schema(description = "How many numbers the list has.") int total,
            int allowed,
            int denied,
            int invalid,
            int duplicates,
            @Schema(description = "The moment every result refers to.") Instant requestedAt) {}

    /** A page of results as the OpenAPI document shows it. */
    @Schema(name = "ScrubResultPage")
    record ResultPage(List<ScrubbedNumber> items, @Nullable String next) {}

    /** Where a scrub stands. */
    public enum State {
        /** Being worked through. */
        RUNNING,
        /** Nobody works on it any more: the same request has the rest worked through. */
        INTERRUPTED,
        /** Every number is answered, and that is recorded. */
        COMPLETED
    }

    private final Callers callers;
    private final Commands commands;
    private final Cursors cursors;
    private final ScrubStore store;
    private final Scrubbing scrubbing;
    private final AgreementVisibility visibility;
    private final CostlyOperations limits;

    ScrubResource(
            Callers callers,
            Commands commands,
            Cursors cursors,
            ScrubStore store,
            Scrubbing scrubbing,
            AgreementVisibility visibility,
            CostlyOperations limits) {
        this.callers = callers;
        this.commands = commands;
        this.cursors = cursors;
        this.store = store;
        this.scrubbing = scrubbing;
        this.visibility = visibility;
        this.limits = limits;
    }

    @POST
    @Path("/batch")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("dialer")
    @Costly("scrubs")
    @Operation(
            operationId = "scrubList",
            summary = "Which numbers of a list may be called?",
            description =
                    "Applies the same rules as for a single call to a whole list, at a single point"
                            + " in time. A scrub permits no call and does not count as a call attempt:"
                            + " request a decision for each call when it is about to be made. Repeat"
                            + " the request to resume an interrupted scrub; the numbers are not"
                            + " stored.")
    @APIResponse(
            responseCode = "202",
            description = "In progress, or already complete",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = Answer.class)))
    @Problems("controller-not-authorised")
    public Uni<RestResponse<Answer>> scrub(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) @Nullable ScrubRequest body) {
        Caller caller = callers.current();
        ScrubRequest request = RequestFields.present("", body);
        EventMetadata metadata = commands.of(caller, "scrubs", key, request);
        ListScrub asked = request.scrub(caller, metadata);
        Runnable ended = limits.keepInProgress();
        return store.create(asked)
                .invoke(creation -> requireSame(creation.row(), metadata))
                .onFailure()
                .invoke(ended)
                .onCancellation()
                .invoke(ended)
                .invoke(creation -> start(asked, creation.row(), ended))
                .map(ScrubResource::accepted);
    }

    private void start(ListScrub asked, StoredScrub kept, Runnable ended) {
        if (kept.completed()) {
            ended.run();
        } else {
            scrubbing.start(asked.asFirstAsked(kept.metadata()), ended);
        }
    }

    /** Without a position: an event is recorded only when every number has its result. */
    private static RestResponse<Answer> accepted(Creation<StoredScrub> creation) {
        StoredScrub kept = creation.row();
        return Answers.accepted(null, creation.repeated(), answer(kept, false))
                .header("Location", "/v1/call-decisions/batches/" + kept.id())
                .build();
    }

    @GET
    @Path("/batches/{id}")
    @RolesAllowed({"dialer", "supervisor", "dpo", "admin"})
    @Operation(operationId = "getScrub", summary = "Progress of a scrub")
    @APIResponse(
            responseCode = "200",
            description = "The scrub",
            content = @Content(schema = @Schema(implementation = Answer.class)))
    @Problems("scrub-unknown")
    public Uni<Answer> read(@PathParam("id") UUID id) {
        return find(callers.current(), id).map(kept -> answer(kept, kept.still()));
    }

    @GET
    @Path("/batches/{id}/results")
    @RolesAllowed({"dialer", "supervisor", "dpo", "admin"})
    @Operation(
            operationId = "listScrubResults",
            summary = "The result for each number, by its index in the list",
            description =
                    "Available for a week, or as long as configured; results not computed yet are"
                            + " missing at the end. The response contains neither the numbers nor"
                            + " anything derived from them.")
    @APIResponse(
            responseCode = "200",
            description = "A page of results",
            content = @Content(schema = @Schema(implementation = ResultPage.class)))
    @Problems({"scrub-unknown", "scrub-results-gone"})
    public Uni<RestResponse<Page<JsonNode>>> results(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(
                            description = "How many results to return.",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            format = "int32",
                                            minimum = "1",
                                            maximum = "5000",
                                            defaultValue = "1000"))
                    @QueryParam("limit")
                    @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = wanted(limit);
        List<String> keys = cursors.decode(caller.tenant(), LIST + "/" + id, cursor);
        int from = keys.isEmpty() ? 0 : Integer.parseInt(keys.getFirst());
        URI asked = uri.getRequestUri();
        return find(caller, id)
                .invoke(ScrubResource::requireResults)
                .flatMap(
                        _ ->
                                store.items(
                                        caller.tenant(),
                                        id,
                                        from / ListScrub.SLICE,
                                        (from + wanted) / ListScrub.SLICE))
                .map(slices -> page(caller, id, items(slices, from), wanted))
                .map(page -> page.answer(asked));
    }

    private Uni<StoredScrub> find(Caller caller, UUID id) {
        return store.find(caller.tenant(), id)
                .flatMap(
                        kept ->
                                visibility.seen(
                                        caller, kept, kept.ownership(), ScrubStore::unknown));
    }

    private static void requireResults(StoredScrub kept) {
        if (kept.answersDropped()) {
            throw new Rejected(
                    ScrubProblem.SCRUB_RESULTS_GONE,
                    "The results are no longer stored; submit the list again.");
        }
    }

    private Page<JsonNode> page(Caller caller, UUID id, List<JsonNode> items, int wanted) {
        return Page.of(
                items,
                wanted,
                item -> item,
                last ->
                        cursors.encode(
                                caller.tenant(),
                                LIST + "/" + id,
                                List.of(String.valueOf(last.path("index").asInt() + 1))));
    }

    /** Up to the first that is missing: slices are not answered in their order. */
    private static List<JsonNode> items(List<String> slices, int from) {
        List<JsonNode> items = new ArrayList<>();
        try {
            for (String slice : slices) {
                for (JsonNode item : EventCodec.JSON.readTree(slice)) {
                    if (item.path("index").asInt() == from + items.size()) {
                        items.add(item);
                    }
                }
            }
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("kept results cannot be read", failure);
        }
        return items;
    }

    private static int wanted(@Nullable Integer limit) {
        if (limit != null && (limit < 1 || limit > LARGEST_PAGE)) {
            throw RequestFields.refused(
                    "limit", "value-unknown", "limit must be between 1 and " + LARGEST_PAGE + ".");
        }
        return limit == null ? DEFAULT_PAGE : limit;
    }

    private static void requireSame(StoredScrub kept, EventMetadata asked) {
        if (!Objects.equals(kept.metadata().requestHash(), asked.requestHash())) {
            throw new Rejected(
                    ScrubProblem.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was used for another list.");
        }
    }

    private static Answer answer(StoredScrub kept, boolean still) {
        State state =
                kept.completed() ? State.COMPLETED : still ? State.INTERRUPTED : State.RUNNING;
        return new Answer(
                kept.id(),
                kept.controller(),
                kept.purpose(),
                kept.campaign(),
                state,
                kept.tally().numbers(),
                kept.numbers(),
                kept.tally().allowed(),
                kept.tally().denied(),
                kept.tally().invalid(),
                kept.tally().duplicates(),
                kept.metadata().at());
    }
}
