// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * No service decodes bodies, so each refuses one that has a content coding, or is said to have one,
 * and reads nothing of it. For tests that start a service.
 */
public final class EncodedBodies {

    private static final List<String> CODINGS =
            List.of("gzip", "x-gzip", "BR", "deflate", "x-unknown", "identity, gzip");

    private static final List<String> NONE = List.of("identity", "Identity", "");

    private EncodedBodies() {}

    /**
     * Asserts that an operation refuses every coding, and that identity is none.
     *
     * @param request with a body, by somebody who may send it
     * @param send sends it
     */
    public static void areRefused(
            Supplier<RequestSpecification> request, Function<RequestSpecification, Response> send) {
        for (String coding : CODINGS) {
            Response refused = send.apply(request.get().header("Content-Encoding", coding));
            assertProblem(refused, 415, "content-encoding-unsupported");
            assertThat(refused.header("Accept-Encoding")).as(coding).isEqualTo("identity");
            assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("Content-Encoding");
        }
        for (String none : NONE) {
            Response read = send.apply(request.get().header("Content-Encoding", none));
            assertThat(read.statusCode()).as("'%s': %s", none, read.asString()).isNotEqualTo(415);
            assertThat(read.header("Accept-Encoding")).isNull();
        }
    }
}
