package io.longshore.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.command.ContainerSpec;
import io.longshore.command.Mount;
import io.longshore.command.VolumeName;
import io.longshore.engine.ContainerEngine;
import io.longshore.engine.Containers.EngineRestart;
import io.longshore.engine.podman.PodmanEngine;
import io.longshore.engine.podman.PodmanSettings;
import io.longshore.testhost.TestFleet;
import io.longshore.testhost.TestHost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a real engine makes of a specification compares as equal to it: otherwise every start would
/// recreate it.
class ComparisonIT {
  private static final String IMAGE = "localhost/demo/tools:1";

  @Nested
  class Podman4 extends OnHost {
    Podman4() {
      super("b");
    }
  }

  @Nested
  class Podman5 extends OnHost {
    Podman5() {
      super("t");
    }
  }

  abstract static class OnHost {
    private final String hostName;
    private ContainerEngine engine;
    private TestHost host;

    OnHost(String hostName) {
      this.hostName = hostName;
    }

    @BeforeEach
    void open() {
      host = TestFleet.shared().host(hostName);
      engine = new PodmanEngine(PodmanSettings.of(host.podmanSocket()));
      clean();
      host.exec(
              "podman",
              "create",
              "--name",
              "donor",
              "-v",
              "given:/given",
              "-v",
              "/etc:/etc-of-donor:ro",
              IMAGE)
          .orThrow();
    }

    @AfterEach
    void close() {
      engine.close();
      clean();
    }

    static List<String> parameters() {
      return PARAMETERS;
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void aContainerThatWasJustMadeIsAsAskedFor(String params) {
      ContainerSpec spec = Situation.asking(withNameAndImage(params)).spec();
      create(spec);
      assertThat(texts(compare(spec))).containsExactly("container_state: created -> running");

      engine.containers().start(spec.name());

      Comparison.Compared running = compare(spec);
      assertThat(texts(running)).isEmpty();
      assertThat(running.warnings())
          .noneMatch(warning -> warning.contains("record") || warning.contains("fault"));
    }

    /// Not started: throwaway hosts lack the privilege to raise process limits, which Podman 4.3
    /// then does for others as well.
    @Test
    void limitsOfAContainerThatWasJustMadeAreAsAskedFor() {
      ContainerSpec spec =
          Situation.asking(
                  withNameAndImage(
                      "{'dimensions':{'ulimits':{'core':{'soft':0},'RLIMIT_STACK':{'soft':5,'hard':-1}}}}"))
              .spec();
      create(spec);

      assertThat(texts(compare(spec))).containsExactly("container_state: created -> running");
    }

    private static List<String> texts(Comparison.Compared compared) {
      return compared.differences().stream()
          .map(found -> found.aspect() + ": " + found.current() + " -> " + found.desired())
          .toList();
    }

    private void create(ContainerSpec spec) {
      for (Mount mount : spec.storage().volumes()) {
        if (mount.kind() == Mount.Kind.VOLUME) {
          engine.volumes().create(new VolumeName(mount.source()), Map.of());
        }
      }
      ContainerSpec complete =
          spec.withEnvironment(DesiredEnvironment.of(spec, "UTC", PlanOptions.DEFAULT));
      engine
          .containers()
          .create(complete, SpecRecord.of(complete).annotations(), EngineRestart.NEVER);
    }

    private Comparison.Compared compare(ContainerSpec spec) {
      ActualState actual =
          new ActualState(
              engine.containers().find(spec.name()).orElseThrow(),
              engine.images().find(spec.image()).orElseThrow(),
              null,
              null,
              null,
              "UTC");
      return Comparison.of(spec, actual, PlanOptions.DEFAULT);
    }

    private void clean() {
      host.exec("sh", "-c", "podman rm -af -t 0; podman volume rm -af");
    }
  }

  private static final List<String> PARAMETERS =
      List.of(
          "{}",
          "{'command':'sleep 600'}",
          "{'command':'/bin/sh -c \\'sleep 600\\' sh \\'\\' # x'}",
          "{'environment':{'ODD':'a=b c\\n,%','EMPTY':null,'YES':true},'labels':{'a':'1','b':''}}",
          "{'volumes':['/etc//./:/host-etc/:ro,rslave','logs:/var/log/app/','logs:/second:ro','devpts:/dev/pts']}",
          "{'volumes':['/tmp:/t:noexec','/dev/shm:/dev/shm','/run:/run-of-host:shared','/:/host:ro,rslave']}",
          "{'volumes':['/srv:/srv:z','own:/own:U','once:/once:nocopy','/opt:/opt:private','/mnt:/mnt:bind']}",
          "{'volumes':['/srv:/srv:exec,suid,dev','full:/full:copy']}",
          "{'volumes_from':['donor'],'volumes':['mine:/mine']}",
          "{'volumes_from':['donor:ro']}",
          "{'tmpfs':['/scratch:size=1m,mode=700','/plain/','/nocopy:notmpcopyup,noexec','/read-only:ro']}",
          "{'privileged':true,'cap_add':['SYS_ADMIN']}",
          "{'cap_add':['NET_RAW','mknod','SYS_ADMIN','cap_audit_write']}",
          "{'cap_add':['ALL']}",
          "{'security_opt':['label=disable','seccomp=unconfined','no-new-privileges:true']}",
          "{'security_opt':['label=user:u','label=role:r','mask=/proc/version:/proc/uptime']}",
          "{'security_opt':['unmask=ALL']}",
          "{'security_opt':['unmask=/proc/acpi']}",
          "{'ipc_mode':'host','pid_mode':'host','cgroupns_mode':'host','security_opt':['label=disable']}",
          "{'ipc_mode':'private','pid_mode':'private','cgroupns_mode':'private'}",
          "{'ipc_mode':'shareable'}",
          "{'dimensions':{'mem_limit':'64m','mem_reservation':'32m'}}",
          "{'dimensions':{'mem_limit':'64m','memswap_limit':'100m'}}",
          "{'dimensions':{'cpu_shares':512,'cpu_period':100000,'cpu_quota':50000,'cpuset_cpus':'0-1','cpuset_mems':'0'}}",
          "{'dimensions':{'cpu_quota':50000}}",
          "{'dimensions':{'blkio_weight':200,'kernel_memory':50000000}}",
          "{'healthcheck':{'test':['CMD','true'],'interval':30,'timeout':10,'start_period':5,'retries':2}}",
          "{'healthcheck':{'test':'true','interval':0,'timeout':0,'start_period':0,'retries':0}}",
          "{'healthcheck':{'test':'NONE'}}",
          "{'graceful_timeout':0,'tty':true}");

  private static String withNameAndImage(String params) {
    return "{'name':'compared','image':'"
        + IMAGE
        + "'"
        + (params.equals("{}") ? "" : ",")
        + params.substring(1);
  }
}
