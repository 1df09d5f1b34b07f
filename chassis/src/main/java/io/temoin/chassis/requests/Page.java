// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param next cursor of the next part; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, @Nullable String next) {

    private static final String CURSOR = "cursor=";

    /**
     * The first rows of a list.
     *
     * @param rows one more than wanted, when there are more
     * @param item what is shown of a row
     * @param cursor the cursor of the place after a row
     */
    public static <R, T> Page<T> of(
            List<R> rows, int wanted, Function<R, T> item, Function<R, String> cursor) {
        List<R> shown = rows.subList(0, Math.min(wanted, rows.size()));
        List<T> items = shown.stream().map(item).toList();
        return new Page<>(items, rows.size() <= wanted ? null : cursor.apply(shown.getLast()));
    }

    /**
     * The answer with this page; a Link leads to the next one (RFC 8288).
     *
     * @param request where this page was asked for
     */
    public RestResponse<Page<T>> answer(URI request) {
        ResponseBuilder<Page<T>> answer = ResponseBuilder.ok(this);
        return next == null
                ? answer.build()
                : answer.header("Link", "<" + after(request, next) + ">; rel=\"next\"").build();
    }

    /**
     * The same question, from there on; relative, as the service does not know its address, and in
     * the one spelling of its path that everybody else uses, whatever the client wrote.
     */
    private static String after(URI request, String next) {
        String query = request.getRawQuery() == null ? "" : request.getRawQuery();
        return Arrays.stream(query.split("&", -1))
                .filter(parameter -> !parameter.isEmpty() && !parameter.startsWith(CURSOR))
                .map(parameter -> parameter + "&")
                .collect(
                        Collectors.joining(
                                "", RequestAddress.canonicalPath(request) + "?", CURSOR + next));
    }
}
