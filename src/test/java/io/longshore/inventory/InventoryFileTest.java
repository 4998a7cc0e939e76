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
          hosts.yaml | 'a: {host: {b: }}'    | hosts.yaml: /a/host: a group has hosts, children and vars only
          hosts.yaml | 'a: {hosts: [b]}'     | hosts.yaml: /a/hosts: expected hosts as a mapping
          hosts.yaml | 'a: {hosts: {"b/": }}'| hosts.yaml: /a/hosts: expected a host name
          hosts.yaml | 'a: {'                | hosts.yaml: line 1: no YAML
          hosts.json | '[1]'                 | hosts.json: /: expected groups as a mapping
          """)
  void whatCannotBeReadIsToldWithItsPlace(String name, String text, String message) {
    assertThatExceptionOfType(InventoryException.class)
        .isThrownBy(() -> InventoryFile.read(name, text))
        .withMessageStartingWith(message);
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
