package phoenix.engine.planted;

import java.net.http.HttpClient;
import java.sql.Connection;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Logger;

/** Breaks many rules on purpose: see ArchitectureTest. It is never run. */
record Misbehaves(Connection sql, HttpClient http, Logger logger) {
    Instant readsTheClock() {
        return Instant.now();
    }

    UUID throwsDice() {
        return UUID.randomUUID();
    }

    ExecutorService makesThreads() {
        return Executors.newSingleThreadExecutor();
    }

    void printsAndExits() {
        System.out.println("bye");
        System.exit(1);
    }

    Class<?> looksAround() throws ClassNotFoundException {
        return Class.forName("phoenix.Hidden");
    }
}
