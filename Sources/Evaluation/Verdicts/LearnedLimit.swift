internal import PolicyLanguage
internal import Wording

/// A measured number beside the typical range that was learned for it.
enum LearnedLimit {
  /// Empty where the limits were not learned, or where it is not plain which of them the number is held against.
  static func compared(
    _ judgement: Judgement, of expectation: Expectation, subject: String?, _ policy: Policy
  ) -> [ComparedNumber] {
    guard let learned = expectation.learned, learned.parts.isEmpty || learned.parts.contains(.typical),
      let measured = judgement.measured
    else { return [] }
    let kinds = expectation.variants.isEmpty ? [expectation.kind] : expectation.variants.map(\.kind)
    let field = judgement.aspect.field
    let numbers = kinds.flatMap { $0.judged.limitedNumbers(subject: subject, policy: policy) }.filter { number in
      number.typical?.unit.symbol == measured.unit && (field.isEmpty || number.path?.last == field)
    }
    guard numbers.count == 1, let limits = numbers[0].typical, let low = limits.lower?.value,
      let high = limits.upper?.value
    else { return [] }
    let unit = limits.unit
    return [
      ComparedNumber(
        number: numbers[0].words, value: measured.value, unit: measured.unit, low: unit.display(low),
        high: unit.display(high), cohort: learned.cohort, n: learned.count)
    ]
  }
}
