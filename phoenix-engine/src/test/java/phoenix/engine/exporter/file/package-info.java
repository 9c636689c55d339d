@NullMarked
package phoenix.engine.exporter.file;

import org.jspecify.annotations.NullMarked;
