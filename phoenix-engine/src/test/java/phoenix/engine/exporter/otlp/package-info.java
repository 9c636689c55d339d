@NullMarked
package phoenix.engine.exporter.otlp;

import org.jspecify.annotations.NullMarked;
