// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

/** A recording that is stored. */
record Recording(String id, Call call) {

    String path() {
        return "/v1/recordings/" + id;
    }
}
