/** Tests of reading VPC facts from files: valid, invalid and unusual ones. */
@NullMarked
package io.eniguard.source.file;

import org.jspecify.annotations.NullMarked;
