// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words after a command: values in their order, and options with a value each.
 *
 * @param values the words that belong to no option
 * @param options what stands after each {@code --option}
 */
record Arguments(List<String> values, Map<String, String> options) {

    static Arguments of(List<String> words, List<String> allowed, int count) {
        List<String> values = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--")) {
                values.add(word);
            } else if (!allowed.contains(word)) {
                throw wrong("There is no option " + word + " here.");
            } else if (++i == words.size()) {
                throw wrong("The option " + word + " needs a value.");
            } else if (options.put(word, words.get(i)) != null) {
                throw wrong("The option " + word + " is given twice.");
            }
        }
        if (values.size() != count) {
            throw wrong(
                    "The command takes "
                            + count
                            + (count == 1 ? " argument, not " : " arguments, not ")
                            + values.size()
                            + ".");
        }
        return new Arguments(values, options);
    }

    String required(String option) {
        return optional(option).orElseThrow(() -> wrong("The option " + option + " is missing."));
    }

    Optional<String> optional(String option) {
        return Optional.ofNullable(options.get(option));
    }

    static CannotVerify wrong(String sentence) {
        return new CannotVerify(sentence + " See temoin-verify --help.");
    }
}
