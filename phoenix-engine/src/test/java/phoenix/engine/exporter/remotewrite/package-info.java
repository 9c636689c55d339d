@NullMarked
package phoenix.engine.exporter.remotewrite;

import org.jspecify.annotations.NullMarked;
