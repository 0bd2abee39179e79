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
