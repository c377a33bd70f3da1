/** Tests of reading VPC facts from valid, invalid and unusual files. */
@NullMarked
package io.eniguard.source.file;

import org.jspecify.annotations.NullMarked;
