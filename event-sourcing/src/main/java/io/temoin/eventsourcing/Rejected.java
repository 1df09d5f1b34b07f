// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing;

import java.util.List;

/**
 * A command broke a business rule. Carries a stable {@link Code}, the only error vocabulary clients
 * may rely on, a full sentence for a person, and pointers to the offending fields when there are
 * some.
 */
public final class Rejected extends RuntimeException {

    /** Implemented by one enum per service; the constant's name is the public problem type. */
    public interface Code {
        String name();

        Kind kind();
    }

    /** What the refusal means to a caller; the HTTP layer alone turns it into a status. */
    public enum Kind {
        /** The request cannot be understood or breaks a stated constraint. */
        INVALID,
        /** The caller may not do this. */
        FORBIDDEN,
        /** There is no such thing, or not for this caller. */
        UNKNOWN,
        /** The state of the thing does not allow it. */
        CONFLICT,
        /** The thing existed and was erased. */
        GONE,
        /** The thing is not as it was when the caller saw it (RFC 9110 §15.5.13). */
        STALE,
        /** The caller has to say which version is to be changed (RFC 6585 §3). */
        UNCONDITIONAL,
        /** Understood, but contradicts what was said before (RFC 9110 §15.5.21). */
        UNPROCESSABLE,
        /** The body's format is not one that is read. */
        UNSUPPORTED,
        /** The body is larger than what is taken. */
        TOO_LARGE
    }

    /**
     * One offending field.
     *
     * @param pointer JSON pointer into the request body (RFC 6901), or the name of a header or
     *     parameter
     * @param code stable kebab-case code
     * @param message a sentence a person understands, without personal data
     */
    public record Violation(String pointer, String code, String message) {}

    private final transient Code code;
    private final transient List<Violation> violations;

    public Rejected(Code code, String detail) {
        this(code, detail, List.of());
    }

    public Rejected(Code code, String detail, List<Violation> violations) {
        super(detail);
        this.code = code;
        this.violations = List.copyOf(violations);
    }

    /** A refusal that points at one field. */
    public static Rejected at(String pointer, Code code, String detail) {
        return new Rejected(
                code,
                detail,
                List.of(
                        new Violation(
                                pointer,
                                code.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                                detail)));
    }

    public Code code() {
        return code;
    }

    /** A full sentence for a person, without personal data. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<Violation> violations() {
        return violations;
    }

    /** Refusals are ordinary answers, not faults: no stack is walked for them. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
