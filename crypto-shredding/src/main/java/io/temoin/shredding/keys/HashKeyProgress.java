// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import java.util.List;

/**
 * Result of a rotation of the keys of keyed hashes.
 *
 * @param opened generations that sign from now on
 * @param retired generations that no longer verify anything
 */
public record HashKeyProgress(List<KeyGeneration> opened, List<KeyGeneration> retired) {

    static final HashKeyProgress NONE = new HashKeyProgress(List.of(), List.of());

    public HashKeyProgress {
        opened = List.copyOf(opened);
        retired = List.copyOf(retired);
    }
}
