// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

/**
 * A recording that is stored.
 *
 * @param listeningToken what lets the quality analyst hear it
 */
record Recording(String id, Call call, String listeningToken) {

    String audioPath() {
        return path() + "/audio";
    }

    String path() {
        return "/v1/recordings/" + id;
    }
}
