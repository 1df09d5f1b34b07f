// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import java.nio.file.Path;

/** A bundle of three entries, and the policy of who has the keys of its log from elsewhere. */
final class PackedBundle {

    static final int ENTRIES = 3;

    final TestLog log;
    final TestBundle bundle;
    final String policy;

    PackedBundle(Path folder) {
        log = new TestLog(folder);
        bundle = new TestBundle(log).pack(ENTRIES);
        policy = log.write("own.txt", log.policy()).toString();
    }

    Answer check() {
        return Answer.to("verify-bundle", bundle.file(), "--policy", policy);
    }

    byte[] content(String name) {
        return bundle.contents.getOrDefault(name, new byte[0]);
    }

    static Answer wrong(String sentence) {
        return new Answer(1, "", "Wrong: " + sentence + "\n");
    }
}
