package io.longshore.plan;

import static io.longshore.plan.Situation.asking;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.event.Difference;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
  private static final PlanOptions WITHOUT_TIME_ZONE =
      new PlanOptions(
          PlanOptions.Supervisor.SYSTEMD,
          false,
          false,
          true,
          true,
          List.of("/"),
          Duration.ZERO,
          new PlanOptions.Replacing(true, true, Duration.ZERO));

  @Test
  void whatNoEngineAppliesIsSaidBeforeThereIsAContainer() {
    Comparison.Compared compared =
        Comparison.of(
            asking("{'dimensions':{'kernel_memory':50000000}}").spec(),
            SampleState.nothing(),
            PlanOptions.DEFAULT);

    assertThat(compared.warnings()).anyMatch(warning -> warning.contains("kernel_memory"));
  }

  @Test
  void aContainerThatIsNotThereIsTheOnlyDifference() {
    assertThat(asking("{'name':'web','privileged':true}").compared().differences())
        .containsExactly(
            new Difference(
                "container_missing", null, "web", "There is no container of that name."));
  }

  @Test
  void everyAspectThatDiffersIsReportedInTheReferencesOrder() {
    Comparison.Compared compared =
        asking(
                """
                {'cap_add':['SYS_ADMIN'],'security_opt':['label=disable'],'ipc_mode':'private','labels':{'a':'1'},
                 'cgroupns_mode':'private','tmpfs':['/run'],'volumes':['a:/a'],'volumes_from':['b'],
                 'dimensions':{'cpu_shares':5},'command':'x',
                 'healthcheck':{'test':'t','interval':1,'timeout':1,'start_period':1,'retries':1}}
                """)
            .of(
                "{'HostConfig':{'IpcMode':'host','PidMode':'host','CgroupMode':'host','Privileged':true}}")
            .compared();

    assertThat(compared.differences())
        .extracting(Difference::aspect)
        .containsExactly(
            "cap_add",
            "security_opt",
            "image",
            "ipc_mode",
            "labels",
            "privileged",
            "pid_mode",
            "cgroupns_mode",
            "tmpfs",
            "volumes",
            "volumes_from",
            "environment",
            "container_state",
            "dimensions",
            "command",
            "healthcheck");
    assertThat(compared.differences())
        .allSatisfy(difference -> assertThat(difference.rule()).endsWith("."));
  }

  @Test
  void aFaultInOneAspectHidesNoOtherAndIsNoDifference() {
    Map<String, String> broken =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, String>> entrySet() {
            throw new IllegalStateException("broken");
          }
        };
    ObservedContainer container = SampleState.container(ContainerStatus.EXITED);
    ObservedContainer faulty =
        new ObservedContainer(
            container.id(),
            container.name(),
            container.imageId(),
            container.imageName(),
            container.state(),
            List.of(),
            new TreeMap<>(container.environment()),
            broken,
            Map.of(),
            false,
            10,
            null,
            container.isolation(),
            container.mounts(),
            container.dimensions());

    Comparison.Compared compared =
        Comparison.of(SampleState.SPEC, SampleState.found(faulty, null), PlanOptions.DEFAULT);

    assertThat(compared.differences())
        .extracting(Difference::aspect)
        .containsExactly("container_state");
    assertThat(compared.warnings())
        .anyMatch(warning -> warning.contains("labels could not be compared"));
  }

  @Test
  void aContainerWithoutARecordIsComparedWithAWarning() {
    assertThat(asking("{}").of("{}").compared().warnings())
        .anyMatch(warning -> warning.contains("no readable record"));
    assertThat(asking("{}").of("{}").madeAs("{}").compared().warnings()).isEmpty();
  }

  @Test
  void noValueOfAVariableIsEverShown() {
    Comparison.Compared compared =
        asking("{'environment':{'PASSWORD':'wanted-secret','NEW':'new-secret'}}")
            .of("{'Config':{'Env':['PASSWORD=current-secret']}}")
            .compared();

    assertThat(compared.toString())
        .contains("PASSWORD (another value)", "NEW (not set)")
        .doesNotContain("secret");
  }

  @Test
  void aVariableNoLongerAskedForIsNoticedByTheRecordOnly() {
    String container =
        "{'Config':{'Env':['OLD=1','KOLLA_SERVICE_NAME=case','TZ=UTC','PATH=/bin']}}";

    assertThat(asking("{}").of(container).difference("environment")).isEmpty();
    assertThat(
            asking("{}")
                .of(container)
                .madeAs("{'environment':{'OLD':'1'}}")
                .difference("environment"))
        .hasValue("OLD (no longer asked for) -> null");
  }

  @Test
  void ceasingToAddTheTimeZoneRecreatesNothing() {
    assertThat(
            asking("{}")
                .of("{'Config':{'Env':['KOLLA_SERVICE_NAME=case','TZ=UTC']}}")
                .madeAs("{}")
                .under(WITHOUT_TIME_ZONE)
                .difference("environment"))
        .isEmpty();
  }

  @Test
  void aCapabilityThatTheHostCouldNotGiveIsAWarning() {
    Situation situation =
        asking("{'cap_add':['SYS_RESOURCE']}")
            .of("{'BoundingCaps':['CAP_CHOWN'],'HostConfig':{'CapAdd':[]}}");

    assertThat(situation.difference("cap_add")).hasValue("null -> CAP_SYS_RESOURCE");
    situation.madeAs("{'cap_add':['SYS_RESOURCE']}");
    assertThat(situation.difference("cap_add")).isEmpty();
    assertThat(situation.compared().warnings())
        .anyMatch(warning -> warning.contains("CAP_SYS_RESOURCE"));
  }

  @Test
  void aCapabilityOfTheEnginesOwnIsMissingWhereTheBoundingSetShowsThatItIs() {
    Situation asked = asking("{'cap_add':['AUDIT_WRITE']}");

    assertThat(asked.of("{'HostConfig':{'CapAdd':[]}}").difference("cap_add")).isEmpty();
    assertThat(
            asked
                .of("{'BoundingCaps':['CAP_CHOWN'],'HostConfig':{'CapAdd':[]}}")
                .difference("cap_add"))
        .isPresent();
  }

  @Test
  void allCapabilitiesNeedACompleteBoundingSet() {
    Situation few =
        asking("{'cap_add':['ALL']}")
            .of("{'BoundingCaps':['CAP_CHOWN'],'HostConfig':{'CapAdd':[]}}");

    assertThat(few.difference("cap_add")).isPresent();
    assertThat(few.madeAs("{'cap_add':['ALL']}").difference("cap_add")).isEmpty();
  }

  @Test
  void masksAreKnownByTheRecordOnly() {
    Situation unknown = asking("{'security_opt':['unmask=ALL']}").of("{}");

    assertThat(unknown.difference("security_opt")).isEmpty();
    assertThat(unknown.compared().warnings()).anyMatch(warning -> warning.contains("unmask=ALL"));
    assertThat(unknown.madeAs("{}").difference("security_opt")).hasValue("null -> unmask=ALL");
    assertThat(unknown.madeAs("{'security_opt':['unmask=ALL']}").difference("security_opt"))
        .isEmpty();
  }

  @Test
  void severalLabelsReportedAsOneTextAreSeveral() {
    assertThat(
            asking("{'security_opt':['label=user:u','label=role:r']}")
                .of("{'HostConfig':{'SecurityOpt':['label=role:r,label=user:u']}}")
                .difference("security_opt"))
        .isEmpty();
  }

  @Test
  void theIpcModeThatAnOldEngineHidesIsReadFromTheRecord() {
    Situation hidden =
        asking("{'ipc_mode':'host'}")
            .of("{'HostConfig':{'IpcMode':'shareable'}}")
            .onEngine("4.3.1");

    assertThat(hidden.difference("ipc_mode")).isEmpty();
    assertThat(hidden.compared().warnings()).anyMatch(warning -> warning.startsWith("ipc_mode"));
    assertThat(hidden.madeAs("{'ipc_mode':'host'}").difference("ipc_mode")).isEmpty();
    assertThat(hidden.madeAs("{'ipc_mode':'private'}").difference("ipc_mode"))
        .hasValue("private -> host");
  }

  @Test
  void aRecordThatAskedForNoIpcModeMeansTheEnginesDefault() {
    String container = "{'HostConfig':{'IpcMode':'shareable'}}";
    Situation host = asking("{'ipc_mode':'host'}").of(container).onEngine("4.3.1").madeAs("{}");
    Situation shareable =
        asking("{'ipc_mode':'shareable'}").of(container).onEngine("4.3.1").madeAs("{}");

    assertThat(host.difference("ipc_mode")).hasValue("shareable -> host");
    assertThat(shareable.difference("ipc_mode")).isEmpty();
  }

  /// Only `shareable` of an engine before 4.4 says nothing: a container may be older than its
  /// engine, but its record is then no better than what a newer engine tells.
  @ParameterizedTest
  @CsvSource({
    "5.4.2, shareable, shareable -> host",
    "5.4.2, '', none -> host",
    "4.3.1, private, private -> host",
    "4.3.1, '', none -> host"
  })
  void theIpcModeThatAnEngineTellsIsBelieved(String engine, String reported, String difference) {
    Situation told =
        asking("{'ipc_mode':'host'}")
            .of("{'HostConfig':{'IpcMode':'" + reported + "'}}")
            .onEngine(engine);

    assertThat(told.difference("ipc_mode")).hasValue(difference);
    assertThat(told.madeAs("{'ipc_mode':'host'}").difference("ipc_mode")).hasValue(difference);
  }

  @ParameterizedTest
  @CsvSource({
    "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "sha256:0123456789ab",
    "0123456789ab"
  })
  void anImageAskedForByItsIdIsTheOneWithThatId(String reference) {
    String id = "0123456789abcdef".repeat(4);
    assertThat(
            asking("{'image':'" + reference + "'}")
                .of("{'Image':'" + id + "','Config':{'Image':'r.example/kolla/web:1'}}")
                .with("image", "{'Id':'" + id + "'}")
                .difference("image"))
        .isEmpty();
  }

  @Test
  void anImageAskedForByDigestMayAlsoNameItsTag() {
    String digest = "sha256:" + "a".repeat(64);
    assertThat(
            asking("{'image':'r.example/kolla/web:1@" + digest + "'}")
                .of("{'Image':'abc','Config':{'Image':'r.example/kolla/web@" + digest + "'}}")
                .with("image", "{'Id':'sha256:abc'}")
                .difference("image"))
        .isEmpty();
  }

  @Test
  void aLabelThatOverrodeTheImagesAndIsNoLongerAskedForDiffers() {
    Situation situation =
        asking("{}")
            .of("{'Image':'abc','Config':{'Labels':{'owner':'me'}}}")
            .with("image", "{'Id':'abc','Labels':{'owner':'kolla'}}");

    assertThat(situation.difference("labels")).hasValue("owner=me -> null");
  }

  @Test
  void labelsOfAnImageThatIsNotHereAreNotGuessedAt() {
    assertThat(asking("{}").of("{'Config':{'Labels':{'owner':'kolla'}}}").difference("labels"))
        .isEmpty();
  }

  @Test
  void aTmpfsHasToHaveTheOptionsAskedForAndMayHaveMore() {
    String current =
        "{'HostConfig':{'Tmpfs':{'/run':'size=64m,rw,rprivate,nosuid,nodev,tmpcopyup'}}}";

    assertThat(asking("{'tmpfs':['/run']}").of(current).difference("tmpfs")).isEmpty();
    assertThat(asking("{'tmpfs':['/run:size=32m']}").of(current).difference("tmpfs")).isPresent();
    assertThat(asking("{'tmpfs':['/run:size=64m,nodev']}").of(current).difference("tmpfs"))
        .isEmpty();
  }

  /// Podman leaves zeros out of what it tells; without an interval there is no timer.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0  | 0  | 0 | {'Test':['CMD','x']}                                                     | true",
        "0  | 30 | 3 | {'Test':['CMD','x'],'Timeout':30000000000,'Retries':3}                   | true",
        "0  | 30 | 3 | {'Test':['CMD','x'],'Interval':30000000000,'Timeout':30000000000,'Retries':3} | false",
        "30 | 30 | 3 | {'Test':['CMD','x'],'Timeout':30000000000,'Retries':3}                   | false",
        "30 | 0  | 3 | {'Test':['CMD','x'],'Interval':30000000000,'Timeout':30000000000,'Retries':3} | false",
        "30 | 30 | 0 | {'Test':['CMD','x'],'Interval':30000000000,'Timeout':30000000000,'Retries':3} | false",
      },
      quoteCharacter = '`')
  void aZeroOfAHealthcheckThatIsAskedForIsAZero(
      int interval, int timeout, int retries, String current, boolean equal) {
    String asked =
        "{'healthcheck':{'test':['CMD','x'],'interval':%d,'timeout':%d,'start_period':0,'retries':%d}}"
            .formatted(interval, timeout, retries);

    assertThat(
            asking(asked)
                .of("{'Config':{'Healthcheck':" + current + "}}")
                .difference("healthcheck")
                .isEmpty())
        .isEqualTo(equal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'Test':['CMD','x']} | {'Test':['CMD','x'],'Interval':30000000000,'Timeout':30000000000} | true",
        "{'Test':['CMD','x'],'Interval':40000000000} | {'Test':['CMD','x'],'Interval':40000000000,'Timeout':30000000000,'Retries':3} | true",
        "{'Test':['CMD','x'],'Interval':40000000000} | {'Test':['CMD','x'],'Interval':30000000000} | false",
        "{'Test':['CMD','x'],'Interval':30000000000} | {'Test':['CMD','x']} | false",
        "{'Test':['CMD','x']} | {'Test':['CMD','x'],'Interval':20000000000} | false"
      },
      quoteCharacter = '`')
  void onlyZerosOfAnImagesHealthcheckMayHaveBecomeDefaults(
      String image, String current, boolean equal) {
    assertThat(
            asking("{}")
                .of("{'Config':{'Healthcheck':" + current + "}}")
                .with("image", "{'Id':'abc','Healthcheck':" + image + "}")
                .difference("healthcheck")
                .isEmpty())
        .isEqualTo(equal);
  }

  @Test
  void anInheritedHealthcheckMayHaveItsZerosFilledByTheEngine() {
    Situation inherited =
        asking("{}")
            .of(
                "{'Config':{'Healthcheck':{'Test':['CMD','x'],'Interval':30000000000,'Timeout':30000000000,'Retries':3}}}")
            .with("image", "{'Id':'abc','Healthcheck':{'Test':['CMD','x']}}");

    assertThat(inherited.difference("healthcheck")).isEmpty();
  }

  @Test
  void limitsThatTheHostDropsAreWarningsOnceTheyWereAskedForAtCreation() {
    String params = "{'dimensions':{'mem_limit':'1m','memswap_limit':'3m','blkio_weight':100}}";
    Situation dropped =
        asking(params).of("{'HostConfig':{'Memory':1048576,'MemorySwap':0,'BlkioWeight':0}}");

    assertThat(dropped.difference("dimensions"))
        .hasValue("null -> blkio_weight=100, memswap_limit=3145728");
    assertThat(dropped.madeAs(params).difference("dimensions")).isEmpty();
    assertThat(dropped.compared().warnings()).hasSize(2);
  }

  @Test
  void unlimitedSwapIsTheEnginesLargestNumberAndWithoutALimitOfMemoryNone() {
    String endless = "{'HostConfig':{'Memory':1048576,'MemorySwap':9223372036854775807}}";
    Situation both = asking("{'dimensions':{'mem_limit':'1m','memswap_limit':-1}}").of(endless);
    Situation swapOnly = asking("{'dimensions':{'memswap_limit':-1}}").of("{}");
    Situation withdrawn = asking("{'dimensions':{'mem_limit':'1m'}}").of(endless);

    assertThat(both.difference("dimensions")).isEmpty();
    assertThat(swapOnly.difference("dimensions")).isEmpty();
    assertThat(withdrawn.difference("dimensions")).hasValue("memswap_limit=-1 -> null");
  }

  @Test
  void openFilesCountOnlyWhenTheOperatorSaysSo() {
    PlanOptions strict =
        new PlanOptions(
            PlanOptions.Supervisor.SYSTEMD,
            true,
            false,
            false,
            true,
            List.of("/"),
            Duration.ZERO,
            new PlanOptions.Replacing(true, true, Duration.ZERO));
    Situation situation =
        asking("{'dimensions':{'ulimits':{'nofile':{'soft':5,'hard':5}}}}")
            .of(
                "{'HostConfig':{'Ulimits':[{'Name':'RLIMIT_NOFILE','Soft':9,'Hard':9},{'Name':'RLIMIT_NPROC','Soft':9,'Hard':9}]}}");

    assertThat(situation.difference("dimensions")).isEmpty();
    assertThat(situation.under(strict).difference("dimensions"))
        .hasValue("nofile=9:9 -> nofile=5:5");
  }

  @Test
  void anUnlimitedLimitEqualsTheEnginesMinusOne() {
    assertThat(
            asking("{'dimensions':{'ulimits':{'memlock':{'soft':'unlimited','hard':-1}}}}")
                .of("{'HostConfig':{'Ulimits':[{'Name':'RLIMIT_MEMLOCK','Soft':-1,'Hard':-1}]}}")
                .difference("dimensions"))
        .isEmpty();
  }

  @Test
  void donorsJoinedByAnOlderEngineAreSeveral() {
    assertThat(
            asking("{'volumes_from':['a','b:ro']}")
                .of("{'HostConfig':{'VolumesFrom':['a,b:ro']}}")
                .difference("volumes_from"))
        .isEmpty();
  }
}
