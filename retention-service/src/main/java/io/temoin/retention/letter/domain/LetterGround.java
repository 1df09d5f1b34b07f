// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter.domain;

import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.rights.domain.RequestType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Why a request of a type, or a part of it, is refused. Some grounds rest on another article for
 * each right, and a letter cites that of the right that the person exercised.
 */
public record LetterGround(RefusalGround ground, RequestType type) {

    private static final Map<RefusalGround, List<RequestType>> BY_RIGHT =
            new EnumMap<>(
                    Map.of(
                            RefusalGround.RIGHTS_OF_OTHERS,
                            List.of(RequestType.ACCESS, RequestType.PORTABILITY),
                            RefusalGround.NO_GROUND,
                            List.of(
                                    RequestType.ERASURE,
                                    RequestType.RESTRICTION,
                                    RequestType.AUTOMATED_DECISION_REVIEW),
                            RefusalGround.LEGAL_CLAIMS,
                            List.of(RequestType.ERASURE, RequestType.OBJECTION),
                            RefusalGround.BASIS_MISMATCH,
                            List.of(RequestType.PORTABILITY, RequestType.OBJECTION)));

    /** The name of its words. */
    public String key() {
        List<RequestType> rights = BY_RIGHT.get(ground);
        if (rights == null) {
            return ground.name();
        }
        return ground + "." + (rights.contains(type) ? type : rights.getFirst());
    }

    /** The names of the words of all grounds. */
    public static Stream<String> keys() {
        return Arrays.stream(RefusalGround.values())
                .flatMap(
                        ground ->
                                Arrays.stream(RequestType.values())
                                        .map(type -> new LetterGround(ground, type).key()))
                .distinct();
    }
}
