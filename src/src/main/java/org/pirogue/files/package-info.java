/**
 * Where files come from and go to: a folder, an SFTP server, a web server. They are taken as copies, whole, and written whole
 * or not at all. Not here: what stands in them.
 *
 * <p>Why SFTP is spoken by JSch, which Camel's {@code camel-ftp} brings, and not by its endpoints: a consumer of Camel gives one
 * exchange for each file, at its own times, and says a folder without files by silence. A table is all files of a folder, read
 * at one time: one that is missing, half, or cannot be read must fail the run, since otherwise its rows would be gone. And a
 * producer of Camel writes over what somebody else wrote. Address and secret of a Camel endpoint also stand in its URI.
 */
@NullMarked
package org.pirogue.files;

import org.jspecify.annotations.NullMarked;
