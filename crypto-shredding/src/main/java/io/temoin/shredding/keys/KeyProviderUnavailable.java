// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

/**
 * The key provider cannot be used at the moment: it does not answer, or refuses. Nothing was
 * encrypted, and nothing is lost.
 */
public final class KeyProviderUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean refused;

    private KeyProviderUnavailable(String message, boolean refused, Throwable cause) {
        super(message, cause);
        this.refused = refused;
    }

    /** It does not answer, or not in time, or answers nonsense: it may by itself later. */
    public static KeyProviderUnavailable noAnswer(String message, Throwable cause) {
        return new KeyProviderUnavailable(message, false, cause);
    }

    /** It refuses: a key is disabled or destroyed, or access is denied. Somebody has to act. */
    public static KeyProviderUnavailable refused(String message, Throwable cause) {
        return new KeyProviderUnavailable(message, true, cause);
    }

    /** Whether it stays so until somebody acts. */
    public boolean isRefusal() {
        return refused;
    }
}
