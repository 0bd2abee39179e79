internal import JSON

/// nnU-Net's `dataset.json` and what MONAI writes.
///
/// - `"labels"`: names to values, values to names (numbers or numbers in quotes), a list of names whose places are
///   the values, or a list of objects with a name and a value. `"class_names"` is read the same, and so is the
///   `channel_def` of a MONAI bundle's output.
/// - nnU-Net's regions: names to lists of values, with `regions_class_order`. A region is the union of its values.
enum DatasetDescription: LabelTableForm {
  static let name = "the dataset description (JSON)"

  static func recognises(_ text: LabelText) -> Bool {
    [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(text.lines.first?.text.utf8.first)
  }

  static func read(_ text: LabelText) throws -> LabelTable {
    let json: JSONValue
    do {
      json = try JSONValue(parsing: text.bytes)
    } catch {
      throw ReadError(code: .damaged, message: "\(name) is no valid JSON: \(error).")
    }
    let bundle = json["network_data_format"]?["outputs"]?["pred"]?["channel_def"]
    guard let labels = json["labels"] ?? json["class_names"] ?? json["channel_def"] ?? bundle else {
      throw ReadError(
        code: .damaged,
        message: "\(name) has no member “labels”, as nnU-Net's dataset.json has, nor “class_names” or “channel_def”.")
    }
    switch labels {
    case .array(let elements): return try list(elements)
    case .object(let members): return try object(members, order: json["regions_class_order"])
    default: throw ReadError(code: .damaged, message: "the labels of \(name) are neither an object nor a list.")
    }
  }

  private static func list(_ elements: [JSONValue]) throws -> LabelTable {
    var names = LabelNames(form: name)
    // Without background among them the first is 1.
    let first = elements.first?.string?.lowercased() == "background" ? 0 : 1
    for (place, element) in elements.enumerated() {
      let value = ["value", "index", "idx", "id", "label"].lazy.compactMap { element[$0].flatMap(whole) }.first
      guard let name = element.string ?? element["name"]?.string, element.string != nil || value != nil else {
        throw ReadError(
          code: .damaged, message: "label \(place + 1) of \(Self.name) is neither a name nor a name with a value.")
      }
      try names.add(value ?? place + first, name, at: "label \(place + 1)")
    }
    return names.table
  }

  private static func object(_ members: [JSONValue.Member], order: JSONValue?) throws -> LabelTable {
    var names = LabelNames(form: name)
    var regions: [(name: String, values: Set<Int>)] = []
    let hasRegions = members.contains { $0.value.array != nil }
    for member in members {
      let place = "“\(member.name.prefix(60))”"
      if let parts = member.value.array {
        let values = parts.compactMap(whole)
        guard values.count == parts.count, !values.isEmpty else {
          throw ReadError(code: .damaged, message: "the region \(place) of \(name) is no list of label values.")
        }
        regions.append((member.name, Set(values)))
      } else if hasRegions, let value = whole(member.value) {
        if value != 0 { regions.append((member.name, [value])) }
      } else if let value = Int(member.name.trimmed), let name = member.value.string, Int(name) == nil {
        try names.add(value, name, at: place)
      } else if let value = whole(member.value) {
        try names.add(value, member.name, at: place)
      } else {
        throw ReadError(code: .damaged, message: "the label \(place) of \(name) has no whole number for its value.")
      }
    }
    guard hasRegions else { return names.table }
    return try table(of: regions, order: order)
  }

  /// Regions by the values that `regions_class_order` gives them, one after the other.
  private static func table(of regions: [(name: String, values: Set<Int>)], order: JSONValue?) throws -> LabelTable {
    let several = regions.first { $0.values.count > 1 }?.name ?? ""
    guard let classes = order?.array?.map(whole) else {
      throw ReadError(
        code: .unsupported,
        message: "the label “\(several.prefix(60))” of \(name) stands for several values (a region), and there is no "
          + "regions_class_order; add it, or list the single values instead.")
    }
    let values = classes.compactMap(\.self)
    guard values.count == classes.count, values.count == regions.count, Set(values).count == values.count else {
      throw ReadError(
        code: .damaged,
        message: "the regions_class_order of \(name) must hold one value for each of its \(regions.count) regions, "
          + "each of them once.")
    }
    return LabelTable(
      names: Dictionary(uniqueKeysWithValues: zip(values, regions.map(\.name))),
      regions: Dictionary(uniqueKeysWithValues: zip(values, regions.map(\.values))), form: name)
  }

  /// A whole number of at least 0, in quotes or without.
  private static func whole(_ value: JSONValue) -> Int? {
    (value.integer ?? value.string.flatMap { Int($0.trimmed) }).flatMap { $0 >= 0 ? $0 : nil }
  }
}

extension String {
  fileprivate var trimmed: Substring { self[...].trimmed }
}
