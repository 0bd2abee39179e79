/// A form of label tables: one file of this folder each. `LabelTableRegistry` lists them.
protocol LabelTableForm: Sendable {
  /// The form as messages call it, with its article.
  static var name: String { get }

  /// Whether the contents are of this form.
  static func recognises(_ text: LabelText) -> Bool

  /// The table. Throws a `ReadError` with the place of a mistake.
  static func read(_ text: LabelText) throws -> LabelTable
}

/// Finds the form of a label table by its contents.
enum LabelTableRegistry {
  /// In the order in which they are asked; the last takes what no other one knows.
  static let forms: [any LabelTableForm.Type] = [
    DatasetDescription.self, SnapDescriptions.self, HeadedTable.self, ColourTable.self, NameList.self,
  ]

  static func read(_ text: LabelText) throws -> LabelTable {
    guard let form = forms.first(where: { $0.recognises(text) }) else {
      throw ReadError(code: .notRecognised, message: "the label table is empty.")
    }
    return try form.read(text)
  }
}

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
