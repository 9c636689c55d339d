package phoenix.verify.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Who may know whom in Phoenix; docs/architecture.md tells the same in words. */
final class Rules {
    private static final String[] FREE_FOR_ALL = {"java..", "org.jspecify.."};

    /** {@code Main}, which puts everything together, and the command line around it. */
    private static final DescribedPredicate<JavaClass> WIRING =
            resideInAnyPackage("phoenix.app", "phoenix.app.cli..").as("the wiring");

    /** A server counts its connections, names their threads and ends them. */
    private static final DescribedPredicate<JavaClass> CONNECTIONS = nameMatching(
                    "phoenix\\.engine\\.net\\.(Server|ServerConnection)")
            .as("a server's connections")
            .forSubtype();

    /** The commands and what they share. */
    private static final String[] COMMANDS = {
        "phoenix.app.analyze..",
        "phoenix.app.capture..",
        "phoenix.app.catalog..",
        "phoenix.app.check..",
        "phoenix.app.cli..",
        "phoenix.app.collector..",
        "phoenix.app.compile..",
        "phoenix.app.config..",
        "phoenix.app.diff..",
        "phoenix.app.loadgen..",
        "phoenix.app.preview..",
        "phoenix.app.run.."
    };

    private static final Pattern LEAF = Pattern.compile("phoenix\\.engine\\.(receiver|processor|exporter)\\.(\\w+).*");

    /** What several exporters share is no component, and has a package of its own. */
    private static final String SHARED_BY_EXPORTERS = "phoenix.engine.exporter.sending..";

    private Rules() {}

    static final ArchRule METRICS_STAND_ALONE = classes()
            .that()
            .resideInAPackage("phoenix.metrics..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("phoenix.metrics..").or(resideInAnyPackage(FREE_FOR_ALL)))
            .because("data and codecs serve the engine, the store and other programs alike");

    static final ArchRule ANALYSIS_STANDS_ALONE = classes()
            .that()
            .resideInAPackage("phoenix.analysis..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("phoenix.analysis..").or(resideInAnyPackage(FREE_FOR_ALL)))
            .because("a verdict is a function of samples, to be checked by anyone who has them");

    static final ArchRule ANALYSIS_IS_PURE = noClasses()
            .that()
            .resideInAPackage("phoenix.analysis..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..", "java.sql..")
                            .or(nameMatching("java\\.io\\.(?!Serializable).*"))
                            .or(nameMatching("java\\.lang\\.System\\$Logger.*|java\\.util\\.logging\\..*"))
                            .or(nameMatching("java\\.time\\.(Clock|InstantSource)"))
                            .or(nameMatching("java\\.lang\\.Thread|java\\.util\\.concurrent\\..*")))
            .because("the same samples give the same verdict: no I/O, no logging, no clock, no threads");

    static final ArchRule CONFIG_IS_ABOUT_TEXT = noClasses()
            .that()
            .resideInAnyPackage("phoenix.config..", "phoenix.ottl..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "phoenix.metrics..",
                    "phoenix.engine..",
                    "phoenix.analysis..",
                    "phoenix.experiment..",
                    "phoenix.app.."))
            .because("components reach the compiler through the specs that they declare");

    static final ArchRule OTTL_STANDS_ALONE = noClasses()
            .that()
            .resideInAPackage("phoenix.ottl..")
            .should()
            .dependOnClassesThat(resideInAPackage("phoenix.config.."))
            .because("a grammar needs no configuration");

    static final ArchRule ENGINE_KNOWS_NO_EXPERIMENT = noClasses()
            .that()
            .resideInAPackage("phoenix.engine..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("phoenix.analysis..", "phoenix.experiment..", "phoenix.app.."))
            .because("the engine is a collector, with or without an experiment");

    static final ArchRule EXPERIMENT_KNOWS_ITS_PORTS = noClasses()
            .that()
            .resideInAPackage("phoenix.experiment..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("phoenix.engine..", "phoenix.metrics..", "phoenix.app.."))
            .because("a real otelcol, a real Prometheus or the embedded ones stand behind the same ports");

    static final ArchRule ADAPTERS_DO_NOT_KNOW_THE_COMMANDS = noClasses()
            .that()
            .resideInAPackage("phoenix.app.*..")
            .and()
            .resideOutsideOfPackages(COMMANDS)
            .should()
            .dependOnClassesThat(resideInAnyPackage(COMMANDS))
            .because("commands and, later, a server use the same adapters");

    static final ArchRule LEAF_COMPONENTS_DO_NOT_KNOW_EACH_OTHER = slices().assignedFrom(new LeafComponents())
            .should()
            .notDependOnEachOther()
            .because("adding or removing one component touches no other");

    static final ArchRule LEAF_COMPONENTS_DO_NOT_KNOW_THE_GRAPH = noClasses()
            .that(new IsLeaf())
            .should()
            .dependOnClassesThat(resideInAnyPackage("phoenix.engine.graph..", "phoenix.engine.isolation.."))
            .because("a component sees the contract and the consumer behind it, not where it stands");

    static final ArchRule COMPONENTS_ARE_NAMED_IN_ONE_PLACE = noClasses()
            .that(DescribedPredicate.not(new IsLeaf()))
            .and()
            .doNotHaveSimpleName("BuiltinComponents")
            .should()
            .dependOnClassesThat(new IsLeaf())
            .because("what this collector can do is one list, which a reader finds and a test counts");

    static final ArchRule NO_WALL_CLOCK = noClasses()
            .that()
            .resideOutsideOfPackage("phoenix.testkit..")
            .and(DescribedPredicate.not(WIRING))
            .should()
            .callCodeUnitWhere(call(
                    "the wall clock",
                    "java\\.lang\\.System\\.currentTimeMillis|java\\.time\\.Clock\\.(system|tick).*"
                        + "|java\\.time\\.(Instant|LocalDate|LocalTime|LocalDateTime|ZonedDateTime|OffsetDateTime|Year)\\.now"
                        + "|java\\.time\\.InstantSource\\.system|java\\.util\\.Date\\.<init>"))
            .because("time is passed in as an InstantSource, so that a test can move it");

    static final ArchRule NO_CHANCE = noClasses()
            .that()
            .resideOutsideOfPackage("phoenix.testkit..")
            .and(DescribedPredicate.not(WIRING))
            .should()
            .callCodeUnitWhere(call(
                    "chance",
                    "java\\.lang\\.Math\\.random|java\\.util\\.UUID\\.randomUUID"
                            + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\.current"
                            + "|java\\.(util\\.(Random|SplittableRandom)|security\\.SecureRandom)\\.<init>"
                            + "|java\\.util\\.random\\.RandomGenerator\\.(of|getDefault)"))
            .because("a RandomGenerator is passed in, so that a seed replays a run");

    static final ArchRule NO_RAW_THREADS = noClasses()
            .that()
            .resideOutsideOfPackages("phoenix.testkit..", "phoenix.engine.isolation..", "phoenix.app..")
            .and(DescribedPredicate.not(CONNECTIONS))
            .should()
            .callCodeUnitWhere(
                    call(
                            "a new thread or pool",
                            "java\\.lang\\.Thread\\.(<init>|ofVirtual|ofPlatform|startVirtualThread)"
                                + "|java\\.util\\.concurrent\\.Executors\\.new.*"
                                + "|java\\.util\\.concurrent\\.\\w*(Pool|PoolExecutor)\\.<init>|java\\.util\\.Timer\\.<init>"))
            .because("executors are passed in: whoever makes a thread must also count it, name it and end it");

    static final ArchRule SQL_STAYS_IN_STORES = noClasses()
            .that()
            .resideOutsideOfPackage("phoenix.app.store..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql.."))
            .because("the port to a store speaks of samples, not of tables");

    static final ArchRule HTTP_CLIENTS_STAY_AT_THE_EDGE = noClasses()
            .that()
            .resideOutsideOfPackages("phoenix.app..", "phoenix.engine.exporter..", "phoenix.engine.net..")
            .should()
            .dependOnClassesThat(resideInAPackage("java.net.http.."))
            .because("what may block on a peer is a sender or an adapter, and nothing else");

    static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS_AND_EXITS = noClasses()
            .that()
            .resideOutsideOfPackages("phoenix.app.cli..", "phoenix.testkit..")
            .should()
            .callCodeUnitWhere(call("an exit", "java\\.lang\\.(System|Runtime)\\.(exit|halt)"))
            .orShould()
            .accessFieldWhere(DescribedPredicate.describe(
                    "a standard stream",
                    (JavaFieldAccess access) ->
                            access.getTargetOwner().getName().equals("java.lang.System")
                                    && access.getName().matches("out|err|in")))
            .because("standard output belongs to the command, and ending the process is its decision alone");

    static final ArchRule NO_HIDDEN_WIRING = noClasses()
            .that()
            // It has to touch every class, wired or not, and starts none.
            .doNotHaveFullyQualifiedName("phoenix.app.cli.AotTraining")
            .should()
            .callCodeUnitWhere(call(
                    "reflection or a service loader",
                    "java\\.util\\.ServiceLoader\\.load.*|java\\.lang\\.Class\\.(forName|getDeclared(Method|Field|Constructor)s?)"
                        + "|java\\.lang\\.reflect\\.Method\\.invoke|.*\\.setAccessible"))
            .because("what exists is listed by name in one place; nothing is found by looking around");

    static final ArchRule ONE_WAY_TO_LOG = noClasses()
            .that()
            .resideOutsideOfPackage("phoenix.app.cli..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache..", "ch.qos.."))
            .because("System.Logger is the one log, and the command line decides where it goes");

    static final ArchRule PACKAGES_FORM_NO_CIRCLE = slices().matching("phoenix.(*).(*)..")
            .should()
            .beFreeOfCycles()
            .because("a package can be read, tested and taken away on its own");

    /** Every rule above, by its name. */
    static Map<String, ArchRule> all() {
        return Arrays.stream(Rules.class.getDeclaredFields())
                .filter(field -> field.getType() == ArchRule.class)
                .collect(Collectors.toMap(Field::getName, Rules::rule));
    }

    private static ArchRule rule(Field field) {
        try {
            return (ArchRule) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static DescribedPredicate<JavaCall<?>> call(String what, String targets) {
        Pattern pattern = Pattern.compile(targets);
        return DescribedPredicate.describe(
                "target is " + what,
                call -> pattern.matcher(call.getTargetOwner().getName() + "." + call.getName())
                        .matches());
    }

    private static final class IsLeaf extends DescribedPredicate<JavaClass> {
        IsLeaf() {
            super("leaf components");
        }

        @Override
        public boolean test(JavaClass type) {
            return LEAF.matcher(type.getPackageName()).matches()
                    && !resideInAPackage(SHARED_BY_EXPORTERS).test(type);
        }
    }

    private static final class LeafComponents implements SliceAssignment {
        private final IsLeaf isLeaf = new IsLeaf();

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            Matcher leaf = LEAF.matcher(type.getPackageName());
            return isLeaf.test(type) && leaf.matches()
                    ? SliceIdentifier.of(leaf.group(1), leaf.group(2))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "leaf components";
        }
    }
}
