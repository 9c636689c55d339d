package phoenix.app.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Writes a report in all its forms into one folder; a file is replaced as a whole or not at all. */
public final class ReportFiles {
    private final Path folder;

    /** @param folder exists */
    public ReportFiles(Path folder) {
        this.folder = folder;
    }

    /** The files written: {@code report.html}, {@code report.md}, {@code report.json}. */
    public List<Path> write(Report report) throws IOException {
        List<Path> files = new ArrayList<>();
        files.add(replace("report.html", HtmlReport.of(report)));
        files.add(replace("report.md", MarkdownReport.of(report)));
        files.add(replace("report.json", JsonReport.of(report)));
        return files;
    }

    private Path replace(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Path part = folder.resolve(name + ".part");
        try {
            Files.writeString(part, text, StandardCharsets.UTF_8);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part); // what a full disk took of it
        }
        return file;
    }
}
