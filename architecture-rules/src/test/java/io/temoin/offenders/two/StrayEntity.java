// SPDX-License-Identifier: Apache-2.0
package io.temoin.offenders.two;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** An entity outside a view, and a consumer that is not called one: offenders. */
@Entity
final class StrayEntity {
    @Id long id;

    @Incoming("nowhere")
    void take(String message) {}
}
