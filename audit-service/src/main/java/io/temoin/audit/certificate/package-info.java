// SPDX-License-Identifier: Apache-2.0
/** Certificates of erasure: what the log proves of a destruction, for whoever is to verify it. */
@NullMarked
package io.temoin.audit.certificate;

import org.jspecify.annotations.NullMarked;
