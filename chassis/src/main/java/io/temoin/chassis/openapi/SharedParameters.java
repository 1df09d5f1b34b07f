// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.openapi;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that several operations take alike become components of the document. Of those that
 * share a name and differ, the one that most operations take.
 */
final class SharedParameters {

    private static final String PARAMETERS = "#/components/parameters/";

    /** Where SmallRye found a parameter, which it never writes and which tells equal ones apart. */
    private static final String ORIGIN = "x-smallrye-private-param-ref";

    private SharedParameters() {}

    static void extract(OpenAPI document) {
        List<Parameter> all = Schemas.operations(document).flatMap(Schemas::parameters).toList();
        all.forEach(parameter -> parameter.removeExtension(ORIGIN));
        Map<String, Parameter> shared = new TreeMap<>();
        for (Parameter parameter : all) {
            long best = Math.max(1, uses(shared.get(parameter.getName()), all));
            if (uses(parameter, all) > best) {
                shared.put(parameter.getName(), parameter);
            }
        }
        shared.forEach(document.getComponents()::addParameter);
        Schemas.operations(document)
                .filter(operation -> operation.getParameters() != null)
                .forEach(
                        operation ->
                                operation.setParameters(
                                        operation.getParameters().stream()
                                                .map(it -> reference(it, shared))
                                                .toList()));
    }

    /** By equality, not by hash: that of a model is as of when it was first asked for. */
    private static long uses(@Nullable Parameter parameter, List<Parameter> all) {
        return all.stream().filter(it -> it.equals(parameter)).count();
    }

    private static Parameter reference(Parameter parameter, Map<String, Parameter> shared) {
        return parameter.equals(shared.get(parameter.getName()))
                ? OASFactory.createParameter().ref(PARAMETERS + parameter.getName())
                : parameter;
    }
}
