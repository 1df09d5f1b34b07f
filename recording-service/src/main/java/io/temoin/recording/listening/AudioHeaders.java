// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * The headers of every answer about the audio itself, whole or in part, to GET and HEAD alike, in
 * the OpenAPI document. What they mean is described by the chassis.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class AudioHeaders implements OASFilter {

    private static final Set<String> OPERATIONS = Set.of("getAudio", "headAudio");
    private static final List<String> OF_THE_AUDIO =
            List.of("Accept-Ranges", "Cache-Control", "Content-Disposition", "ETag");

    /** Which part it is, or that there is no such part. */
    private static final Map<String, List<String>> MORE =
            Map.of(
                    "200", List.of(),
                    "206", List.of("Content-Range"),
                    "416", List.of("Content-Range"));

    @Override
    public Operation filterOperation(Operation operation) {
        if (OPERATIONS.contains(operation.getOperationId())) {
            MORE.forEach(
                    (status, more) -> {
                        APIResponse response = operation.getResponses().getAPIResponse(status);
                        if (response != null) {
                            OF_THE_AUDIO.forEach(it -> name(response, it));
                            more.forEach(it -> name(response, it));
                        }
                    });
        }
        return operation;
    }

    private static void name(APIResponse response, String header) {
        response.addHeader(header, OASFactory.createHeader());
    }
}
