// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.letter.LetterBodies.Sending;
import io.temoin.retention.letter.LetterBodies.WrittenLetter;
import io.temoin.retention.rights.DeskFields;
import io.temoin.retention.rights.SentLetter;
import io.temoin.retention.rights.domain.LetterKind;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestCommand.RecordLetter;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The letters that a person is sent about a request. */
@Path("/v1/requests/{id}/letters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Requests", description = "Requests by which people exercise their rights")
public class LetterResource {

    private final RequestLetters letters;
    private final Callers callers;
    private final Commands commands;

    LetterResource(RequestLetters letters, Callers callers, Commands commands) {
        this.letters = letters;
        this.callers = callers;
        this.commands = commands;
    }

    /** A letter, as the facts are now. */
    @GET
    @Path("/{kind}")
    @RolesAllowed("dpo")
    @Operation(
            operationId = "getRequestLetter",
            summary = "A letter to the person, written from the facts of the request",
            description =
                    "In the person's language. The same facts give the same letter and digest; a"
                            + " letter whose facts are not there yet is refused. Put it on your"
                            + " letterhead with date and address: neither is stored here.")
    @APIResponse(
            responseCode = "200",
            description = "As text, and as a page of its own.",
            content = @Content(schema = @Schema(implementation = WrittenLetter.class)))
    @Problems({"controller-not-authorised", "request-unknown", "letter-facts-missing"})
    public Uni<WrittenLetter> letter(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @PathParam("kind") @Parameter(schema = @Schema(implementation = LetterKind.class))
                    String kind,
            @QueryParam("language")
                    @Parameter(
                            required = true,
                            description = "The language that the person reads.",
                            schema = @Schema(enumeration = {"en", "fr"}))
                    @Nullable String language) {
        Caller caller = callers.current();
        LetterKind wanted = DeskFields.code("kind", LetterKind.class, kind);
        Locale in = LetterBodies.language("language", language);
        return letters.write(caller, id, wanted, in)
                .map(
                        it ->
                                new WrittenLetter(
                                        wanted,
                                        in.toLanguageTag(),
                                        it.text(),
                                        it.html(),
                                        it.digest()));
    }

    /** A letter was sent. */
    @POST
    @RolesAllowed("dpo")
    @Operation(
            operationId = "recordRequestLetter",
            summary = "Record that a letter was sent to the person",
            description =
                    "With the digest that came with its text. It is refused if the facts give another"
                            + " letter by now.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = Sending.class)))
    @APIResponse(
            responseCode = "201",
            description = "Recorded.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = SentLetter.class)))
    @Problems({
        "controller-not-authorised",
        "request-unknown",
        "request-ended",
        "request-joined",
        "letter-facts-missing",
        "letter-changed",
        "letter-out-of-order"
    })
    public Uni<RestResponse<SentLetter>> sent(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @Nullable Sending sending) {
        Sending sent = DeskFields.body(sending);
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "recordRequestLetter/" + id, key, sent);
        RecordLetter letter = sent.parsed(caller.actor(), metadata.at());
        return letters.record(caller, id, letter, metadata)
                .map(outcome -> Answers.created(outcome, last(outcome, letter)).build());
    }

    /** The one that was recorded, now or when the same was asked for before. */
    private static SentLetter last(
            CommandOutcome<Request, RequestEvent> outcome, RecordLetter letter) {
        return RequestDecider.correspondenceOf(outcome.state()).letters().reversed().stream()
                .filter(it -> it.kind() == letter.kind() && it.digest().equals(letter.digest()))
                .map(SentLetter::of)
                .findFirst()
                .orElseThrow(RequestDecider::unknown);
    }
}
