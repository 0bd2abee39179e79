internal import Digest
internal import Volume

/// Names for label values, from a file beside the mask: see `LabelTableRegistry` for its forms.
package struct LabelTable: Hashable, Sendable {
  /// Label value to name; background is left out.
  package let names: [Int: String]
  /// Of a structure that is the union of several values, those values. Its key is the value that stands for it in a
  /// label map of the network, in which later structures lie on earlier ones.
  package let regions: [Int: Set<Int>]
  /// What the table is, as messages call it.
  package let form: String
  /// SHA-256 of the table's file; nil for one that stands in the mask's own file.
  package private(set) var digest: String?

  init(names: [Int: String], regions: [Int: Set<Int>] = [:], form: String) {
    self.names = names
    self.regions = regions
    self.form = form
  }

  /// Reads a table whose form its contents tell. Throws a `ReadError` that names the form and the place.
  package static func read(path: String) throws -> LabelTable { try read(bytes: FileText.bytes(path)) }

  package static func read(bytes: [UInt8]) throws -> LabelTable {
    var table = try LabelTableRegistry.read(LabelText(bytes))
    table.digest = SHA256.of(bytes)
    return table
  }
}

extension ReadExport {
  /// The same export with a table's names; names that the table does not give stay, and labels that it names but the
  /// mask lacks become empty structures. Of an export whose values are those of no label map nothing is renamed, and a
  /// note says so.
  package func named(by table: LabelTable) -> ReadExport {
    let old = segmentation
    switch old.numbering {
    case .labels: break
    case .object: return adding([], notes: ["The object names its segments itself; the label table was not used."])
    case .files:
      return adding([], notes: ["The files of a folder name their structures; the label table was not used."])
    }
    let runs = Dictionary(old.structures.map { ($0.value, $0.runs) }) { first, _ in first }
    let members = table.regions.values.reduce(into: Set<Int>()) { $0.formUnion($1) }
    var structures: [Structure] = []
    for structure in old.structures where table.names[structure.value] != nil || !members.contains(structure.value) {
      guard table.regions[structure.value] == nil else { continue }
      structures.append(
        structure.with(name: table.names[structure.value]))
    }
    for (value, parts) in table.regions {
      let union = Runs(merging: parts.sorted().flatMap { runs[$0]?.all ?? [] })
      structures.append(Structure(value: value, name: table.names[value], runs: union))
    }
    let present = Set(structures.map(\.value))
    structures += table.names.filter { !present.contains($0.key) }.map {
      Structure(value: $0.key, name: $0.value, runs: Runs())
    }
    return ReadExport(
      segmentation: old.with(structures: structures), digest: digest, labels: table.digest, notes: notes)
  }
}
