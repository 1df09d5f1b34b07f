// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Problems;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.EntryBundle;
import io.temoin.transparency.tree.Tile;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A log as c2sp.org/tlog-tiles has it, so that anybody's tools read it. Nobody needs a token: it
 * holds random ids and hashes, and says nothing of what they stand for.
 */
@Path("/v1/logs/{log}")
@Tag(name = "Log", description = "The public, tamper-evident log")
@PermitAll
public class TileResource {

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";
    private static final String FRESH = "no-cache";
    private static final String BUNDLES = "entries/";

    private final LogStore store;
    private final ShownCheckpoints shown;

    TileResource(LogStore store, ShownCheckpoints shown) {
        this.store = store;
        this.shown = shown;
    }

    @GET
    @Path("/checkpoint")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "getCheckpoint",
            summary = "The signed size and root of the log",
            description =
                    "A signed note (c2sp.org/tlog-checkpoint). Right after start-up, returns 503"
                            + " until the service has read which checkpoints were published"
                            + " earlier.")
    @APIResponse(
            responseCode = "200",
            headers = @Header(name = "Cache-Control"),
            description = "The latest signed checkpoint",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN,
                            schema = @Schema(implementation = String.class)))
    @Problems({"log-unknown", "log-stopped", "service-unavailable"})
    public Uni<RestResponse<String>> checkpoint(@PathParam("log") String log) {
        return signed(log)
                .map(
                        note ->
                                ResponseBuilder.ok(note, "text/plain;charset=UTF-8")
                                        .header("Cache-Control", FRESH)
                                        .build());
    }

    @GET
    @Path("/tile/{path: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            operationId = "getTile",
            summary = "Hashes of the tree, or a bundle of its leaves",
            description =
                    "tile/<level>/<index>[.p/<width>] and tile/entries/<index>[.p/<width>]"
                            + " (c2sp.org/tlog-tiles). The content of a path never changes. Entry"
                            + " bundles are compressed for clients that accept gzip. A pruned log"
                            + " has only its partial tiles. Right after start-up, returns 503 until"
                            + " the service has read which checkpoints were published earlier.")
    @APIResponse(
            responseCode = "200",
            headers = @Header(name = "Cache-Control"),
            description = "32-byte hashes, or leaves, each preceded by its length",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(implementation = byte[].class)))
    @Problems({"log-unknown", "tile-unknown", "log-stopped", "service-unavailable"})
    public Uni<RestResponse<byte[]>> tile(
            @PathParam("log") String log,
            @PathParam("path") String path,
            @HeaderParam("Accept-Encoding") @Parameter(hidden = true)
                    @Nullable String acceptEncoding) {
        boolean bundle = path.startsWith(BUNDLES);
        Uni<byte[]> content = bundle ? leaves(log, bundle(path)) : hashes(log, tile(path));
        boolean zipped = bundle && Compression.isWanted(acceptEncoding);
        return content.map(
                bytes -> {
                    var answer =
                            ResponseBuilder.ok(
                                            zipped ? Compression.gzip(bytes) : bytes,
                                            MediaType.APPLICATION_OCTET_STREAM)
                                    .header("Cache-Control", IMMUTABLE);
                    if (bundle) {
                        answer.header("Vary", "Accept-Encoding");
                    }
                    if (zipped) {
                        answer.header("Content-Encoding", "gzip");
                    }
                    return answer.build();
                });
    }

    /** Only what is signed is shown: a tree that is ahead of its checkpoint proves nothing. */
    private Uni<byte[]> hashes(String log, Tile tile) {
        return size(log)
                .flatMap(
                        size ->
                                isInTree(size, tile.level(), tile.index(), tile.width())
                                        ? store.tiles(log, List.of(tile))
                                                .map(found -> Optional.ofNullable(found.get(tile)))
                                        : Uni.createFrom().item(Optional.<byte[]>empty()))
                .map(found -> found.orElseThrow(Proofs::unknownTile));
    }

    private Uni<byte[]> leaves(String log, EntryBundle bundle) {
        long first = bundle.index() * Tile.FULL_WIDTH;
        return size(log)
                .invoke(
                        size -> {
                            if (!isInTree(size, 0, bundle.index(), bundle.width())) {
                                throw Proofs.unknownTile();
                            }
                        })
                .flatMap(_ -> store.leaves(log, first, first + bundle.width()))
                .invoke(
                        leaves -> {
                            if (leaves.size() != bundle.width()) { // pruned
                                throw Proofs.unknownTile();
                            }
                        })
                .map(bundle::encode);
    }

    private Uni<Long> size(String log) {
        return signed(log)
                .map(note -> Checkpoint.parse(SignedNote.parse(note).text()).head().size());
    }

    private Uni<String> signed(String log) {
        return shown.checkpoint(log).map(found -> found.orElseThrow(Proofs::unknownLog));
    }

    private static boolean isInTree(long size, int level, long index, int width) {
        long hashes = Tile.hashes(size, level);
        return index < hashes / Tile.FULL_WIDTH
                || (index == hashes / Tile.FULL_WIDTH && width <= hashes % Tile.FULL_WIDTH);
    }

    private static Tile tile(String path) {
        try {
            return Tile.parse("tile/" + path);
        } catch (Untrusted _) {
            throw Proofs.unknownTile(); // the path of no tile
        }
    }

    private static EntryBundle bundle(String path) {
        try {
            return EntryBundle.parse("tile/" + path);
        } catch (Untrusted _) {
            throw Proofs.unknownTile(); // the path of no bundle
        }
    }
}
