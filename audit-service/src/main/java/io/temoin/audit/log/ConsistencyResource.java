// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Problems;
import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.ConsistencyProof;
import io.temoin.transparency.tree.TiledTree;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.stream.Collectors;
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
 * The proof that a log only grew, for whoever kept a checkpoint and has no tool that reads tiles.
 * As public as the tiles, which say the same.
 */
@Path("/v1/logs/{log}/consistency")
@Tag(name = "Log")
@PermitAll
public class ConsistencyResource {

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    private final LogStore store;
    private final CheckpointStore checkpoints;

    ConsistencyResource(LogStore store, CheckpointStore checkpoints) {
        this.store = store;
        this.checkpoints = checkpoints;
    }

    /** The hashes of a consistency proof. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "getConsistency",
            summary = "The proof that the log has only grown from one size to another",
            description =
                    "The hashes of RFC 6962 §2.1.2 in base64, one per line, as they are sent to a"
                            + " witness (c2sp.org/tlog-witness). The list is empty if from is 0 or if"
                            + " both sizes are equal. A pruned log keeps the partial tiles at the right"
                            + " edge of its last tree: proofs that need only those are still available,"
                            + " any other is answered with tile-unknown.")
    @APIResponse(
            responseCode = "200",
            headers = @Header(name = "Cache-Control"),
            description = "The hashes",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN,
                            schema = @Schema(implementation = String.class)))
    @Problems({"log-unknown", "tile-unknown"})
    public Uni<RestResponse<String>> consistency(
            @PathParam("log") String log,
            @QueryParam("from") @Parameter(required = true, description = "The smaller size.")
                    @Nullable String from,
            @QueryParam("to")
                    @Parameter(
                            required = true,
                            description =
                                    "The larger size, at most that of the latest signed"
                                            + " checkpoint.")
                    @Nullable String to) {
        long smaller = size("from", from);
        long larger = size("to", to);
        return checkpoints
                .checkpoint(log)
                .map(found -> found.orElseThrow(Proofs::unknownLog))
                .invoke(note -> requireOrder(smaller, larger, signedSize(note)))
                .flatMap(_ -> proof(log, smaller, larger))
                .map(
                        proof ->
                                ResponseBuilder.ok(lines(proof), "text/plain;charset=UTF-8")
                                        .header("Cache-Control", IMMUTABLE)
                                        .build());
    }

    private Uni<ConsistencyProof> proof(String log, long from, long to) {
        return store.tiles(log, TiledTree.tilesOfConsistency(from, to))
                .map(tiles -> new TiledTree(to, LogStore.in(tiles)).consistency(from))
                .onFailure(Untrusted.class)
                .transform(_ -> Proofs.withoutTile());
    }

    private static String lines(ConsistencyProof proof) {
        return proof.hashes().stream().map(hash -> hash + "\n").collect(Collectors.joining());
    }

    private static long size(String parameter, @Nullable String text) {
        try {
            return StrictText.decimal(text == null ? "" : text, parameter);
        } catch (Untrusted _) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    parameter, parameter + " must be a number of entries, such as 70000.");
        }
    }

    private static long signedSize(String note) {
        return Checkpoint.parse(SignedNote.parse(note).text()).head().size();
    }

    /** Only what is signed is shown. */
    private static void requireOrder(long from, long to, long signed) {
        if (to > signed) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "to", "The signed log has only " + signed + " entries.");
        }
        if (from > to) {
            throw ChassisProblem.REQUEST_INVALID.at("from", "from must not be larger than to.");
        }
    }
}
