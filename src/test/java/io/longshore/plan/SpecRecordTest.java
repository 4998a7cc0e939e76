package io.longshore.plan;

import static io.longshore.plan.Situation.asking;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SpecRecordTest {
  @Test
  void aRecordIsReadAsItWasWritten() {
    SpecRecord written =
        SpecRecord.of(
            asking(
                    """
                    {'cap_add':['net_admin'],'security_opt':['mask=/a:/b','label=disable'],'ipc_mode':'host',
                     'volumes':['/a:/x:ro,U','logs:/logs'],'environment':{'ODD,%2C':'v'},
                     'dimensions':{'memswap_limit':-1,'blkio_weight':10}}
                    """)
                .spec());

    SpecRecord read = SpecRecord.readFrom(written.annotations()).orElseThrow();

    assertThat(read).isEqualTo(written);
    assertThat(read.values(SpecRecord.Entry.ENVIRONMENT)).containsExactly("ODD,%2C");
    assertThat(read.values(SpecRecord.Entry.SECURITY_OPTIONS)).containsExactly("mask=/a:/b");
    assertThat(read.value(SpecRecord.Entry.IPC_MODE)).isEqualTo("host");
    assertThat(read.value(SpecRecord.Entry.SWAP_LIMIT)).isEqualTo("-1");
    assertThat(read.hasMount("/logs")).isTrue();
    assertThat(read.mountOptions("/x")).containsExactlyInAnyOrder("ro", "U");
  }

  @Test
  void aSpecificationThatAsksForNothingHasARecordToo() {
    SpecRecord empty = SpecRecord.of(asking("{}").spec());

    assertThat(SpecRecord.readFrom(empty.annotations())).hasValue(empty);
  }

  @Test
  void noValueOfAVariableIsRecorded() {
    Map<String, String> annotations =
        SpecRecord.of(asking("{'environment':{'PASSWORD':'s3cret'}}").spec()).annotations();

    assertThat(annotations.get(SpecRecord.ANNOTATION))
        .contains("PASSWORD")
        .doesNotContain("s3cret");
  }

  @Test
  void aRecordThatWasEditedOrCutIsNone() {
    Map<String, String> annotations =
        new HashMap<>(SpecRecord.of(asking("{'ipc_mode':'host'}").spec()).annotations());
    annotations.merge(SpecRecord.ANNOTATION, "cap_add=CAP_SYS_ADMIN\n", String::concat);

    assertThat(SpecRecord.readFrom(annotations)).isEmpty();
    assertThat(SpecRecord.readFrom(Map.of())).isEmpty();
  }

  @Test
  void entriesOfANewerVersionAreKept() {
    TreeMap<String, Set<String>> entries = new TreeMap<>(Map.of("from_the_future", Set.of("1")));
    SpecRecord newer = new SpecRecord(entries);

    assertThat(SpecRecord.readFrom(newer.annotations())).hasValue(newer);
  }
}
