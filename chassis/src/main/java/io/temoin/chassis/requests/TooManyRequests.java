// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import java.time.Duration;

/**
 * A quota is used up. {@link ProblemMapper} answers 429, with the seconds to wait in {@code
 * Retry-After} (RFC 6585 §4).
 */
public final class TooManyRequests extends RuntimeException {

    /** The type of a caller's general quota. */
    public static final String CODE = "too-many-requests";

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String detail;
    private final Duration retryAfter;

    /**
     * A refusal.
     *
     * @param code the stable problem type, in kebab case
     * @param detail a sentence that a person understands
     */
    public TooManyRequests(String code, String detail, Duration retryAfter) {
        super(code);
        this.code = code;
        this.detail = detail;
        this.retryAfter = retryAfter;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    /** Whole seconds to wait, at least one: rounded down, the next request would come too early. */
    public String seconds() {
        long millis = Math.max(1, retryAfter.toMillis());
        return Long.toString(Math.ceilDiv(millis, 1000L));
    }

    /** An ordinary answer, not a fault. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
