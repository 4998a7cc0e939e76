package io.longshore.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryFileTest {
  private static final String INI =
      """
      # as kolla-ansible's multinode has it
      localhost ansible_connection=local

      [control]
      control01 ansible_host=10.0.0.1 ansible_user="a # b"
      control[02:03]

      [compute]
      compute-[a:b]:2222
      control01          ; also here

      [openstack:children]
      control
      compute

      [openstack:vars]
      some_variable=[not, a, section]
      """;

  private static final String YAML =
      """
      all:
        hosts: {localhost: {ansible_connection: local}}
        children:
          openstack:
            vars: {some_variable: 1}
            children:
              control:
                hosts:
                  control01: {ansible_host: 10.0.0.1}
                  control[02:03]:
              compute:
                hosts:
                  compute-[a:b]:
                  control01:
      """;

  @ParameterizedTest
  @CsvSource({
    "control,control01 control02 control03",
    "compute,compute-a compute-b control01",
    "openstack,control01 control02 control03 compute-a compute-b",
    "all,localhost control01 control02 control03 compute-a compute-b"
  })
  void bothFormsOfAnInventoryGiveTheSameGroups(String group, String hosts) {
    assertThat(hosts(InventoryFile.read("hosts", INI), group))
        .containsExactlyInAnyOrder(hosts.split(" "));
    assertThat(hosts(InventoryFile.read("hosts.yml", YAML), group))
        .containsExactlyInAnyOrder(hosts.split(" "));
  }

  @Test
  void variablesWithTagsOfAnsibleArePassedOverToo() {
    String yaml =
        """
        all:
          vars: {motd: !unsafe "{{ x"}
          hosts:
            web01:
              ansible_password: !vault |
                $ANSIBLE_VAULT;1.1;AES256
                6132
        """;

    assertThat(hosts(InventoryFile.read("hosts.yml", yaml), "all")).containsExactly("web01");
  }

  @Test
  void ungroupedAreTheHostsThatNoOtherGroupHas() {
    String ini = "web01 ansible_host=10.0.0.1\ndb01\nspare\n[web]\nweb01\n[db]\ndb01\n";
    String yaml =
        """
        all:
          hosts: {web01: {ansible_host: 10.0.0.1}, db01: {}, spare: {}}
          children:
            web: {hosts: web01}
            db: {hosts: db01}
        """;

    assertThat(hosts(InventoryFile.read("hosts", ini), "ungrouped")).containsExactly("spare");
    assertThat(hosts(InventoryFile.read("hosts.yml", yaml), "ungrouped")).containsExactly("spare");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web01:22 a=b#c d",
        "web01 # a comment",
        "web01 ; it's one, too",
        "web01 a='b c' d=\"e \\\" f\" g=h\\ i # j k",
        "web01 \"a=b c\"\td="
      })
  void whatFollowsAHostAreVariablesAsAShellSplitsThemAndAComment(String line) {
    assertThat(hosts(InventoryFile.read("hosts", line), "all")).containsExactly("web01");
  }

  @Test
  void anEmptyInventoryHasNoHosts() {
    assertThat(InventoryFile.read("hosts", "").hosts()).isEmpty();
    assertThat(InventoryFile.read("hosts.yaml", "").hosts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hosts      | [control              | hosts: line 1: expected [group], [group:children] or [group:vars], got [control
          hosts      | web/1                 | hosts: line 1: expected a host name
          hosts      | web[3:1]              | hosts: line 1: the range [3:1] holds nothing, or too much
          hosts      | web01 a=b web02 c=d   | hosts: line 1: expected name=value after a host, got web02 c=d
          hosts      | web01:web02           | hosts: line 1: expected name=value after a host, got :web02
          hosts      | web01 a="b            | hosts: line 1: expected name=value after a host, got "b
          hosts      | [web:vars]            | hosts: line 1: expected a group with a section of its own, got web
          hosts.yaml | 'a: {host: {b: }}'    | hosts.yaml: /a/host: a group has hosts, children and vars only
          hosts.yaml | 'a: {hosts: [b]}'     | hosts.yaml: /a/hosts: expected hosts as a mapping
          hosts.yaml | 'a: {hosts: {"b/": }}'| hosts.yaml: /a/hosts: expected a host name
          hosts.yaml | 'a: {'                | hosts.yaml: line 1: no YAML
          hosts.json | '[1]'                 | hosts.json: /: expected groups as a mapping
          hosts.yaml | 'a: {hosts: {12e3: }}'| hosts.yaml: /a/hosts: expected a name, in quotes, got 12000.0
          """)
  void whatCannotBeReadIsToldWithItsPlace(String name, String text, String message) {
    assertThatExceptionOfType(InventoryException.class)
        .isThrownBy(() -> InventoryFile.read(name, text))
        .withMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web_bb", "web_bb # of them", "vars_only"})
  void aChildThatNoSectionDeclaresIsRefused(String child) {
    String ini = "[web:children]\nweb_a\n" + child + "\n[web_a]\na\n[vars_only:vars]\nb=c\n";

    assertThatExceptionOfType(InventoryException.class)
        .isThrownBy(() -> InventoryFile.read("hosts", ini))
        .withMessage(
            "hosts: line 3: expected a group with a section of its own, got "
                + child.split(" ", 2)[0]);
  }

  @Test
  void twoChildrenOnALineAreRefused() {
    assertThatExceptionOfType(InventoryException.class)
        .isThrownBy(() -> InventoryFile.read("hosts", "[a]\nx\n[b]\ny\n[c:children]\na b\n"))
        .withMessage("hosts: line 6: expected one group, got a b");
  }

  /// Each of both groups of a level has both of the next: 2^40 ways down.
  @Test
  void aGroupThatIsReachedInManyWaysIsLookedAtOnce() {
    StringBuilder text = new StringBuilder();
    for (int level = 0; level < 40; level++) {
      for (String name : List.of("g", "h")) {
        text.append("[%s%d:children]\ng%d\nh%d\n".formatted(name, level, level + 1, level + 1));
      }
    }
    text.append("[g40]\nx\n[h40]\ny\n");

    assertThat(hosts(InventoryFile.read("hosts", text.toString()), "g0")).containsExactly("x", "y");
  }

  @Test
  void aGroupBelowItselfIsTold() {
    assertThatExceptionOfType(InventoryException.class)
        .isThrownBy(() -> InventoryFile.read("hosts", "[a:children]\nb\n[b:children]\na\n"))
        .withMessage("hosts: the group a is below itself: a > b > a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"all: &a {children: {x: *a}}", "all: &a {children: *a}"})
  void groupsWithinThemselvesAreRefused(String yaml) {
    assertThatExceptionOfType(InventoryException.class)
        .isThrownBy(() -> InventoryFile.read("hosts.yaml", yaml));
  }

  @Test
  void bracketsNestedTooDeeplyAreRefused() {
    String yaml = "{a: ".repeat(100_000) + "}".repeat(100_000);

    assertThatExceptionOfType(InventoryException.class)
        .isThrownBy(() -> InventoryFile.read("hosts.yaml", yaml))
        .withMessageContaining("nested too deeply");
  }

  private static List<String> hosts(Inventory inventory, String group) {
    return inventory.groups().get(group).stream().map(Object::toString).toList();
  }
}
