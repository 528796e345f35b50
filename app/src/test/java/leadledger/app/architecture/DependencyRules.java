package leadledger.app.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Who may know whom. The rules are made for a root package, so that the same rule is shown to pass on {@code leadledger}
 * and to bite on planted violations under another root.
 *
 * @param root package below which {@code events}, {@code command}, {@code query} and {@code app} lie
 */
record DependencyRules(String root) {

    private static final Set<String> CLOCKS_AND_CHANCE = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.InstantSource.system",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID");

    private String[] vocabulary() {
        return new String[] {
            root + ".events.aftersales..",
            root + ".events.calendar..",
            root + ".events.dispute..",
            root + ".events.sales..",
            root + ".events.mail..",
            root + ".events.reference..",
            root + ".events.shared..",
            root + ".events.sla.."
        };
    }

    /** Decisions and all they are made of: what lies below the commands' packages and is no edge. */
    private DescribedPredicate<JavaClass> decisions() {
        return DescribedPredicate.describe(
                "decisions",
                type -> (type.getPackageName().startsWith(root + ".command.aftersales")
                                || type.getPackageName().startsWith(root + ".command.decision")
                                || type.getPackageName().equals(root + ".command.dispute")
                                || type.getPackageName().startsWith(root + ".command.sales")
                                || type.getPackageName().startsWith(root + ".command.mail")
                                || type.getPackageName().startsWith(root + ".command.reference"))
                        && !isEdge(type)
                        && !type.getSimpleName().equals("package-info"));
    }

    private static boolean isEdge(JavaClass type) {
        JavaClass outermost = type;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        String name = outermost.getSimpleName();
        return name.endsWith("Api") || name.endsWith("Body") || name.endsWith("Shell") || name.endsWith("Numbers");
    }

    ArchRule vocabularyIsPure() {
        return classes()
                .that()
                .resideInAnyPackage(vocabulary())
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", "org.jspecify..").or(resideInAnyPackage(vocabulary())))
                .as("what happened and what it means is plain Java");
    }

    ArchRule decisionsArePure() {
        return classes()
                .that(decisions())
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..")
                        .or(resideInAnyPackage(vocabulary()))
                        .or(resideInAnyPackage(
                                root + ".command.aftersales..",
                                root + ".command.decision..",
                                root + ".command.dispute",
                                root + ".command.sales..",
                                root + ".command.mail..",
                                root + ".command.reference..")))
                .as("decisions are plain Java: no Axon, no Spring, no database");
    }

    ArchRule decisionsKnowNoClockAndNoChance() {
        DescribedPredicate<JavaCall<?>> clocksAndChance = DescribedPredicate.describe("a clock or chance", call -> {
            CodeUnitCallTarget target = call.getTarget();
            return CLOCKS_AND_CHANCE.contains(target.getOwner().getName() + "." + target.getName())
                    || target.getOwner().isAssignableTo(Random.class)
                    || target.getOwner().isAssignableTo(RandomGenerator.class);
        });
        return noClasses()
                .that(decisions().or(resideInAnyPackage(vocabulary())))
                .should()
                .callCodeUnitWhere(DescribedPredicate.describe(
                        clocksAndChance.getDescription(), call -> clocksAndChance.test(call)))
                .as("decisions call no clock and no chance: time comes with the command");
    }

    ArchRule axonStaysAtTheEdge() {
        return noClasses()
                .that(simpleNameEndingWith("Shell")
                        .or(resideInAnyPackage(
                                root + ".command.desk..",
                                root + ".events.ledger..",
                                root + ".query.projection..",
                                root + ".app.wiring.."))
                        .negate())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.axonframework..")
                .as("Axon is known in shells, the desk, the ledger, the projections' runtime and the wiring only");
    }

    ArchRule sqlStaysWithItsTables() {
        return noClasses()
                .that(resideInAnyPackage(
                                root + ".events.ledger..",
                                root + ".query.access..",
                                root + ".query.projection..",
                                root + ".query.accesslog..",
                                root + ".query.bell..",
                                root + ".query.leadlist..",
                                root + ".query.saleslist..",
                                root + ".query.deadlines..",
                                root + ".query.dispute..",
                                root + ".query.mail",
                                root + ".query.saleskpi..",
                                root + ".query.slareport..",
                                root + ".query.watchlist..",
                                root + ".command.desk..",
                                root + ".command.imports..",
                                root + ".app.scheduling..",
                                root + ".app.wiring..",
                                root + ".app.dev..")
                        .or(simpleNameEndingWith("Numbers"))
                        // They tell outages by their exceptions, and hold no SQL.
                        .or(resideInAnyPackage(root + ".app.problems..", root + ".app.console.."))
                        .negate())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.postgresql..")
                .as("SQL stands where its tables are owned");
    }

    /**
     * AC-03: read models are read through {@code ScopedReads}. The runtime writes them, what is due is read by the service
     * for itself and so is the outbox, the access log has a table of its own that no scope divides, the replay reads the
     * ledger's columns for measurements, and what users have read at the bell is written, not read.
     */
    ArchRule requestsReadWithinAScope() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".query..")
                .and()
                .resideOutsideOfPackages(
                        root + ".query.access..",
                        root + ".query.accesslog..",
                        root + ".query.mail..",
                        root + ".query.projection..",
                        root + ".query.deadlines..")
                .and()
                .doNotHaveSimpleName("SlaReplay")
                .and()
                .doNotHaveSimpleName("ReaderStates")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "javax\\.sql\\.DataSource|org\\.springframework\\.jdbc\\.core\\.(simple\\.)?Jdbc(Client|Template)"
                                + "|org\\.springframework\\.jdbc\\.core\\.namedparam\\.NamedParameterJdbcTemplate")
                .as("requests read tables within a scope: no connection of their own");
    }

    ArchRule slicesDoNotKnowEachOther() {
        return slices().matching(root + ".command.[aftersales|sales].(*)..")
                .should()
                .notDependOnEachOther()
                .as("use cases share the lead, never each other");
    }

    ArchRule readModelsDoNotKnowEachOther() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        root + ".query.projection..",
                        root + ".query.lead",
                        root + ".query.listing",
                        root + ".query.saleslead")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        root + ".query.bell..",
                        root + ".query.leadlist..",
                        root + ".query.deadlines..",
                        root + ".query.dispute..",
                        root + ".query.leadpage..",
                        root + ".query.saleslist..",
                        root + ".query.salespage..",
                        root + ".query.history..",
                        root + ".query.verdicts..",
                        root + ".query.saleskpi..",
                        root + ".query.salesverdicts..",
                        root + ".query.operations..")
                .as("what all views share knows none of them");
    }

    ArchRule sidesDoNotKnowEachOther() {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".command..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(root + ".query..")
                .as("the writing side does not know the reading side");
    }

    ArchRule readingDoesNotKnowWriting() {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".query..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(root + ".command..")
                .as("the reading side does not know the writing side");
    }

    ArchRule eventsKnowNobody() {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".events..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(root + ".command..", root + ".query..", root + ".app..")
                .as("events know neither side");
    }

    ArchRule nobodyKnowsTheApplication() {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".events..", root + ".command..", root + ".query..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(root + ".app..")
                .as("nobody knows the application");
    }
}
