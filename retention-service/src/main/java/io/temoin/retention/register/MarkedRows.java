// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

/**
 * When a registered item has to go, as SQL: by its plan, and sooner if the erasure of its person
 * was decided. Days and moments are reckoned in the same way.
 */
final class MarkedRows {

    private MarkedRows() {}

    /**
     * The day or the moment; null while there is none.
     *
     * @param planned by the plan
     * @param erasable since when no minimum keeps it; null while nobody knows
     * @param floor not before
     * @param erase since when it is marked; null if it is not
     */
    static String due(String planned, String erasable, String floor, String erase) {
        return """
        case when %4$s is null or %2$s is null
          then case when %1$s is null then null else greatest(%1$s, %3$s) end
          else least(case when %1$s is null then null else greatest(%1$s, %3$s) end,
            greatest(%2$s, %3$s, %4$s)) end"""
                .formatted(planned, erasable, floor, erase);
    }

    /**
     * Not before, and not before the end of a review either, as long as a policy asks for one.
     *
     * @param floor not before
     * @param kept until then, by a review; null if none keeps it
     * @param until the last that one may; null if nobody has to look
     */
    static String floor(String floor, String kept, String until) {
        return "greatest(%1$s, case when %2$s is not null and %3$s is not null then least(%2$s, %3$s) end)"
                .formatted(floor, kept, until);
    }

    /** The state that goes with it, of the same moments. */
    static String stage(String planned, String erasable, String erase) {
        return """
        case when %3$s is null or %2$s is null then %1$s
          when %2$s > %3$s then 'UNDER_MINIMUM' else 'SCHEDULED' end"""
                .formatted(planned, erasable, erase);
    }
}
