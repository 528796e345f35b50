package leadledger.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesShell;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.mail.MailEvent;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.sales.SalesEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule holds in the service, and every rule bites: a planted violation turns it red. */
class ArchitectureTest {

    private static final DependencyRules SERVICE = new DependencyRules("leadledger");
    private static final DependencyRules PLANTED = new DependencyRules("leadledger.app.architecture.planted");

    private static final JavaClasses SERVICE_CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("leadledger");
    private static final JavaClasses PLANTED_CLASSES =
            new ClassFileImporter().importPackages("leadledger.app.architecture.planted");

    /** A rule with the planted class that breaks it. */
    private record Rule(Function<DependencyRules, ArchRule> rule, String planted) {}

    private static final List<Rule> RULES = List.of(
            new Rule(DependencyRules::vocabularyIsPure, "ImpureFact"),
            new Rule(DependencyRules::decisionsArePure, "ImpureDecision"),
            new Rule(DependencyRules::decisionsKnowNoClockAndNoChance, "DecisionWithClock"),
            new Rule(DependencyRules::axonStaysAtTheEdge, "ListThatKnowsAxon"),
            new Rule(DependencyRules::sqlStaysWithItsTables, "PageWithSql"),
            new Rule(DependencyRules::requestsReadWithinAScope, "ListWithoutScope"),
            new Rule(DependencyRules::slicesDoNotKnowEachOther, "SliceThatKnowsAnother"),
            new Rule(DependencyRules::readModelsDoNotKnowEachOther, "RuntimeThatKnowsAList"),
            new Rule(DependencyRules::sidesDoNotKnowEachOther, "CommandThatReads"),
            new Rule(DependencyRules::readingDoesNotKnowWriting, "QueryThatWrites"),
            new Rule(DependencyRules::eventsKnowNobody, "FactThatKnowsAList"),
            new Rule(DependencyRules::nobodyKnowsTheApplication, "ListThatKnowsTheApp"));

    @TestFactory
    Stream<DynamicTest> everyRuleHolds() {
        return RULES.stream().map(rule -> {
            ArchRule inService = rule.rule.apply(SERVICE);
            return DynamicTest.dynamicTest(inService.getDescription(), () -> inService.check(SERVICE_CLASSES));
        });
    }

    @TestFactory
    Stream<DynamicTest> everyRuleBites() {
        return RULES.stream().map(rule -> {
            ArchRule inPlanted = rule.rule.apply(PLANTED);
            return DynamicTest.dynamicTest(inPlanted.getDescription() + ": " + rule.planted, () -> {
                EvaluationResult result = inPlanted.evaluate(PLANTED_CLASSES);
                assertThat(result.getFailureReport().getDetails())
                        .as("violations of %s", inPlanted.getDescription())
                        .anyMatch(detail -> detail.contains(rule.planted));
            });
        });
    }

    @Test
    void everyCommandIsARecordThatTheShellHandles() {
        Set<Class<?>> handled = Arrays.stream(AftersalesShell.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(CommandHandler.class))
                .map(method -> method.getParameterTypes()[0])
                .collect(Collectors.toSet());
        List<? extends Class<?>> commands = SERVICE_CLASSES.stream()
                .filter(type -> type.isAssignableTo(AftersalesCommand.class) && !type.isInterface())
                .map(JavaClass::reflect)
                .toList();
        assertThat(commands).isNotEmpty().allMatch(Class::isRecord).allMatch(handled::contains);
    }

    @Test
    void everyEventHasAStoredName() {
        List<Class<?>> events = Stream.of(
                        AftersalesEvent.class, SalesEvent.class, MailEvent.class, ReferenceEvent.class)
                .<Class<?>>flatMap(ArchitectureTest::facts)
                .toList();
        assertThat(LedgerJson.catalog().classes()).containsAll(events);
    }

    private static Stream<Class<?>> facts(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(type -> type.isSealed() ? facts(type) : Stream.<Class<?>>of(type));
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Set<String> packages =
                SERVICE_CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        assertThat(packages).allMatch(ArchitectureTest::isNullMarked);
    }

    private static boolean isNullMarked(String packageName) {
        try {
            return Class.forName(packageName + ".package-info").isAnnotationPresent(NullMarked.class);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Test
    void everyRuleOfTheListIsTried() {
        Set<String> declared = Arrays.stream(DependencyRules.class.getDeclaredMethods())
                .filter(method -> method.getReturnType() == ArchRule.class && !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toSet());
        assertThat(RULES).hasSameSizeAs(declared);
    }
}
