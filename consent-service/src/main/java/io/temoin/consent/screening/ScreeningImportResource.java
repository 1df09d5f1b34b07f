// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.consent.agreement.AgreementVisibility;
import io.temoin.consent.callee.PhoneNumbers;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.screening.ImportStore.Progress;
import io.temoin.consent.screening.ScreeningImport.State;
import io.temoin.consent.screening.domain.FingerprintPages;
import io.temoin.consent.screening.domain.Register;
import io.temoin.consent.screening.domain.RegisterId;
import io.temoin.consent.screening.domain.ScreeningProblem;
import io.temoin.eventsourcing.Rejected;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The imports that bring copies of registers. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Screening")
public class ScreeningImportResource {

    private static final String LIST = "screening-imports";
    private static final UUID LAST = new UUID(-1, -1);
    private static final Instant EVER = Instant.parse("9999-12-31T00:00:00Z");
    private static final int LONGEST_REGION = 2;

    /** What a file says of itself before it comes. */
    @Schema(name = "ScreeningImportRequest")
    public record Request(
            @Schema(
                            required = true,
                            format = "date",
                            description = "The date of the register data in the file.")
                    @Nullable String asOf,
            @Schema(required = true, description = "Who issued the file.") @Nullable String source,
            @Schema(description = "Whether the first line is a header; false by default.")
                    @Nullable Boolean header,
            @Schema(
                            description =
                                    "ISO 3166-1 code of the country whose national numbers the file"
                                            + " holds; by default the one with which the register's"
                                            + " code begins, or FR.",
                            examples = "GB")
                    @Nullable String region,
            @Schema(description = "Controller whose list it is; for SUPPRESSION only.")
                    @Nullable String controller) {}

    /** A page of imports as the OpenAPI document shows it. */
    @Schema(name = "ScreeningImportPage")
    record ImportPage(List<ImportAnswer> items, @Nullable String next) {}

    private final Callers callers;
    private final Commands commands;
    private final Cursors cursors;
    private final PhoneNumbers numbers;
    private final ImportStore imports;
    private final RegisterStream registers;
    private final AgreementVisibility visibility;

    ScreeningImportResource(
            Callers callers,
            Commands commands,
            Cursors cursors,
            PhoneNumbers numbers,
            ImportStore imports,
            RegisterStream registers,
            AgreementVisibility visibility) {
        this.callers = callers;
        this.commands = commands;
        this.cursors = cursors;
        this.numbers = numbers;
        this.imports = imports;
        this.registers = registers;
        this.visibility = visibility;
    }

    @POST
    @Path("/screening-registers/{register}/imports")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "startScreeningImport",
            summary = "Start the import of a register",
            description =
                    "Then send the file by PATCH, whole or in parts. None of it takes effect before"
                            + " all of it has arrived and is valid; then it replaces the previous"
                            + " copy in one step. A repeated request returns the same import with"
                            + " its progress. Only the controller can import its suppression list;"
                            + " only callers with the claim tenant_wide can import any other"
                            + " register.")
    @APIResponse(
            responseCode = "201",
            description = "Ready to receive the file",
            headers = {@Header(name = "Location"), @Header(name = "Upload-Offset")},
            content = @Content(schema = @Schema(implementation = ImportAnswer.class)))
    @Problems({
        "controller-not-authorised",
        "not-the-controller",
        "not-the-tenants-own",
        "register-copy-older"
    })
    public Uni<RestResponse<ImportAnswer>> start(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("register") String code,
            @RequestBody(required = true) @Nullable Request body) {
        Caller caller = callers.current();
        Request request = RequestFields.present("", body);
        EventMetadata metadata = commands.of(caller, "screening-imports/" + code, key, request);
        ScreeningImport fresh = fresh(code, request, metadata);
        ImportRights.require(caller, fresh.register());
        return registers
                .replay(caller.tenant(), fresh.register())
                .invoke(known -> requireNotOlder(known.state(), fresh))
                .chain(() -> imports.create(fresh))
                .invoke(creation -> requireSame(creation.row(), fresh))
                .map(ScreeningImportResource::started);
    }

    /** Without a position: an event is recorded only when the copy is in use. */
    private static RestResponse<ImportAnswer> started(Creation<ScreeningImport> creation) {
        ScreeningImport kept = creation.row();
        return Answers.created(null, creation.repeated(), ImportAnswer.of(kept))
                .header("Location", "/v1/screening-imports/" + kept.id())
                .header("Upload-Offset", kept.progress().received())
                .build();
    }

    @GET
    @Path("/screening-imports/{id}")
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "getScreeningImport",
            summary = "Progress of an import",
            description =
                    "uploadOffset is where the rest of the file begins: resume an interrupted"
                            + " upload from there.")
    @APIResponse(
            responseCode = "200",
            description = "The import",
            headers = @Header(name = "Upload-Offset"),
            content = @Content(schema = @Schema(implementation = ImportAnswer.class)))
    @Problems("import-unknown")
    public Uni<RestResponse<ImportAnswer>> read(@PathParam("id") UUID id) {
        Caller caller = callers.current();
        return imports.find(caller.tenant(), id)
                .flatMap(
                        found ->
                                visibility
                                        .find(caller)
                                        .map(
                                                seen -> {
                                                    if (!found.isOpenTo(seen)) {
                                                        throw ImportStore.unknown();
                                                    }
                                                    return answer(found);
                                                }));
    }

    @GET
    @Path("/screening-imports")
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "listScreeningImports",
            summary = "Imports, latest first",
            description =
                    "Includes those that were refused or replaced: imports are kept as evidence.")
    @APIResponse(
            responseCode = "200",
            description = "A page of imports",
            content = @Content(schema = @Schema(implementation = ImportPage.class)))
    public Uni<RestResponse<Page<ImportAnswer>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = Cursors.limit(limit);
        List<String> keys = cursors.decode(caller.tenant(), LIST, cursor);
        Instant before = keys.isEmpty() ? EVER : Instant.parse(keys.getFirst());
        UUID beforeId = keys.isEmpty() ? LAST : UUID.fromString(keys.getLast());
        URI asked = uri.getRequestUri();
        return visibility
                .find(caller)
                .flatMap(seen -> imports.list(caller.tenant(), seen, before, beforeId, wanted + 1))
                .map(found -> Page.of(found, wanted, ImportAnswer::of, last -> after(caller, last)))
                .map(page -> page.answer(asked));
    }

    private static RestResponse<ImportAnswer> answer(ScreeningImport found) {
        return RestResponse.ResponseBuilder.ok(ImportAnswer.of(found))
                .header("Upload-Offset", found.progress().received())
                .build();
    }

    private ScreeningImport fresh(String code, Request request, EventMetadata metadata) {
        RegisterId register = register(code, request);
        return new ScreeningImport(
                metadata.commandId(),
                register,
                asOf(request.asOf(), metadata.at()),
                RequestFields.code("/source", request.source()),
                region(code, request.region()),
                Boolean.TRUE.equals(request.header()),
                metadata,
                State.RECEIVING,
                new Progress(0, 0, 0, FileDigest.fresh().soFar(), List.of()),
                0,
                null,
                new FingerprintPages(0),
                0,
                null,
                null);
    }

    private static RegisterId register(String code, Request request) {
        RequestFields.matching(
                "register", code, RegisterId::isCode, "a register code such as UK-TPS");
        if (code.equals(RegisterId.SUPPRESSION)) {
            return RegisterId.suppressionOf(
                    RequestFields.party("/controller", request.controller()));
        }
        if (request.controller() != null) {
            throw RequestFields.refused(
                    "/controller",
                    "value-unknown",
                    "A public register has no controller; only SUPPRESSION has one.");
        }
        return RegisterId.publicly(code);
    }

    /** Somewhere it is a day later than here. */
    private static LocalDate asOf(@Nullable String text, Instant now) {
        try {
            LocalDate asOf = LocalDate.parse(RequestFields.present("/asOf", text));
            if (asOf.isAfter(LocalDate.ofInstant(now, ZoneOffset.ofHours(14)))) {
                throw RequestFields.refused(
                        "/asOf",
                        "date-in-the-future",
                        "The date of the file must not be in the future.");
            }
            return asOf;
        } catch (DateTimeException _) {
            throw RequestFields.refused("/asOf", "format-invalid", "Expected a date (ISO 8601).");
        }
    }

    private String region(String code, @Nullable String asked) {
        if (asked != null) {
            return RequestFields.matching(
                    "/region", asked, numbers::knows, "a country (ISO 3166-1)");
        }
        String prefix = code.length() > LONGEST_REGION ? code.substring(0, LONGEST_REGION) : code;
        String country = prefix.equals("UK") ? "GB" : prefix;
        return numbers.knows(country) && code.startsWith("-", LONGEST_REGION) ? country : "FR";
    }

    private static void requireNotOlder(Register known, ScreeningImport fresh) {
        if (known instanceof Register.Imported in
                && !in.copy().equals(fresh.id())
                && fresh.asOf().isBefore(in.asOf())) {
            throw Rejected.at(
                    "/asOf",
                    ScreeningProblem.REGISTER_COPY_OLDER,
                    "A more recent copy of this register is already in use, dated "
                            + in.asOf()
                            + ".");
        }
    }

    private static void requireSame(ScreeningImport kept, ScreeningImport asked) {
        if (!Objects.equals(kept.metadata().requestHash(), asked.metadata().requestHash())) {
            throw new Rejected(
                    ScreeningProblem.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was used for another import.");
        }
    }

    private String after(Caller caller, ScreeningImport last) {
        return cursors.encode(
                caller.tenant(),
                LIST,
                List.of(last.metadata().at().toString(), last.id().toString()));
    }
}
