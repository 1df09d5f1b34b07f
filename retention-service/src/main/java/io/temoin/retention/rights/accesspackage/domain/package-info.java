// SPDX-License-Identifier: Apache-2.0
/** Access packages, from the request for one until its key is destroyed; pure Java. */
@NullMarked
package io.temoin.retention.rights.accesspackage.domain;

import org.jspecify.annotations.NullMarked;
