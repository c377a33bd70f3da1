/**
 * Policies as data: which rule applies to which objects, with which parameters and consequences, who is exempt until when, and custom rules.
 *
 * <p>The package also defines the terms that policies share with rules: {@code Action}, {@code Operation} and {@code Requester}. It may use
 * {@code net}, {@code tree} and {@code text}. Start reading at {@link io.eniguard.policy.Policies}.
 */
@NullMarked
package io.eniguard.policy;

import org.jspecify.annotations.NullMarked;
