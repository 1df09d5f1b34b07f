// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.OpenConnection;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.Uuids;
import io.temoin.retention.rights.accesspackage.vault.PackageDownloads;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The package itself, for whoever has its link: the token of the link is the proof, and says whose
 * data. It travels in a header, never in a URL, which would be logged.
 */
@Path("/v1/packages/{id}/content")
@RunOnVirtualThread
@Tag(name = "Access packages")
public class PackageContentResource {

    static final String TOKEN = "Package-Token";

    /**
     * Encrypted ahead of the network, in bytes: with room for one buffer only, each would wait for
     * the other.
     */
    private static final int AHEAD = 8 * 64 * 1024;

    private final PackageDownloads downloads;

    PackageContentResource(PackageDownloads downloads) {
        this.downloads = downloads;
    }

    /** The file. */
    @GET
    @PermitAll
    @Produces("application/zip")
    @Costly("package-downloads")
    @Operation(
            operationId = "getAccessPackageContent",
            summary = "Fetch a package, by its link and without an account",
            description =
                    "A zip whose files are encrypted with AES-256 under the passphrase of the link."
                            + " Every download is recorded and counted before it begins; while the"
                            + " storage does not answer, none is.")
    @APIResponse(
            responseCode = "200",
            description = "The package.",
            headers = {@Header(name = "Content-Disposition")},
            content =
                    @Content(
                            mediaType = "application/zip",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @Problems({
        "package-unknown",
        "package-not-ready",
        "package-revoked",
        "package-expired",
        "package-link-ended",
        "identity-unproven",
        "request-ended",
        "request-joined",
        "service-unavailable"
    })
    public Response content(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @HeaderParam(TOKEN) @Parameter(description = "The token of the link.")
                    @Nullable String token,
            @Context HttpServerRequest asked) {
        PackageDownloads.Content content = downloads.begin(Uuids.parse(id), token);
        asked.response().setWriteQueueMaxSize(AHEAD);
        StreamingOutput body = out -> writeWhole(content, out, asked);
        return Response.ok(body)
                .header("Content-Disposition", "attachment; filename=\"package-" + id + ".zip\"")
                .header("Cache-Control", "private, no-store")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    /**
     * A body that ends early is told from a whole one by the connection alone, which RESTEasy may
     * close only after it has sent the end of the body.
     */
    private static void writeWhole(
            PackageDownloads.Content content, OutputStream out, HttpServerRequest asked)
            throws IOException {
        boolean whole = false;
        try {
            content.writeTo(out);
            whole = true;
        } finally {
            if (!whole && asked.response().headWritten()) {
                new OpenConnection(asked).reset();
            }
        }
    }
}
