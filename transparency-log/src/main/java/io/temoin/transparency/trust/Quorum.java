// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.trust;

import io.temoin.transparency.note.VerifierKey;
import java.util.List;
import java.util.Set;

/** Who must have cosigned a checkpoint for it to count. */
public sealed interface Quorum {

    /** Whether these cosigners are enough. */
    boolean satisfiedBy(Set<VerifierKey> cosigners);

    /** Nobody: {@code quorum none}. */
    record Nobody() implements Quorum {
        @Override
        public boolean satisfiedBy(Set<VerifierKey> cosigners) {
            return true;
        }
    }

    /** One witness. */
    record Witness(String name, VerifierKey key) implements Quorum {
        @Override
        public boolean satisfiedBy(Set<VerifierKey> cosigners) {
            return cosigners.contains(key);
        }
    }

    /** So many of these witnesses and groups. */
    record Group(String name, int threshold, List<Quorum> members) implements Quorum {

        /** Copies the list. */
        public Group {
            members = List.copyOf(members);
        }

        @Override
        public boolean satisfiedBy(Set<VerifierKey> cosigners) {
            return members.stream().filter(member -> member.satisfiedBy(cosigners)).count()
                    >= threshold;
        }
    }
}
