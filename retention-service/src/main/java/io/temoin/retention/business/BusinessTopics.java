// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The topics of controllers' own systems, and whose business the events of each are: that is said
 * by the configuration alone, since a message could say anything.
 *
 * @param owners by the name of the topic
 */
record BusinessTopics(Map<String, Owner> owners) {

    /** The setting that names them. */
    static final String SETTING = "temoin.retention.business-topics";

    private static final Pattern ENTRY =
            Pattern.compile(
                    "([a-z0-9][a-z0-9-]{0,62})/([a-z0-9][a-z0-9-]{0,62})=([a-zA-Z0-9._-]{1,249})");

    /** What services of ours write: nobody else's events are in there. */
    private static final Pattern OWN =
            Pattern.compile(
                    "(consent|recording|audit|retention)\\.(events|dead-letter|checkpoints)");

    /** Names that Kafka itself refuses. */
    private static final Set<String> NO_NAMES = Set.of(".", "..");

    /** Whose business it is. */
    record Owner(String tenant, String controller) {}

    /** Copies the topics. */
    BusinessTopics {
        owners = Map.copyOf(owners);
    }

    /**
     * Reads the setting; there are no topics without it.
     *
     * @param setting entries such as {@code helios/rhone-telecom=crm.business}, separated by commas
     * @throws IllegalArgumentException that quotes the entry that cannot be, and says why
     */
    static BusinessTopics of(Optional<String> setting) {
        Map<String, Owner> owners = new LinkedHashMap<>();
        setting.filter(text -> !text.isBlank())
                .map(text -> List.of(text.split(",", -1)))
                .orElse(List.of())
                .forEach(entry -> add(owners, entry.strip()));
        return new BusinessTopics(owners);
    }

    private static void add(Map<String, Owner> owners, String entry) {
        Matcher parts = ENTRY.matcher(entry);
        if (!parts.matches() || NO_NAMES.contains(parts.group(3))) {
            throw new IllegalArgumentException(
                    "\"" + entry + "\" is not of the form tenant/controller=topic");
        }
        String topic = parts.group(3);
        if (OWN.matcher(topic).matches()) {
            throw new IllegalArgumentException("\"" + entry + "\" names a topic of Temoin's own");
        }
        if (owners.put(topic, new Owner(parts.group(1), parts.group(2))) != null) {
            throw new IllegalArgumentException(
                    "\"" + entry + "\" is the second entry for its topic, which has one owner");
        }
    }

    /**
     * Whose business the events of a topic are.
     *
     * @throws IllegalStateException when the topic is nobody's; such a topic is not read
     */
    Owner ownerOf(String topic) {
        Owner owner = owners.get(topic);
        if (owner == null) {
            throw new IllegalStateException("the topic " + topic + " is nobody's");
        }
        return owner;
    }
}
