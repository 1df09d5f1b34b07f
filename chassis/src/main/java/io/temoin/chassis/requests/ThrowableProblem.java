// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import java.util.Map;

/**
 * A failure that is a problem of its own, with a status that no {@link
 * io.temoin.eventsourcing.Rejected.Kind} stands for, such as 503. {@link ProblemMapper} answers it
 * wherever it is thrown. An ordinary answer, not a fault: it has no stack trace.
 */
public abstract class ThrowableProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;
    private final String detail;

    /**
     * A problem.
     *
     * @param code the stable problem type, in kebab case
     * @param detail a sentence that a person understands
     */
    protected ThrowableProblem(String code, int status, String detail) {
        super(code, null, false, false);
        this.code = code;
        this.status = status;
        this.detail = detail;
    }

    /** The problem type, in kebab case. */
    public final String code() {
        return code;
    }

    /** A sentence that a person understands. */
    public final String detail() {
        return detail;
    }

    /** The headers of the response: when to repeat the request, if the failure passes by itself. */
    public Map<String, String> headers() {
        return status == 503 ? Map.of("Retry-After", ProblemMapper.RETRY_AFTER) : Map.of();
    }

    final Problem problem(String instance, String correlationId) {
        return Problem.of(code, status, detail, instance, correlationId);
    }
}
