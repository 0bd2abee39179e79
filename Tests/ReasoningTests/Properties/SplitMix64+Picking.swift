import Numerics

extension SplitMix64 {
  /// True with a probability.
  mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  mutating func pick<Element>(_ items: [Element]) -> Element { items[index(below: items.count)] }

  mutating func below(_ bound: Int) -> Int { index(below: max(bound, 1)) }
}
