internal import YAML

/// What unknowns do to the decision, as an author says it: for all causes, or for some of them.
///
/// `not_evaluable: review`, or `not_evaluable: {default: review, no_image: ignore}`.
package struct UnknownEffects: Hashable, Sendable {
  /// What every cause does that is not named; nil: as whoever stands above says.
  package var standard: NotEvaluableEffect?
  /// What single causes do.
  package var byCause: [UnknownCause.Kind: NotEvaluableEffect]

  package init(_ standard: NotEvaluableEffect? = nil, byCause: [UnknownCause.Kind: NotEvaluableEffect] = [:]) {
    self.standard = standard
    self.byCause = byCause
  }

  /// Whether nothing is said.
  package var isEmpty: Bool { standard == nil && byCause.isEmpty }
}

extension FieldReader {
  /// An effect for all causes, or a mapping of causes to effects with `default` for the rest; nil when it is not there
  /// or wrong.
  mutating func unknownEffects(_ key: Key) -> UnknownEffects? {
    var effects: UnknownEffects?
    if hasMapping(key) {
      effects = nested(key) { fields in
        var effects = UnknownEffects(fields.choice("default", of: NotEvaluableEffect.self))
        for kind in UnknownCause.Kind.allCases {
          if let effect = fields.choice(Key(kind.rawValue), of: NotEvaluableEffect.self) {
            effects.byCause[kind] = effect
          }
        }
        return effects
      }
    }
    if hasNoMapping(key), let effect = choice(key, of: NotEvaluableEffect.self) { effects = UnknownEffects(effect) }
    return effects
  }
}
