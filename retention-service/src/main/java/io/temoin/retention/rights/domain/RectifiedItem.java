// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import java.util.UUID;

/**
 * What its owner put right under a request (GDPR art. 16).
 *
 * @param item id of a document of recording-service, or of a consent
 */
public record RectifiedItem(OwnerService service, UUID item) {}
