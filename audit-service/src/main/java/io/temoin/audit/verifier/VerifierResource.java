// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.verifier;

import io.temoin.audit.verifier.VerifierJar.Jar;
import io.temoin.chassis.requests.Problems;
import io.temoin.eventsourcing.Rejected;
import io.temoin.transparency.entry.VerifyScript;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * Hands out what a bundle of evidence is verified with. Whoever does not trust this service builds
 * it from the source, or compares the checksum with one from elsewhere.
 */
@Path("/v1/verifier")
@Tag(name = "Log")
@PermitAll
public class VerifierResource {

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";
    private static final String JAR = "application/java-archive";

    private final VerifierJar verifier;

    VerifierResource(VerifierJar verifier) {
        this.verifier = verifier;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "getVerifierChecksums",
            summary = "Checksums of the verification programs",
            description =
                    "SHA-256 of temoin-verify.jar and of the script contained in every bundle, in"
                            + " the format that sha256sum writes and reads. The jar is at"
                            + " /v1/verifier/{sha256}/temoin-verify.jar.")
    @APIResponse(
            responseCode = "200",
            headers = @Header(name = "Cache-Control"),
            description = "One line per file",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN,
                            schema = @Schema(implementation = String.class)))
    public RestResponse<String> checksums() {
        String jar = verifier.sha256().map(sha256 -> line(sha256, VerifierJar.NAME)).orElse("");
        return ResponseBuilder.ok(
                        jar + line(VerifyScript.sha256(), "verify.py"), "text/plain;charset=UTF-8")
                .header("Cache-Control", "no-cache")
                .build();
    }

    private static String line(String sha256, String name) {
        return sha256 + "  " + name + "\n";
    }

    @GET
    @Path("/{sha256}/temoin-verify.jar")
    @Produces(JAR)
    @Operation(
            operationId = "getVerifier",
            summary = "The program that verifies logs, proofs and evidence bundles",
            description =
                    "The build that belongs to this service. It requires JDK 25 and nothing else."
                            + " The URL contains the checksum of the content, so the content at that"
                            + " URL never changes.")
    @APIResponse(
            responseCode = "200",
            headers = @Header(name = "Cache-Control"),
            description = "A jar",
            content =
                    @Content(
                            mediaType = JAR,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @Problems("verifier-unknown")
    public RestResponse<byte[]> jar(@PathParam("sha256") String sha256) {
        Jar jar =
                verifier.jar()
                        .filter(one -> one.sha256().equals(sha256))
                        .orElseThrow(
                                () ->
                                        new Rejected(
                                                VerifierProblem.VERIFIER_UNKNOWN,
                                                "This service has no verifier with this checksum;"
                                                        + " see /v1/verifier for the one it has."));
        return ResponseBuilder.ok(jar.content(), JAR).header("Cache-Control", IMMUTABLE).build();
    }
}
