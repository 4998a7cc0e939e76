package io.longshore.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longshore.command.HostName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPatternTest {
  private static final Inventory INVENTORY =
      InventoryFile.read("hosts", "[web]\nweb[01:03]\n[db]\ndb1\nweb03\n[spare]\nold-1\n");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          web02            | web02
          web              | web01 web02 web03
          web:db           | web01 web02 web03 db1
          'web, old-1'     | web01 web02 web03 old-1
          web:&db          | web03
          web:!db          | web01 web02
          !web             | db1 old-1
          &db:!web03       | db1
          web0*            | web01 web02 web03
          w?b*:!*1         | web02 web03
          *b               | web01 web02 web03 db1
          web[02:03]       | web03
          web0[2:3]        | web02 web03
          web[0]           | web01
          web[-1]          | web03
          web[0:1]         | web01 web02
          web[1-2]         | web02 web03
          web[1:]          | web02 web03
          web[1:9]         | web02 web03
          web0*[1]         | web02
          web:!web[-1]     | web01 web02
          all[-1]          | old-1
          ~^web0[12]$      | web01 web02
          all              | web01 web02 web03 db1 old-1
          """)
  void aPatternMeansWhatItMeansToAnsible(String pattern, String hosts) {
    assertThat(HostPattern.of(pattern).in(INVENTORY).stream().map(Object::toString))
        .containsExactly(hosts.split(" "));
  }

  @ParameterizedTest
  @CsvSource({"compute, compute", "all:!compute, other", "all:&compute, compute node2"})
  void ofAHostAndAGroupOfOneNameTheHostIsMeantAndAfterASignTheGroup(String pattern, String hosts) {
    Inventory inventory = InventoryFile.read("hosts", "[compute]\ncompute\nnode2\n[rest]\nother\n");

    assertThat(HostPattern.of(pattern).in(inventory).stream().map(Object::toString))
        .containsExactly(hosts.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a*", "~a", "?pi01", "*1:!db01:!ungrouped"})
  void groupsThatEveryInventoryHasAreMeantByTheirPlainNamesOnly(String pattern) {
    Inventory inventory = InventoryFile.read("hosts", "ungrouped1\n[apis]\napi01\n[dbs]\ndb01\n");

    assertThat(HostPattern.of(pattern).in(inventory)).containsExactly(new HostName("api01"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          web04      | no host or group is called web04; did you mean web01?
          web:dbs    | no host or group is called dbs; did you mean db?
          web:!wbe01 | no host or group is called wbe01; did you mean web01?
          web0[1:9]  | no host or group is called web04; did you mean web01?
          ~eb        | no host or group is called ~eb; did you mean web?
          a*         | no host or group is called a*; did you mean all?
          web[3]     | web[3] picks none: web is 3 hosts, counted from 0
          web[-4]    | web[-4] picks none: web is 3 hosts, counted from 0
          web[2:1]   | web[2:1] picks none: web is 3 hosts, counted from 0
          web:!web   | no host is left of web,!web
          ungrouped  | the group ungrouped has no hosts
          ~(         | ~( is no regular expression: Unclosed group
          ','        | expected hosts, such as web01,web02 or web*, got nothing
          """)
  void whatMatchesNothingIsAnErrorAndNotAHostLess(String pattern, String message) {
    assertThatExceptionOfType(InventoryException.class)
        .isThrownBy(() -> HostPattern.of(pattern).in(INVENTORY))
        .withMessage(message);
  }
}
