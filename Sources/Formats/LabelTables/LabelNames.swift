/// Values and names while they are collected; the same value twice is a mistake.
struct LabelNames {
  private(set) var names: [Int: String] = [:]
  private let form: String

  init(form: String) { self.form = form }

  /// - Parameter place: such as `line 3`.
  mutating func add(_ value: Int, _ name: String, at place: String) throws {
    if let known = names.updateValue(name, forKey: value), known != name {
      throw ReadError(
        code: .damaged,
        message: "\(place) of \(form) names the value \(value) a second time, as “\(name.prefix(60))”.")
    }
  }

  /// Without background.
  var table: LabelTable { LabelTable(names: names.filter { $0.key != 0 }, form: form) }
}
