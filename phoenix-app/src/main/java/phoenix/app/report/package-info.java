/** What a run leaves behind: {@code report.json}, and the same for people as Markdown and as one HTML file. */
@NullMarked
package phoenix.app.report;

import org.jspecify.annotations.NullMarked;
