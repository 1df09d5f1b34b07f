// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a command could not be carried out, as a sentence for the operator. */
final class CannotRun extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotRun(String sentence) {
        super(sentence);
    }

    CannotRun(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** What a failure and its causes say: clients of Kafka only tell in a cause what is wrong. */
    static String reason(Throwable failure) {
        List<String> said = new ArrayList<>();
        for (Throwable one = failure; one != null && said.size() < 4; one = one.getCause()) {
            @Nullable String message = one.getMessage();
            String words = message == null ? one.getClass().getSimpleName() : message;
            if (said.stream().noneMatch(before -> before.contains(words))) {
                said.add(words);
            }
        }
        return String.join(": ", said);
    }
}
