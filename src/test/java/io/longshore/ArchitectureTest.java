package io.longshore;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import io.longshore.kafka.CallLimits;
import io.longshore.kafka.Topics;
import io.longshore.kafka.UnusableSettings;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The directions in which packages may know one another. ARCHITECTURE.md draws them.
class ArchitectureTest {
  private static final String ROOT = "io.longshore.";

  /// Decides, and does nothing: plain Java, so that every decision is tested without a machine.
  private static final String[] CORE =
      packages("command", "event", "plan", "policy", "rollout", "audit");

  /// Puts ports and adapters together.
  private static final String[] COMPOSITION = packages("cli");

  /// What schedulers and people send with: it shares messages and topics with the worker, and
  /// nothing else.
  private static final String[] CLIENT = packages("client");

  /// What the language and its records, lambdas and switches compile to.
  private static final String[] PLAIN_JAVA = {
    "java.lang",
    "java.lang.annotation",
    "java.lang.constant",
    "java.lang.invoke",
    "java.lang.runtime",
    "java.math",
    "java.time..",
    "java.util",
    "java.util.function",
    "java.util.regex",
    "java.util.stream",
    "org.jspecify.annotations"
  };

  /// Functions of their arguments that stand in packages which also do I/O.
  private static final DescribedPredicate<JavaClass> PURE_FUNCTIONS =
      type(java.security.MessageDigest.class)
          .or(type(java.security.NoSuchAlgorithmException.class))
          .or(type(java.nio.ByteBuffer.class))
          .or(type(java.net.URLEncoder.class))
          .or(type(java.net.URLDecoder.class))
          .or(resideInAPackage("java.nio.charset"));

  private static final JavaClasses MAIN_CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.longshore");

  @Test
  void coreIsPlainJava() {
    DescribedPredicate<JavaClass> allowed =
        resideInAnyPackage(PLAIN_JAVA).or(resideInAnyPackage(CORE)).or(PURE_FUNCTIONS);
    check(
        classes()
            .that()
            .resideInAnyPackage(CORE)
            .should(onlyDependOnClassesThat(allowed))
            .because("core does no I/O and needs no library"));
  }

  @Test
  void coreHasNeitherClockNorThreadsNorEnvironment() {
    DescribedPredicate<JavaClass> machine =
        type(System.class)
            .or(type(Thread.class))
            .or(type(ThreadLocal.class))
            .or(type(Runtime.class))
            .or(type(Process.class))
            .or(type(ProcessBuilder.class))
            .or(type(java.util.Random.class))
            .or(type(java.util.Timer.class))
            .or(type(java.util.Scanner.class));
    check(
        noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should(dependOn(machine))
            .orShould()
            .accessTargetWhere(readsClockOrChance())
            .because("time, randomness and environment come in as arguments"));
  }

  @ParameterizedTest
  @MethodSource("coreDirections")
  void corePackagesKnowOneAnotherInOneDirectionOnly(String name, String[] known) {
    DescribedPredicate<JavaClass> others =
        resideInAPackage(ROOT + ".").and(DescribedPredicate.not(resideInAnyPackage(known)));
    check(noClasses().that().resideInAnyPackage(packages(name)).should(dependOn(others)));
  }

  static Stream<Object[]> coreDirections() {
    return Stream.of(
        new Object[] {"command", packages("command")},
        new Object[] {"event", packages("event", "command")},
        new Object[] {"plan", packages("plan", "event", "command")},
        new Object[] {"policy", packages("policy", "event", "command")},
        new Object[] {"audit", packages("audit", "event", "command")},
        new Object[] {"rollout", packages("rollout", "event", "command")});
  }

  @ParameterizedTest
  @ValueSource(strings = {"engine", "supervisor"})
  void aPortKnowsOnlyTheCore(String port) {
    DescribedPredicate<JavaClass> allowed =
        resideInAnyPackage(CORE)
            .or(
                resideInAnyPackage(
                    ROOT + port, ROOT + "availability", "java..", "org.jspecify.annotations"));
    check(
        classes()
            .that()
            .resideInAPackage(ROOT + port)
            .should(onlyDependOnClassesThat(allowed))
            .because("a port speaks the domain, not a technology"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"engine.podman", "supervisor.systemd", "kafka", "wire", "http", "metrics"})
  void anAdapterIsKnownOnlyWhereThingsArePutTogether(String adapter) {
    assertThat(MAIN_CLASSES.that(resideInAnyPackage(packages(adapter))).size()).isPositive();
    check(
        noClasses()
            .that(
                DescribedPredicate.not(
                    resideInAnyPackage(packages(adapter))
                        .or(resideInAnyPackage(COMPOSITION))
                        .or(resideInAnyPackage(CLIENT))
                        .or(type(Main.class))))
            .should(dependOn(resideInAnyPackage(packages(adapter))))
            .because("adapters are exchangeable, and do not know one another"));
  }

  @Test
  void theClientKnowsMessagesAndTopicsAndNothingOfTheWorker() {
    DescribedPredicate<JavaClass> allowed =
        resideInAnyPackage(CLIENT)
            .or(resideInAnyPackage(packages("command", "event", "wire")))
            .or(type(Topics.class))
            .or(type(CallLimits.class))
            .or(type(UnusableSettings.class))
            .or(
                resideInAnyPackage(
                    "java..",
                    "org.apache.kafka..",
                    "tools.jackson..",
                    "org.slf4j..",
                    "org.jspecify.annotations"));
    check(
        classes()
            .that()
            .resideInAnyPackage(CLIENT)
            .should(onlyDependOnClassesThat(allowed))
            .because("who sends commands runs no worker"));
  }

  @Test
  void nobodyKnowsTheCommandLine() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(COMPOSITION)
            .and()
            .doNotBelongToAnyOf(Main.class)
            .should(dependOn(resideInAnyPackage(COMPOSITION).or(type(Main.class)))));
  }

  @Test
  void onlyTheCommandLinePrints() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages("cli"))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err"));
  }

  @ParameterizedTest
  @CsvSource({"io.micrometer.., metrics", "com.sun.net.httpserver.., http"})
  void aLibraryOfOneAdapterIsKnownThereOnly(String library, String adapter) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages(adapter))
            .should(dependOn(resideInAPackage(library))));
  }

  @Test
  void logsGoThroughSlf4j() {
    check(
        noClasses()
            .should(dependOn(resideInAnyPackage("java.util.logging", "org.apache.log4j.."))));
  }

  @Test
  @Timeout(120)
  void packagesHaveNoCycles() {
    check(slices().matching("io.longshore.(**)").should().beFreeOfCycles());
  }

  @Test
  void namesSayWhatAThingIs() {
    check(noClasses().should().haveNameMatching(".*(Utils?|Helper|Impl)(\\$.*)?"));
  }

  private static DescribedPredicate<JavaAccess<?>> readsClockOrChance() {
    return DescribedPredicate.describe(
        "reads a clock or draws by chance", access -> isClockOrChance(access.getTarget()));
  }

  private static boolean isClockOrChance(AccessTarget target) {
    String owner = target.getOwner().getName();
    return switch (target.getName()) {
      case "now", "system", "systemUTC", "systemDefaultZone", "systemDefault", "tick" ->
          owner.startsWith("java.time.");
      case "randomUUID", "random" -> true;
      default -> false;
    };
  }

  private static ArchCondition<JavaClass> dependOn(DescribedPredicate<JavaClass> predicate) {
    return ArchConditions.dependOnClassesThat(predicate);
  }

  private static String[] packages(String... names) {
    return Arrays.stream(names).map(name -> ROOT + name + "..").toArray(String[]::new);
  }

  private static void check(ArchRule rule) {
    rule.check(MAIN_CLASSES);
  }
}
