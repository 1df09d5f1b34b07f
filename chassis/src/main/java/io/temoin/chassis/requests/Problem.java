// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.eventsourcing.Rejected;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Problem details (RFC 9457), the one shape of every error.
 *
 * @param type {@code urn:problem:temoin:<code>}, stable
 * @param title short, the same for every problem of this type
 * @param detail a sentence a person understands, without personal data
 * @param instance path of the request
 * @param correlationId the request's correlation id
 * @param incident id to quote to the operator when the fault is ours
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String correlationId,
        @Nullable String incident,
        List<Rejected.Violation> violations) {

    public static final String MEDIA_TYPE = "application/problem+json";

    static final String PREFIX = "urn:problem:temoin:";

    /** The problem that a refusal is to its caller. */
    public static Problem of(Rejected rejected, String instance, String correlationId) {
        return of(
                rejected.code().name(),
                status(rejected.code().kind()),
                rejected.detail(),
                instance,
                correlationId,
                null,
                rejected.violations());
    }

    /** A problem that no {@link Rejected.Kind} stands for, such as a full disk. */
    public static Problem of(
            String code, int status, String detail, String instance, String correlationId) {
        return of(code, status, detail, instance, correlationId, null, List.of());
    }

    static Problem of(
            String code,
            int status,
            String detail,
            String instance,
            String correlationId,
            @Nullable String incident,
            List<Rejected.Violation> violations) {
        String kebab = code.toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem(
                PREFIX + kebab,
                title(kebab),
                status,
                detail,
                instance,
                correlationId,
                incident,
                violations);
    }

    /** The type without its prefix, such as {@code cursor-invalid}. */
    public String name() {
        return type.substring(PREFIX.length());
    }

    /** The same in other words. */
    Problem with(String otherTitle, String otherDetail, List<Rejected.Violation> otherViolations) {
        return new Problem(
                type,
                otherTitle,
                status,
                otherDetail,
                instance,
                correlationId,
                incident,
                otherViolations);
    }

    static String title(String kebab) {
        String words = kebab.replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static int status(Rejected.Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case FORBIDDEN -> 403;
            case UNKNOWN -> 404;
            case CONFLICT -> 409;
            case GONE -> 410;
            case STALE -> 412;
            case TOO_LARGE -> 413;
            case UNSUPPORTED -> 415;
            case UNPROCESSABLE -> 422;
            case UNCONDITIONAL -> 428;
        };
    }
}
