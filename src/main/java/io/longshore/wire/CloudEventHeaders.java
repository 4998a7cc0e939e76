package io.longshore.wire;

import io.longshore.command.InvalidValueException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The headers of CloudEvents 1.0 in Kafka's binary mode, and what a command's may say.
final class CloudEventHeaders {
  static final String ID = "ce_id";
  static final String TYPE = "ce_type";
  static final String SOURCE = "ce_source";
  static final String SUBJECT = "ce_subject";
  static final String TIME = "ce_time";
  static final String SPEC_VERSION = "ce_specversion";
  static final String CONTENT_TYPE = "content-type";
  static final String COMMAND_TYPE = "io.longshore.command.v1";

  /// `true` on a command asks for live output: an extension attribute, since how a command is
  /// watched is no part of what it asks for, and is not in its digest.
  static final String FOLLOW = "ce_follow";

  private static final String VERSION = "1.0";
  private static final String JSON = "application/json";

  private CloudEventHeaders() {}

  /// The headers that every message of ours has.
  static Map<String, String> of(
      String id, String type, String source, String time, @Nullable String subject) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(SPEC_VERSION, VERSION);
    headers.put(ID, id);
    headers.put(TYPE, type);
    headers.put(SOURCE, source);
    headers.put(TIME, time);
    headers.put(CONTENT_TYPE, JSON);
    if (subject != null) {
      headers.put(SUBJECT, subject);
    }
    return headers;
  }

  /// Notes what a command's headers say against its payload. Headers that are missing say nothing.
  ///
  /// @param id of the payload; null when it could not be read
  static void check(Map<String, String> headers, @Nullable String id, Problems problems) {
    String mediaType =
        headers.getOrDefault(CONTENT_TYPE, JSON).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!mediaType.equals(JSON)) {
      String hint =
          mediaType.startsWith("application/cloudevents")
              ? "Send CloudEvents in binary mode."
              : null;
      refuse(headers, CONTENT_TYPE, JSON, hint, problems);
    }
    expect(headers, SPEC_VERSION, VERSION, problems);
    expect(headers, TYPE, COMMAND_TYPE, problems);
    if (id != null) {
      expect(headers, ID, id, problems);
    }
    if (!List.of("true", "false").contains(headers.getOrDefault(FOLLOW, "false"))) {
      refuse(headers, FOLLOW, "true", "Leave it out when nobody follows.", problems);
    }
  }

  /// Whether somebody asks for live output.
  static boolean follow(Map<String, String> headers) {
    return headers.getOrDefault(FOLLOW, "").equals("true");
  }

  private static void expect(
      Map<String, String> headers, String name, String wanted, Problems problems) {
    if (!headers.getOrDefault(name, wanted).equals(wanted)) {
      refuse(headers, name, wanted, null, problems);
    }
  }

  private static void refuse(
      Map<String, String> headers,
      String name,
      String wanted,
      @Nullable String hint,
      Problems problems) {
    String got = InvalidValueException.shown(headers.getOrDefault(name, ""));
    problems.add(
        new Problem(
            "/headers/" + name,
            "header " + name + ": '" + wanted + "' expected, got '" + got + "'",
            hint));
  }
}
