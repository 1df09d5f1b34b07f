// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** The public keys that receipts are verified with. Nothing secret, so nobody needs a token. */
@Path("/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Receipts", description = "Keys that verify receipts")
public class KeyResource {

    /** A verifier that meets an unknown key id asks again before that. */
    private static final String CACHING = "public, max-age=300";

    /** A JWK set (RFC 7517). */
    public record KeySet(List<Key> keys) {}

    /** An Ed25519 public key (RFC 8037), or one on P-256 (RFC 7518), which has a y. */
    public record Key(
            String kty,
            String crv,
            String x,
            @Nullable String y,
            String kid,
            String use,
            String alg) {}

    private final ReceiptSigner signer;

    KeyResource(ReceiptSigner signer) {
        this.signer = signer;
    }

    @GET
    @PermitAll
    @Operation(
            operationId = "listKeys",
            summary = "Public keys of the receipts",
            description =
                    "A JWK set. The first key signs; the others verify receipts signed before a"
                            + " rotation. Fetch the set again when a receipt names a key id you do"
                            + " not know.")
    @APIResponse(
            responseCode = "200",
            headers = @Header(name = "Cache-Control"),
            description = "The keys",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = KeySet.class)))
    public RestResponse<ObjectNode> keys() {
        return ResponseBuilder.ok(signer.keys()).header("Cache-Control", CACHING).build();
    }
}
