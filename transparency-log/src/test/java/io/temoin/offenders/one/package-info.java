/** Planted for the test of the rules. */
@NullMarked
package io.temoin.offenders.one;

import org.jspecify.annotations.NullMarked;
