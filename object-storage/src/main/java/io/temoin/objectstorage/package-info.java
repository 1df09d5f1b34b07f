// SPDX-License-Identifier: Apache-2.0
/**
 * A bucket of S3, or of a storage that speaks its protocol, as the services use it. Everything here
 * blocks and belongs on virtual threads.
 */
@NullMarked
package io.temoin.objectstorage;

import org.jspecify.annotations.NullMarked;
