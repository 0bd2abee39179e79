internal import Volume

extension CodedConcept {
  /// The concept of a code sequence's item, with the modifiers inside it; nil where it has no code. Without a modifier
  /// that can be read, a right kidney would pass for any kidney: nil then as well.
  init?(item: DICOMDataset) throws {
    let modifiers = try item.items(.segmentedTypeModifier).map(Code.init(item:))
    guard let code = Code(item: item), !modifiers.contains(nil) else { return nil }
    self.init(code, modifiers: modifiers.compactMap(\.self))
  }
}

extension CodedConcept.Code {
  /// A code of a code sequence's item; nil where it has none.
  fileprivate init?(item: DICOMDataset) {
    guard let scheme = item.string(.codingSchemeDesignator),
      let value = item.string(.codeValue) ?? item.string(.longCodeValue)
    else { return nil }
    self.init(scheme: scheme, value: value)
  }
}

extension DICOMDataset {
  /// The concept of a code sequence; nil where there is none.
  func concept(_ tag: DICOMTag) throws -> CodedConcept? { try item(tag).flatMap { try CodedConcept(item: $0) } }

  /// A term, such as `PTV`; nil for what cannot be one (PS3.5, 6.2: capitals, digits, `_`).
  func term(_ tag: DICOMTag) -> String? {
    string(tag).flatMap { text in
      let isTerm =
        text.utf8.count <= 16 && text.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
      return isTerm ? text : nil
    }
  }
}
