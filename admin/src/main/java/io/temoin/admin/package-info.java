// SPDX-License-Identifier: Apache-2.0
/**
 * What operators do to the data of a service: verify it after a restore, destroy keys that came
 * back with a backup, and repair what a dump has lost. It works on databases and topics from
 * outside, with the settings of the service, and starts nothing.
 */
@NullMarked
package io.temoin.admin;

import org.jspecify.annotations.NullMarked;
