// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

/**
 * A handed-in entry, ready to be added.
 *
 * @param pointer where it stands in what was sent
 * @param content keyed hash of everything its sender said, in hexadecimal digits
 */
record SealedSubmission(String pointer, SealedEntry sealed, String content) {

    String id() {
        return sealed.entry().id();
    }
}
