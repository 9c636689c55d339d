package phoenix.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Reads a page of metrics every two seconds, as a Prometheus server would. */
final class Scraper implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI page;

    Scraper(int port) {
        page = URI.create("http://127.0.0.1:" + port + "/metrics");
    }

    /** Reads until this thread is interrupted. A page that fails is read again: what is measured is not the page. */
    void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                String _ = read();
                Thread.sleep(PERIOD);
            } catch (IOException _) {
                Thread.onSpinWait();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    String read() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(10)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** The sum of a counter over its series; NaN when it is not there. */
    static double counter(String page, String name) {
        double[] values = page.lines()
                .filter(line -> line.startsWith(name + "{")
                        || line.startsWith(name + " ")
                        || line.startsWith(name + "_total{")
                        || line.startsWith(name + "_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toArray();
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? Double.NaN : sum;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
