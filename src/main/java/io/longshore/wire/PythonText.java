package io.longshore.wire;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/// Turns a JSON scalar into text as Python's `str` does: the reference's containers were made with
/// these texts (D14), so another spelling would make every one of them differ.
final class PythonText {
  private PythonText() {}

  /// `True`, `1`, `1.5`, the empty text for null.
  static String of(JsonNode scalar) {
    return switch (scalar.getNodeType()) {
      case STRING -> scalar.stringValue();
      case BOOLEAN -> scalar.booleanValue() ? "True" : "False";
      case NUMBER ->
          scalar.isIntegralNumber()
              ? scalar.bigIntegerValue().toString()
              : ofFloat(doubleOf(scalar));
      case NULL, MISSING, ARRAY, OBJECT, BINARY, POJO -> "";
    };
  }

  /// Infinite for what is too large for one, where Jackson would throw.
  private static double doubleOf(JsonNode number) {
    return number.isBigDecimal() ? number.decimalValue().doubleValue() : number.doubleValue();
  }

  /// The shortest digits that read back as the same number, with an exponent below 1e-4 and from
  /// 1e16 on.
  private static String ofFloat(double number) {
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    BigDecimal digits = new BigDecimal(Double.toString(number));
    double size = Math.abs(number);
    if (size == 0 || (size >= 1e-4 && size < 1e16)) {
      String plain = digits.stripTrailingZeros().toPlainString();
      return (1 / number < 0 && size == 0 ? "-" : "")
          + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
    }
    BigDecimal stripped = digits.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    String mantissa = stripped.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
