// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.temoin.shredding.SubjectId;
import java.util.UUID;

/**
 * What one key protects. A recording's key is independent of its subject's: an erasure request
 * destroys what may go and leaves what the law orders to keep (C. assurances R.112-7, MiFID II
 * 16(7)).
 */
public sealed interface KeyScope {

    /** Name under which the key is kept. */
    String name();

    /** Personal values of one data subject. */
    record Subject(SubjectId id) implements KeyScope {
        @Override
        public String name() {
            return "subject/" + id.value();
        }
    }

    /** The audio of one recording. */
    record Recording(UUID id) implements KeyScope {
        @Override
        public String name() {
            return "recording/" + id;
        }
    }
}
