// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.export.domain.ExportCommand.DownloadExport;
import io.temoin.audit.export.domain.ExportProblem;
import io.temoin.audit.trail.TrailVisibility;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.chassis.requests.StepUp;
import io.temoin.shredding.TenantId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;

/**
 * The file of an export. That somebody takes it away is recorded before its first byte is sent; it
 * is read chunk by chunk, each when the network has taken the one before.
 */
@Path("/v1/exports/{id}/content")
@Tag(name = "Exports")
@RevocationChecked
public class ExportContentResource {

    private final ExportStream streams;
    private final ExportStore exports;
    private final ChunkStorage chunks;
    private final StepUp stepUp;
    private final ExportCoverStore cover;
    private final Callers callers;
    private final Commands commands;
    private final Clock clock;

    ExportContentResource(
            ExportStream streams,
            ExportStore exports,
            ChunkStorage chunks,
            StepUp stepUp,
            ExportCoverStore cover,
            Callers callers,
            Commands commands,
            Clock clock) {
        this.streams = streams;
        this.exports = exports;
        this.chunks = chunks;
        this.stepUp = stepUp;
        this.cover = cover;
        this.callers = callers;
        this.commands = commands;
        this.clock = clock;
    }

    /** The file. */
    @GET
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Costly("export-downloads")
    @Operation(
            operationId = "getExportContent",
            summary = "The file of a completed export",
            description =
                    "Every download is recorded. Repr-Digest (RFC 9530) is the hash recorded when"
                            + " the file was written.")
    @APIResponse(
            responseCode = "200",
            description = "The file, in UTF-8.",
            headers = {@Header(name = "Content-Disposition"), @Header(name = "Repr-Digest")},
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @Problems({
        "insufficient-user-authentication",
        "export-unknown",
        "export-not-completed",
        "export-failed",
        "export-expired",
        "export-deleted",
        "export-cancelled",
        "export-withdrawn"
    })
    public Multi<byte[]> content(@PathParam("id") UUID id) {
        Caller caller = callers.current();
        stepUp.require(caller);
        Instant now = clock.instant();
        return RestMulti.fromUniResponse(
                exports.find(caller.tenant(), id)
                        .map(
                                found ->
                                        found.filter(
                                                        row ->
                                                                row.isShownTo(
                                                                        caller.actor(),
                                                                        TrailVisibility.of(caller)))
                                                .orElseThrow(ExportProblem::unknown))
                        .call(export -> cover.require(caller, export.id()))
                        .call(export -> recorded(caller, export, now)),
                export -> chunks(caller, export),
                ExportContentResource::headers);
    }

    /** Each download is a command of its own. */
    private Uni<?> recorded(Caller caller, ExportRow export, Instant now) {
        if (export.progress().state().isOpen()) {
            throw ExportProblem.notCompleted(); // on record perhaps, but not shown to be there
        }
        DownloadExport command = new DownloadExport(export.isExpired(now));
        return streams.handle(
                export.id(),
                command,
                commands.natural(caller, "downloadExport", UUID.randomUUID().toString()));
    }

    /** An agreement that ends takes with it what a page would not show any more. */
    private Multi<byte[]> chunks(Caller caller, ExportRow export) {
        return Multi.createFrom()
                .range(0, export.progress().chunks())
                .onItem()
                .transformToUni(
                        number ->
                                cover.require(caller, export.id())
                                        .chain(() -> chunk(caller.tenant(), export, number)))
                .concatenate();
    }

    /** A chunk that is gone breaks the answer off: it never looks as if it were whole. */
    private Uni<byte[]> chunk(TenantId tenant, ExportRow export, int number) {
        return exports.chunk(tenant, export.id(), number)
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new IllegalStateException(
                                                        "a chunk of an export is gone")))
                .flatMap(row -> chunks.readSoon(new ExportId(tenant, export.id()), row))
                .map(Chunk::bytes);
    }

    private static Map<String, List<String>> headers(ExportRow export) {
        String name = "trail-" + export.id() + "." + export.asked().format().extension();
        byte[] sha256 = HexFormat.of().parseHex(Objects.requireNonNull(export.result().sha256()));
        String digest = Base64.getEncoder().encodeToString(sha256);
        return Map.of(
                "Content-Disposition", List.of("attachment; filename=\"" + name + "\""),
                "Repr-Digest", List.of("sha-256=:" + digest + ":"),
                "Cache-Control", List.of("private, no-store"),
                "X-Content-Type-Options", List.of("nosniff"));
    }
}
