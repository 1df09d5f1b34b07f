// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.ReaderLanguage;
import io.temoin.chassis.requests.Uuids;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.requests.RequestFields;
import io.temoin.retention.schedule.ItemLists.Place;
import io.temoin.retention.schedule.domain.Explanation;
import io.temoin.retention.schedule.domain.ListedKind;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import io.temoin.shredding.TenantId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Retained items: where each is, and why. A controller sees its own, a processor those of the calls
 * it made while an agreement covers them, the tenant's own people all; anything else does not exist
 * for them.
 */
@Path("/v1/items")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Items", description = "When each recording must be destroyed, and why")
public class RetainedItemResource {

    private static final String LIST = "items";

    /** A page as the OpenAPI document shows it. */
    public record ItemPage(List<ListedItem> items, @Nullable String next) {}

    private final RetainedItemStream items;
    private final ItemLists listed;
    private final RegisteredItems registered;
    private final PastRegisteredItems past;
    private final AppliedLaws laws;
    private final AgreementStore agreements;
    private final Callers callers;
    private final Cursors cursors;
    private final RetentionConfig config;
    private final Clock clock;

    RetainedItemResource(
            RetainedItemStream items,
            ItemLists listed,
            RegisteredItems registered,
            PastRegisteredItems past,
            AppliedLaws laws,
            AgreementStore agreements,
            Callers callers,
            Cursors cursors,
            RetentionConfig config,
            Clock clock) {
        this.items = items;
        this.listed = listed;
        this.registered = registered;
        this.past = past;
        this.laws = laws;
        this.agreements = agreements;
        this.callers = callers;
        this.cursors = cursors;
        this.config = config;
        this.clock = clock;
    }

    /** A page of items. */
    @GET
    @RolesAllowed({"dpo", "supervisor", "admin", "quality-analyst"})
    @Costly("searches")
    @Operation(
            operationId = "listItems",
            summary = "Retained items of all kinds by id",
            description =
                    "Recordings and everything else that is kept until a policy ends, in one order:"
                            + " by id, where two have the same the recording first, then by kind.")
    @APIResponse(
            responseCode = "200",
            description = "Ordered by id and kind; Link rel=next leads to the next page.",
            content = @Content(schema = @Schema(implementation = ItemPage.class)))
    public Uni<RestResponse<Page<ListedItem>>> list(
            @QueryParam("kind")
                    @Parameter(
                            description = "Only items of this kind.",
                            schema = @Schema(implementation = ListedKind.class))
                    @Nullable String kind,
            @QueryParam("state")
                    @Parameter(
                            description = "Only items in this state.",
                            schema = @Schema(implementation = ItemState.class))
                    @Nullable String state,
            @QueryParam("dueBefore")
                    @Parameter(
                            description = "Only items due before this instant (RFC 3339).",
                            schema = @Schema(format = "date-time"))
                    @Nullable String dueBefore,
            @QueryParam("cursor") @Parameter(description = "From the previous page.")
                    @Nullable String cursor,
            @QueryParam("limit") @Parameter(description = "1 to 200, by default 50.")
                    @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = Cursors.limit(limit);
        ListedKind itemKind = itemKind(kind);
        ItemState itemState = itemState(state);
        Instant due = RequestFields.optionalInstant("dueBefore", dueBefore);
        Place after = after(cursors.decode(caller.tenant(), LIST, cursor));
        URI asked = uri.getRequestUri();
        return agreements
                .visibility(caller)
                .map(
                        visibility ->
                                new ItemLists.Question(itemKind, itemState, due, visibility, after))
                .flatMap(question -> listed.list(caller.tenant(), question, wanted + 1))
                .map(rows -> page(caller, rows, wanted).answer(asked));
    }

    /** One item, as of now. */
    @GET
    @Path("/{id}")
    @RolesAllowed({"dpo", "supervisor", "admin", "quality-analyst"})
    @Operation(operationId = "getItem", summary = "One retained item of any kind by its id")
    @APIResponse(
            responseCode = "200",
            description = "The item in its current state.",
            content = @Content(schema = @Schema(implementation = ItemAnswer.class)))
    @Problems("item-unknown")
    public Uni<ItemAnswer> item(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id) {
        Caller caller = callers.current();
        return visible(id)
                .map(shown -> ItemAnswer.of(shown.item(), shown.visibleHolds(clock.instant())))
                .onFailure(RetainedItemResource::isUnknown)
                .recoverWithUni(
                        () ->
                                registered
                                        .visible(caller, id)
                                        .map(each -> ItemAnswer.of(each, clock.instant())));
    }

    /** Why one item is where it is. */
    @GET
    @Path("/{id}/explanation")
    @RolesAllowed({"dpo", "legal", "supervisor", "admin", "quality-analyst"})
    @Operation(
            operationId = "explainItem",
            summary = "Which rules, policy and dates apply to the item, and why it is still kept",
            description =
                    "With asOf, as it was known at that time: by what had been recorded by then,"
                            + " and under the legal holds of then. Who may ask is decided as of"
                            + " now. The role `legal` is answered for items that a hold keeps.")
    @APIResponse(
            responseCode = "200",
            description =
                    "The explanation as sentences, and as the structured periods and dates they"
                            + " refer to.",
            content = @Content(schema = @Schema(implementation = ExplanationAnswer.class)))
    @Problems({"item-unknown", "item-not-retained-yet"})
    public Uni<RestResponse<ExplanationAnswer>> explain(
            @HeaderParam("Accept-Language") @Nullable String accepted,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @QueryParam("asOf")
                    @Parameter(
                            description =
                                    "A past instant (RFC 3339), or a day, which stands for its end"
                                            + " in the controllers' time zone.")
                    @Nullable String asOf) {
        Locale language = ReaderLanguage.acceptedBy(accepted);
        Caller caller = callers.current();
        @Nullable Instant then = AsOf.parse(asOf, config.zone(), clock.instant());
        return visible(id)
                .invoke(shown -> requireReader(caller, shown))
                .flatMap(shown -> then == null ? Uni.createFrom().item(shown) : at(then, shown))
                .flatMap(shown -> explained(caller.tenant(), shown, then, language))
                .onFailure(RetainedItemResource::isUnknown)
                .recoverWithUni(() -> explainRegistered(caller, id, then, language))
                .map(
                        answer ->
                                ResponseBuilder.ok(answer)
                                        .header("Content-Language", language.toLanguageTag())
                                        .header("Vary", "Accept-Language")
                                        .build());
    }

    private Uni<ExplanationAnswer> explained(
            TenantId tenant, Shown shown, @Nullable Instant asOf, Locale language) {
        Instant then = asOf == null ? clock.instant() : asOf;
        return laws.named(
                        tenant,
                        shown.item(),
                        Explanation.of(shown.item(), shown.holds(), shown.named(), then),
                        then)
                .map(
                        explanation ->
                                ExplanationAnswer.of(
                                        ItemOwnership.callOf(shown.item()).recording(),
                                        asOf,
                                        explanation,
                                        shown.visibleHolds(then),
                                        null,
                                        ExplanationTexts.in(language)));
    }

    private Uni<ExplanationAnswer> explainRegistered(
            Caller caller, String id, @Nullable Instant then, Locale language) {
        Uni<RegisteredItems.Shown> found = registered.readable(caller, id);
        return then == null
                ? found.map(shown -> explained(shown, language))
                : found.flatMap(shown -> explained(caller.tenant(), shown, then, language));
    }

    private ExplanationAnswer explained(RegisteredItems.Shown shown, Locale language) {
        return ExplanationAnswer.of(
                shown.found().item().item(),
                null,
                registered.explain(shown, clock.instant()),
                shown.visibleHolds(clock.instant()),
                shown.visibleRecording(),
                ExplanationTexts.in(language));
    }

    private Uni<ExplanationAnswer> explained(
            TenantId tenant, RegisteredItems.Shown shown, Instant then, Locale language) {
        return past.explain(tenant, shown.found(), shown.named(), then)
                .map(
                        known ->
                                ExplanationAnswer.of(
                                        shown.found().item().item(),
                                        then,
                                        known.explanation(),
                                        known.holds(),
                                        known.recording(),
                                        ExplanationTexts.in(language)));
    }

    private static void requireReader(Caller caller, Shown shown) {
        if (!ItemReaders.mayRead(caller, shown.named(), shown.holds())) {
            throw Explanation.unknown();
        }
    }

    /** What is no recording of the caller's may be a registered item. */
    private static boolean isUnknown(Throwable failure) {
        return failure instanceof Rejected refused
                && refused.code() == ScheduleProblem.ITEM_UNKNOWN;
    }

    /** An item, the holds on it, and whether the caller may know which these are. */
    private record Shown(RetainedItem item, Holds holds, boolean named) {

        HoldsShown visibleHolds(Instant now) {
            return HoldsShown.of(holds, named, now);
        }
    }

    /** The same item, as it was known then. */
    private Uni<Shown> at(Instant then, Shown now) {
        TenantId tenant = callers.current().tenant();
        UUID recording = ItemOwnership.callOf(now.item()).recording();
        return items.replay(tenant, recording, then)
                .invoke(AsOf::requireRetained)
                .flatMap(
                        item ->
                                items.holdsOf(tenant, item, then)
                                        .map(
                                                holds ->
                                                        new Shown(
                                                                item,
                                                                new Holds(holds),
                                                                now.named())));
    }

    /** The item, if it exists for the caller. */
    private Uni<Shown> visible(String id) {
        Caller caller = callers.current();
        return Uni.combine()
                .all()
                .unis(items.replay(caller.tenant(), recording(id)), agreements.visibility(caller))
                .with(
                        (replayed, visibility) -> {
                            if (!visibility.sees(ItemOwnership.of(replayed.state()))) {
                                throw Explanation.unknown();
                            }
                            return replayed.state();
                        })
                .flatMap(
                        item ->
                                items.holdsOf(caller.tenant(), item)
                                        .map(
                                                holds ->
                                                        new Shown(
                                                                item,
                                                                holds,
                                                                caller.tenantWide()
                                                                        || ItemOwnership.callOf(
                                                                                        item)
                                                                                .controller()
                                                                                .equals(
                                                                                        caller
                                                                                                .organisation()))));
    }

    private Page<ListedItem> page(Caller caller, List<ListedItem> rows, int wanted) {
        return Page.of(
                rows,
                wanted,
                Function.identity(),
                last ->
                        cursors.encode(
                                caller.tenant(),
                                LIST,
                                List.of(last.id().toString(), last.kind().name())));
    }

    private static UUID recording(String id) {
        UUID recording = Uuids.parse(id);
        if (recording == null) {
            throw Explanation.unknown();
        }
        return recording;
    }

    /** A cursor of the time when there were only recordings has no kind. */
    private static @Nullable Place after(List<String> keys) {
        if (keys.isEmpty()) {
            return null;
        }
        return new Place(
                UUID.fromString(keys.getFirst()),
                keys.size() == 1 ? ListedKind.RECORDING : ListedKind.valueOf(keys.get(1)));
    }

    private static @Nullable ListedKind itemKind(@Nullable String kind) {
        try {
            return kind == null ? null : ListedKind.valueOf(kind);
        } catch (IllegalArgumentException _) {
            throw ChassisProblem.REQUEST_INVALID.at("kind", "There are no items of this kind.");
        }
    }

    private static @Nullable ItemState itemState(@Nullable String state) {
        try {
            return state == null ? null : ItemState.valueOf(state);
        } catch (IllegalArgumentException _) {
            throw ChassisProblem.REQUEST_INVALID.at("state", "An item cannot have this state.");
        }
    }
}
