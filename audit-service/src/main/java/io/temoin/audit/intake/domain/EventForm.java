// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

/** The foreign schemas whose events are read. */
public enum EventForm {
    /** Open Cybersecurity Schema Framework 1.8. */
    OCSF {
        @Override
        public SubmittedEntry read(
                Document event, SubmittedText source, String organisation, Violations violations) {
            return OcsfMapping.read(event, source, organisation, violations);
        }
    },
    /** Elastic Common Schema 8. */
    ECS {
        @Override
        public SubmittedEntry read(
                Document event, SubmittedText source, String organisation, Violations violations) {
            return EcsMapping.read(event, source, organisation, violations);
        }
    };

    /**
     * The entry of an event.
     *
     * @param source the sending system
     * @param organisation whose people act there, for events that do not say so
     * @param violations takes what cannot be mapped
     */
    public abstract SubmittedEntry read(
            Document event, SubmittedText source, String organisation, Violations violations);
}
