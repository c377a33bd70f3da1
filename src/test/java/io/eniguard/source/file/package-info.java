/** Reading what people have in files: right, wrong and odd. */
@NullMarked
package io.eniguard.source.file;

import org.jspecify.annotations.NullMarked;
