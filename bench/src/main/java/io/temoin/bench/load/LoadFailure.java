// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

/** A measurement that means nothing, because requests failed. */
public final class LoadFailure extends RuntimeException {

    public LoadFailure(String message) {
        super(message);
    }

    public LoadFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
