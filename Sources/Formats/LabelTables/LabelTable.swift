internal import JSON
internal import Volume

/// Names for label values: nnU-Net's `dataset.json`, or a text file with a value and a name on each line.
package struct LabelTable: Hashable, Sendable {
  /// Label value to name; background is left out.
  package let names: [Int: String]

  package static func read(path: String) throws -> LabelTable {
    let bytes = try FileBytes.all(of: path, limit: 1 << 24)
    let first = bytes.first { ![32, 9, 10, 13].contains($0) }
    return first == UInt8(ascii: "{") ? try dataset(bytes) : try columns(String(decoding: bytes, as: UTF8.self))
  }

  /// `{"labels": {"background": 0, "kidney": 1}}` (nnU-Net v2) or `{"labels": {"0": "background", "1": "kidney"}}`
  /// (v1).
  private static func dataset(_ bytes: [UInt8]) throws -> LabelTable {
    let json: JSONValue
    do {
      json = try JSONValue(parsing: bytes)
    } catch {
      throw ReadError(code: .damaged, message: "the label table is no valid JSON: \(error).")
    }
    guard let labels = json["labels"]?.members else {
      throw ReadError(code: .damaged, message: "the label table has no object “labels”, as nnU-Net's dataset.json has.")
    }
    var names: [Int: String] = [:]
    for member in labels {
      let entry: (value: Int, name: String)
      if let value = member.value.integer {
        entry = (value, member.name)
      } else if let value = Int(member.name), let name = member.value.string {
        entry = (value, name)
      } else {
        throw ReadError(
          code: .unsupported,
          message: "the label “\(member.name)” stands for several values (a region); list the single values instead.")
      }
      guard names[entry.value] == nil else {
        throw ReadError(
          code: .damaged, message: "the label table names the value \(entry.value) a second time, as “\(entry.name)”.")
      }
      names[entry.value] = entry.name
    }
    names[0] = nil
    return LabelTable(names: names)
  }

  /// A value and a name on each line, separated by blanks, a comma or a tab; `#` begins a comment.
  private static func columns(_ text: String) throws -> LabelTable {
    var names: [Int: String] = [:]
    // Windows' line end is one character of its own.
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() {
      let content = line.prefix { $0 != "#" }
      let parts = content.split(maxSplits: 1) { $0 == "," || $0 == ";" || $0.isWhitespace }
      if parts.isEmpty { continue }
      let name = parts.count == 2 ? String(parts[1].drop { $0.isWhitespace || $0 == "," }) : ""
      guard let value = Int(parts[0]), value >= 0, !name.allSatisfy(\.isWhitespace) else {
        throw ReadError(
          code: .damaged,
          message: "line \(number + 1) of the label table is not “VALUE NAME”, such as “2 kidney_right”.")
      }
      let trimmed = String(name.reversed().drop { $0.isWhitespace }.reversed())
      guard names[value] == nil || names[value] == trimmed else {
        throw ReadError(
          code: .damaged, message: "line \(number + 1) of the label table names the value \(value) a second time.")
      }
      names[value] = trimmed
    }
    names[0] = nil
    return LabelTable(names: names)
  }
}

extension ReadExport {
  /// The same export with a table's names; names that the table does not give stay, and labels that it names but the
  /// mask lacks become empty structures.
  package func named(by table: LabelTable) -> ReadExport {
    let old = segmentation
    let named = old.structures.map {
      Structure(value: $0.value, name: table.names[$0.value] ?? $0.name, codes: $0.codes, runs: $0.runs)
    }
    let present = Set(old.structures.map(\.value))
    let empty = table.names.filter { !present.contains($0.key) }.map {
      Structure(value: $0.key, name: $0.value, runs: Runs())
    }
    return ReadExport(segmentation: old.with(structures: named + empty), digest: digest, notes: notes)
  }
}
