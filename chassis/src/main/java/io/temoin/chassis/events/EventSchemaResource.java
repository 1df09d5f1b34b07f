// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Problems;
import io.temoin.eventsourcing.Rejected;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
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
 * The schemas of the events that this service publishes, where their attribute {@code dataschema}
 * points. They are public: they say what an event looks like, and nothing of anybody.
 */
@Path("/v1/event-schemas")
@Tag(name = "Events", description = "Schemas of the events of this service")
public class EventSchemaResource {

    static final String MEDIA_TYPE = "application/schema+json";

    /** Within a version a schema only grows, with a release of the service. */
    private static final String CACHING = "public, max-age=86400";

    private static final String FOLDER = "META-INF/temoin/events/";
    private static final Pattern TYPE = Pattern.compile("io\\.temoin\\.[a-z]+\\.[A-Za-z]+\\.v\\d+");

    @GET
    @Path("/{type}")
    @Produces(MEDIA_TYPE)
    @PermitAll
    @Operation(
            operationId = "getEventSchema",
            summary = "The schema of an event type",
            description =
                    "JSON Schema 2020-12 of the data of one event type in one version, as committed"
                            + " in contracts/events of the Temoin source repository. Within a"
                            + " version, only optional members and new codes are ever added to it.")
    @APIResponse(
            responseCode = "200",
            description = "The schema",
            headers = @Header(name = "Cache-Control"),
            content =
                    @Content(
                            mediaType = MEDIA_TYPE,
                            schema =
                                    @Schema(
                                            implementation = Object.class,
                                            description = "A JSON Schema.")))
    @Problems("event-type-unknown")
    public RestResponse<String> schema(
            @PathParam("type")
                    @Parameter(
                            description =
                                    "The event's type attribute, such as"
                                            + " io.temoin.recording.RecordingStored.v1.")
                    String type) {
        String schema = TYPE.matcher(type).matches() ? read(type) : null;
        if (schema == null) {
            throw new Rejected(
                    ChassisProblem.EVENT_TYPE_UNKNOWN,
                    "This service does not publish an event of this type and version.");
        }
        return ResponseBuilder.ok(schema).header("Cache-Control", CACHING).build();
    }

    private static @Nullable String read(String type) {
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        try (InputStream file = classes.getResourceAsStream(FOLDER + type + "/schema.json")) {
            return file == null ? null : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("the schema of " + type + " cannot be read", failure);
        }
    }
}
