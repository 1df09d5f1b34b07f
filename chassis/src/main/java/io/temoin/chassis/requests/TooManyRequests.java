// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A limit was reached. {@link ProblemMapper} answers 429, with the seconds to wait in {@code
 * Retry-After} (RFC 6585 §4) and, if it was a quota, what it is in {@code RateLimit-Policy} and
 * {@code RateLimit} (draft-ietf-httpapi-ratelimit-headers-10).
 */
public final class TooManyRequests extends ThrowableProblem {

    /** The type of a caller's general quota. */
    public static final String CODE = "too-many-requests";

    /**
     * A quota that is used up.
     *
     * @param name of the quota
     * @param uses in the period
     */
    public record Policy(String name, int uses, Duration per) {}

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;
    private final transient @Nullable Policy policy;

    /**
     * A refusal.
     *
     * @param code the stable problem type, in kebab case
     * @param detail a sentence that a person understands
     */
    public TooManyRequests(String code, String detail, Duration retryAfter) {
        this(code, detail, retryAfter, null);
    }

    /** The same of a quota. */
    public TooManyRequests(
            String code, String detail, Duration retryAfter, @Nullable Policy policy) {
        super(code, 429, detail);
        this.policy = policy;
        this.retryAfter = retryAfter;
    }

    @Override
    public Map<String, String> headers() {
        long wait = seconds(retryAfter);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Retry-After", Long.toString(wait));
        if (policy != null) {
            headers.put(
                    "RateLimit-Policy",
                    "\"%s\";q=%d;w=%d"
                            .formatted(policy.name(), policy.uses(), seconds(policy.per())));
            headers.put("RateLimit", "\"%s\";r=0;t=%d".formatted(policy.name(), wait));
        }
        return headers;
    }

    /** Whole ones, at least one: rounded down, the next request would come too early. */
    private static long seconds(Duration duration) {
        return Math.ceilDiv(Math.max(1, duration.toMillis()), 1000L);
    }
}
