// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.temoin.chassis.ChassisProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The demo profile's clock. In every other profile these paths do not exist. */
@Path("/v1/demo-clock")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Demo")
public class DemoClockResource {

    /** What the clock reads, and how far it is ahead of the system's. */
    public record Reading(Instant now, Duration offset) {}

    /**
     * What the clock shall read.
     *
     * @param now the instant it shall read, or
     * @param offset how far it shall be ahead of the system's clock: the same for several services
     *     sets them alike, however long each request takes
     */
    public record Setting(@Nullable Instant now, @Nullable Duration offset) {}

    private final Clock clock;

    DemoClockResource(Clock clock) {
        this.clock = clock;
    }

    @GET
    @RolesAllowed("admin")
    @Operation(operationId = "readDemoClock", summary = "Read the demo clock", hidden = true)
    public Reading read() {
        return reading(demo());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("admin")
    @Operation(operationId = "setDemoClock", summary = "Set the demo clock forward", hidden = true)
    public Reading set(@NotNull Setting setting) {
        Clocks.Demo demo = demo();
        if (setting.offset() != null) {
            demo.advance(setting.offset());
        } else if (setting.now() != null) {
            demo.advance(setting.now());
        } else {
            throw ChassisProblem.REQUEST_INVALID.at("/now", "Give the instant, or the offset.");
        }
        return reading(demo);
    }

    private Clocks.Demo demo() {
        if (clock instanceof Clocks.Demo demo) {
            return demo;
        }
        throw new NotFoundException();
    }

    private static Reading reading(Clocks.Demo demo) {
        return new Reading(demo.instant(), demo.offset());
    }
}
