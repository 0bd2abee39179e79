/// A form of label tables: one file of this folder each. `LabelTableRegistry` lists them.
protocol LabelTableForm: Sendable {
  /// The form as messages call it, with its article.
  static var name: String { get }

  /// Whether the contents are of this form.
  static func recognises(_ text: LabelText) -> Bool

  /// The table. Throws a `ReadError` with the place of a mistake.
  static func read(_ text: LabelText) throws -> LabelTable
}
