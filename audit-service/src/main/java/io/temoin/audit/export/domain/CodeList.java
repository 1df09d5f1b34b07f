// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Codes in one field of a format that knows no lists: {@code A;B}. A semicolon or a backslash
 * inside a code has a backslash before it.
 */
final class CodeList {

    private CodeList() {}

    static String of(List<String> codes) {
        return codes.stream()
                .map(code -> code.replace("\\", "\\\\").replace(";", "\\;"))
                .collect(Collectors.joining(";"));
    }
}
