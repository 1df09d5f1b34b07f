// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

/**
 * Somebody who received the data of a person.
 *
 * @param recipient a code: a category that the controller declared, or one that the desk chose
 */
public record NamedRecipient(String recipient, RecipientOrigin origin) {}
