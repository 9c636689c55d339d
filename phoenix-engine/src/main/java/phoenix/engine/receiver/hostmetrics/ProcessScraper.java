package phoenix.engine.receiver.hostmetrics;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Resource;

/**
 * Each process as a resource of its own. What of a process cannot be read is left out and counted, and the rest is
 * reported; a process that ends meanwhile is left out as a whole.
 */
final class ProcessScraper implements Scraper {
    private final HostPaths paths;
    private final Settings settings;
    private final KernelSettings kernel;
    private final ScraperOutput output;
    private final ProcessMetrics metrics;
    private final UserNames users;
    private final CommandLine.Reader commandLines = new CommandLine.Reader();
    private final ProcessStatus status = new ProcessStatus();
    private int processors;

    /**
     * @param names which processes are wanted, by the name of their executable
     * @param attributes their resource attributes
     * @param mutes errors that are expected
     * @param youngestAge {@code scrape_process_delay}: processes that have run for less are left out
     */
    record Settings(NameFilter names, ProcessAttributes attributes, Mutes mutes, Duration youngestAge) {
        static final Settings DEFAULT =
                new Settings(NameFilter.ALL, ProcessAttributes.DEFAULT, Mutes.NONE, Duration.ZERO);
    }

    /** Errors that are neither counted nor logged: {@code mute_process_*}. */
    record Mutes(boolean all, boolean name, boolean exe, boolean io, boolean user, boolean cgroup) {
        static final Mutes NONE = new Mutes(false, false, false, false, false, false);
    }

    ProcessScraper(
            HostPaths paths, KernelSettings kernel, Map<String, MetricSettings> metricSettings, Settings settings) {
        this.paths = paths;
        this.kernel = kernel;
        this.settings = settings;
        output = new ScraperOutput(type(), metricSettings);
        metrics = new ProcessMetrics(paths, kernel, output, settings.mutes().io());
        users = new UserNames(paths);
    }

    @Override
    public ScraperType type() {
        return ScraperType.PROCESS;
    }

    @Override
    public void scrape(Scrape scrape) {
        ScrapeErrors errors = scrape.errors();
        errors.mute(settings.mutes().all());
        try {
            scrapeAll(scrape);
        } catch (IOException e) {
            errors.add(1, type(), "cannot list the processes", e);
        } finally {
            errors.mute(false);
        }
    }

    private void scrapeAll(Scrape scrape) throws IOException {
        List<ProcessEntry> processes = scrape.processes().read(scrape.reader());
        IOException unreadable = scrape.processes().unreadableBecause();
        if (unreadable != null && !settings.mutes().name()) {
            int count = scrape.processes().unreadableCount();
            scrape.errors().add(count, type(), "cannot read a process", unreadable);
        }
        refreshUsers(scrape);
        if (processors == 0) {
            processors = countProcessors(scrape.reader());
        }
        metrics.beginScrape(scrape, processors);
        for (int i = 0; i < processes.size(); i++) {
            scrape(processes.get(i), scrape);
        }
    }

    private void refreshUsers(Scrape scrape) {
        if (settings.attributes().isOn(ProcessAttributes.OWNER)) {
            try {
                users.refresh(scrape.reader());
            } catch (IOException e) {
                if (!settings.mutes().user()) {
                    scrape.errors().add(0, type(), "cannot read the names of users", e);
                }
            }
        }
    }

    private int countProcessors(TextReader reader) throws IOException {
        int count = 0;
        try (TextReader stat = reader.open(paths.proc("stat"))) {
            stat.nextLine();
            while (stat.nextLine() && stat.lineStartsWith("cpu")) {
                count++;
            }
        }
        return Math.max(1, count);
    }

    private void scrape(ProcessEntry process, Scrape scrape) {
        long now = scrape.nowUnixNano();
        long startMillis =
                process.stat.startTicks * 1000 / kernel.ticksPerSecond() + scrape.bootTimeUnixNano() / 1_000_000;
        if (settings.youngestAge().toMillis() > now / 1_000_000 - startMillis) {
            return;
        }
        Resource resource = identify(process, now, scrape);
        if (resource == null || !metrics.record(process, status, startMillis, now, scrape)) {
            output.discard();
            return;
        }
        output.emit(scrape.out(), resource, startMillis * 1_000_000);
    }

    /** The resource of the process, or null when it is not wanted or has ended. */
    private @Nullable Resource identify(ProcessEntry process, long now, Scrape scrape) {
        ProcessIdentity identity = process.identity;
        if (identity == null) {
            identity = new ProcessIdentity(process);
            process.identity = identity;
        }
        try {
            identity.readCommandLine(commandLines);
        } catch (IOException e) {
            if (process.hasEnded()) {
                return ended(process, scrape);
            }
            identity.nameWithoutCommandLine();
            scrape.errors().add(0, type(), "cannot read the command line of a process", e);
        }
        if (!settings.names().passes(identity.name())) {
            return null;
        }
        try {
            readExecutable(identity, now, scrape);
            if (settings.attributes().isOn(ProcessAttributes.CGROUP)) {
                readCgroup(identity, scrape);
            }
            if (settings.attributes().isOn(ProcessAttributes.OWNER) || metrics.needsStatus()) {
                readStatus(identity, scrape);
            }
        } catch (IOException e) {
            if (process.hasEnded()) {
                return ended(process, scrape);
            }
            scrape.errors().add(0, type(), "cannot read the status of a process", e);
        }
        return identity.resource(settings.attributes());
    }

    private @Nullable Resource ended(ProcessEntry process, Scrape scrape) {
        String what = "process " + process.pid;
        scrape.errors().add(1, type(), "a process ended while it was read", "ended", what);
        return null;
    }

    private void readExecutable(ProcessIdentity identity, long now, Scrape scrape) {
        IOException failure = identity.exeAttempt.standingFailure(now);
        if (failure == null) {
            try {
                identity.readExecutable();
                return;
            } catch (IOException e) {
                identity.exeAttempt.failed(e, now);
                failure = e;
            }
        }
        if (!settings.mutes().exe()) {
            scrape.errors().add(1, type(), "cannot read the executable of a process", failure);
        }
    }

    private void readCgroup(ProcessIdentity identity, Scrape scrape) {
        try {
            identity.readCgroup(scrape.reader());
        } catch (IOException e) {
            if (!settings.mutes().cgroup()) {
                scrape.errors().add(0, type(), "cannot read the cgroup of a process", e);
            }
        }
    }

    private void readStatus(ProcessIdentity identity, Scrape scrape) throws IOException {
        status.read(scrape.reader(), identity.statusFile, metrics.needsStatus());
        if (!settings.attributes().isOn(ProcessAttributes.OWNER)) {
            return;
        }
        String owner = users.nameOf(status.userId);
        identity.setOwner(owner);
        if (owner == null && !settings.mutes().user()) {
            String reason = "user " + status.userId + " is not in the list of users";
            scrape.errors().add(0, type(), "cannot name the owner of a process", reason, reason);
        }
    }
}
