// SPDX-License-Identifier: Apache-2.0
/**
 * What a person gets: the parts of all services, opened while they are read, in one encrypted file.
 * What is here blocks, and belongs on virtual threads.
 */
@NullMarked
package io.temoin.retention.rights.accesspackage.vault;

import org.jspecify.annotations.NullMarked;
