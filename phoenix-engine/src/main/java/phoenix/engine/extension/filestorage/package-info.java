/** The file_storage extension. */
@NullMarked
package phoenix.engine.extension.filestorage;

import org.jspecify.annotations.NullMarked;
