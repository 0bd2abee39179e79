internal import Volume

/// What 3D Slicer's terminology says a segment is: the `TerminologyEntry` of its tags.
///
/// `CONTEXT~CATEGORY~TYPE~TYPE MODIFIER~REGION CONTEXT~REGION~REGION MODIFIER`, each but the contexts as
/// `SCHEME^VALUE^MEANING`. The type with its modifier is the segment; its region is where it lies, which for a kidney's
/// tumour is the kidney and must not be taken for it.
struct SegmentTerminology: Hashable {
  let category: CodedConcept?
  let concept: CodedConcept

  /// Reads `NAME:TEXT|NAME:TEXT|`; nil without a terminology entry, or when its type has no code.
  init?(tags: String) {
    let marker = "TerminologyEntry:"
    guard let entry = tags.split(separator: "|").first(where: { $0.hasPrefix(marker) }) else { return nil }
    let parts = entry.dropFirst(marker.count).split(separator: "~", omittingEmptySubsequences: false)
    guard parts.count > 2, let type = Self.code(parts[2]) else { return nil }
    category = Self.code(parts[1]).map { CodedConcept($0) }
    if parts.count > 3, !parts[3].allSatisfy({ $0 == "^" || $0.isWhitespace }) {
      // Without a modifier that can be read, a right kidney would pass for any kidney.
      guard let modifier = Self.code(parts[3]) else { return nil }
      concept = CodedConcept(type, modifiers: [modifier])
    } else {
      concept = CodedConcept(type)
    }
  }

  private static func code(_ triple: Substring) -> CodedConcept.Code? {
    let parts = triple.split(separator: "^", omittingEmptySubsequences: false)
    return parts.count < 2 ? nil : CodedConcept.Code(scheme: parts[0], value: parts[1])
  }
}
