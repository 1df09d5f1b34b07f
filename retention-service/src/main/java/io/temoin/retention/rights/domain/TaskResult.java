// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

/** How the part of a service ended. */
public enum TaskResult {
    DONE,
    NOTHING_HELD
}
