internal import Anatomy
internal import Diagnostics
import Volume
internal import Wording
internal import YAML

/// The sections that declare names.
extension PolicyReader {
  mutating func parameters(_ entries: [YAMLNode.Entry], settings: [String: String]) {
    for entry in entries.compactMap({ named($0, "parameter") }) {
      guard let text = entry.value.text, !entry.value.isNull else {
        diagnostics.error(
          .wrongType, "the parameter '\(entry.key)' takes one value, not \(entry.value.described)",
          at: entry.value.range)
        continue
      }
      scope.parameters.append(
        .init(name: entry.key, text: settings[entry.key] ?? text, range: entry.value.range))
    }
  }

  mutating func context(_ entries: [YAMLNode.Entry]) {
    for entry in entries.compactMap({ named($0, "context variable") }) {
      var fields = FieldReader("the context variable '\(entry.key)'", entry.value, scope: scope)
      let variable =
        fields.has("range")
        ? ContextVariable(number: &fields, name: entry.key, place: entry.keyRange)
        : ContextVariable(words: &fields, name: entry.key, place: entry.keyRange)
      finish(&fields)
      // Known even when wrong, so that its uses are not reported as well.
      scope.context.append(variable)
    }
  }

  mutating func labels(_ entries: [YAMLNode.Entry]) {
    let entries = entries.compactMap { named($0, "label") }
    scope.labels = entries.map { LabelDeclaration(name: $0.key, range: $0.keyRange) }
    // Apart from the scope, which every reader shares and which would be copied for each label.
    var labels = scope.labels
    var values: [Int: String] = [:]
    var names: [String: String] = [:]
    for entry in entries { names[entry.key] = entry.key }
    for (index, entry) in entries.enumerated() where !entry.value.isNull {
      var fields = FieldReader("the label '\(entry.key)'", entry.value, scope: scope)
      let label = LabelDeclaration(reading: &fields, name: entry.key, range: entry.keyRange)
      if let value = label.value {
        if let other = values[value] {
          fields.error(
            .duplicateValue, "the value \(value) already belongs to '\(other)'", at: "value",
            suggestion: "give each label the value that the export uses")
        }
        values[value] = values[value] ?? entry.key
      }
      for alias in label.aliases {
        if let other = names[alias] {
          diagnostics.error(
            .duplicateAlias, "'\(alias)' already means '\(other)'", at: fields.range(of: alias, in: "aliases"),
            suggestion: "keep it with one of the two labels")
        }
        names[alias] = names[alias] ?? entry.key
      }
      if label.isForeground, let other = labels.first(where: { $0.isForeground && $0.name != entry.key }) {
        fields.error(
          .unexpected, "a mask has one foreground, and '\(other.name)' is it already", at: "foreground",
          suggestion: "keep it with one of the two labels")
      }
      if label.pairedWith == entry.key {
        let other = labels.first { $0.name != entry.key && Suggestion.areOpposite($0.name, entry.key) }
        fields.error(
          .badPair, "'\(entry.key)' cannot be its own pair", at: "paired_with",
          suggestion: other.map { "did you mean '\($0.name)'?" })
      }
      if label.inViewWith.contains(entry.key) {
        fields.error(.selfReference, "'\(entry.key)' cannot be its own landmark", at: "in_view_with")
      }
      if fields.diagnostics.hasErrors { scope.mistaken.insert(entry.key) }
      finish(&fields)
      labels[index] = label
    }
    scope.labels = labels
    pairs(entries)
  }

  /// One of a pair may say so for both; the two must not disagree, and cannot be on one side.
  private mutating func pairs(_ entries: [YAMLNode.Entry]) {
    for index in scope.labels.indices {
      let label = scope.labels[index]
      guard let name = label.pairedWith, name != label.name,
        let other = scope.labels.firstIndex(where: { $0.name == name })
      else { continue }
      let range = entries[index].value["paired_with"]?.range ?? label.range
      if let back = scope.labels[other].pairedWith, back != label.name {
        diagnostics.error(
          .badPair, "'\(label.name)' is paired with '\(name)', which is paired with '\(back)'", at: range)
      } else if let side = label.side, side == scope.labels[other].side {
        // Once for the two, at the first.
        if scope.labels[other].pairedWith == nil || index < other {
          diagnostics.error(
            .badPair, "'\(label.name)' and '\(name)' are both \(side.rawValue)", at: range,
            suggestion: "correct the side of one of them")
        }
        scope.labels[other].pairedWith = label.name
      } else {
        scope.labels[other].pairedWith = label.name
      }
    }
  }

  /// Declares the names of structures, which groups may hold; `make` reads the rest.
  mutating func structures(_ entries: [YAMLNode.Entry]) -> [YAMLNode.Entry] {
    let entries = entries.compactMap { named($0, "structure") }.filter { isNew($0, "structure") }
    scope.structures = entries.map { LabelDeclaration(name: $0.key, range: $0.keyRange) }
    return entries
  }

  /// Reads how structures are made: of labels, and of structures that stand before them, so that none goes in a circle.
  mutating func make(_ entries: [YAMLNode.Entry]) {
    var open = Set(entries.map(\.key))
    for (index, entry) in entries.enumerated() {
      var fields = FieldReader("the structure '\(entry.key)'", entry.value, scope: scope)
      let structure = LabelDeclaration(derived: &fields, name: entry.key, range: entry.keyRange)
      if let early = structure?.derivation?.operands.first(where: open.contains) {
        fields.error(
          .selfReference,
          early == entry.key
            ? "'\(entry.key)' cannot be made of itself" : "'\(early)' is made further down",
          at: .value, suggestion: early == entry.key ? nil : "put '\(early)' before '\(entry.key)'")
      } else if structure == nil, !fields.diagnostics.hasErrors {
        fields.error(.wrongType, "the structure '\(entry.key)' cannot be read", at: .value)
      }
      finish(&fields)
      open.remove(entry.key)
      if let structure { scope.structures[index] = structure }
    }
  }

  mutating func groups(_ entries: [YAMLNode.Entry]) {
    for entry in entries.compactMap({ named($0, "group") }) where isNew(entry, "group") {
      var fields = FieldReader("the group '\(entry.key)'", entry.value, scope: scope)
      var labels: [String] = []
      if let elements = entry.value.elements, elements.isEmpty {
        diagnostics.error(
          .emptyGroup, "the group '\(entry.key)' is empty", at: entry.value.range,
          suggestion: "name labels, or remove it")
      } else if let own = (entry.value.elements ?? [entry.value]).first(where: { $0.text == entry.key }) {
        diagnostics.error(
          .selfReference, "the group '\(entry.key)' cannot hold itself", at: own.range, suggestion: "name labels")
      } else {
        labels = fields.labels(.value) ?? []
      }
      finish(&fields)
      scope.groups.append((entry.key, labels))
      scope.groupPlaces[entry.key] = entry.keyRange
    }
  }

  /// The labels that carry the levels of the body. Each stands for one level: the one that it declares, or else the one
  /// in its name.
  mutating func column(_ node: YAMLNode?) {
    guard let node else { return }
    var fields = FieldReader("the column", node, scope: scope)
    var links: [ColumnLink] = []
    for label in (fields.labels(.value) ?? []).compactMap(scope.label) {
      guard let level = label.level?.single ?? SpinalLevel(inName: label.name) else {
        fields.error(
          .noLevel, "'\(label.name)' stands for no single level of the vertebral column", at: .value,
          suggestion: "give it its level, such as level: T10, or leave it out")
        continue
      }
      if let other = links.first(where: { $0.level == level }) {
        fields.error(
          .duplicateValue, "'\(label.name)' and '\(other.label)' are both \(level.name)", at: .value,
          suggestion: "keep one of the two")
      } else {
        links.append(ColumnLink(label: label.name, level: level))
      }
    }
    if links.count == 1, !fields.diagnostics.hasErrors {
      fields.error(
        .missingValue, "one label makes no column", at: .value, suggestion: "name all vertebrae, or a group of them")
    }
    finish(&fields)
    scope.column = links
  }
}

extension ContextVariable {
  /// `breath: {values: [inspiration, expiration], default: inspiration}`.
  init(words fields: inout FieldReader, name: String, place: SourceRange) {
    fields.require("values")
    let values = fields.texts("values")
    let initial = fields.text("default")
    if let values {
      if values.isEmpty { fields.error(.missingValue, "'\(name)' can take no value at all", at: "values") }
      for (place, value) in values.enumerated() where values[..<place].contains(value) {
        fields.diagnostics.error(
          .duplicate, "the value '\(value)' stands twice", at: fields.range(of: value, in: "values"),
          suggestion: "remove one of the two")
      }
      if let initial, !values.contains(initial) {
        fields.error(
          .impossibleValue, "'\(name)' is never '\(initial)'", at: "default",
          suggestion: Suggestion.oneOf(initial, values))
      }
    }
    self.init(name: name, values: values ?? [], initial: initial, place: place)
  }

  /// `age: {range: 0..120, bands: {child: "< 18", adult: ">= 18"}}`.
  init(number fields: inout FieldReader, name: String, place: SourceRange) {
    fields.require("range")
    let range = fields.limits("range", .ratio)
    let initial = fields.text("default")
    var bands: [Band] = []
    if let node = fields.node("bands") {
      var reader = FieldReader("the bands", node, scope: fields.scope)
      for band in node.entries ?? [] {
        if let limits = reader.limits(FieldReader.Key(band.key), .ratio) {
          bands.append(.init(name: band.key, limits: limits))
        }
      }
      if node.entries == nil { reader.wrongType(.value, node, expected: "a mapping of names to ranges") }
      fields.merge(reader)
    }
    self.init(name: name, values: bands.map(\.name), initial: initial, range: range, bands: bands, place: place)
    if let initial, range != nil, let problem = problem(with: initial) {
      fields.error(.impossibleValue, "'\(name)' is never '\(initial)'", at: "default", suggestion: problem)
    }
  }
}

extension LabelDeclaration {
  /// Reads one label; whether it agrees with the others is for who knows them.
  init(reading fields: inout FieldReader, name: String, range: SourceRange) {
    self.init(
      name: name, value: fields.integer("value", in: 1...Int(Int32.max)), aliases: fields.texts("aliases") ?? [],
      side: fields.choice("side", of: PatientDirection.self), pairedWith: fields.label("paired_with"),
      inViewWith: fields.labels("in_view_with") ?? [], level: fields.levels("level"),
      isForeground: fields.boolean("foreground") ?? false, range: range)
  }
}
