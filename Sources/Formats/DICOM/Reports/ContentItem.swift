/// An item of a structured report's content tree (PS3.3, C.17.3).
struct ContentItem {
  /// How an item belongs to the one above it.
  enum Relationship: String {
    case contains = "CONTAINS"
    case observed = "HAS OBS CONTEXT"
    case modifies = "HAS CONCEPT MOD"
  }

  private var dataset = DICOMDatasetBuilder()
  private var children: [DICOMDatasetBuilder] = []

  /// - Parameters:
  ///   - relationship: nil for the root.
  ///   - kind: the value type, such as `TEXT`.
  ///   - concept: what the value says; nil for references that need none.
  private init(_ relationship: Relationship?, _ kind: String, _ concept: CodeItem?) {
    if let relationship { dataset.add(.relationshipType, "CS", relationship.rawValue) }
    dataset.add(.valueType, "CS", kind)
    if let concept { dataset.add(.conceptName, code: concept) }
  }

  static func code(_ relationship: Relationship, _ concept: CodeItem, _ value: CodeItem) -> ContentItem {
    var item = ContentItem(relationship, "CODE", concept)
    item.dataset.add(.conceptCode, code: value)
    return item
  }

  static func text(_ relationship: Relationship, _ concept: CodeItem, _ value: String) -> ContentItem {
    var item = ContentItem(relationship, "TEXT", concept)
    item.dataset.add(.textValue, "UT", value)
    return item
  }

  static func uid(_ relationship: Relationship, _ concept: CodeItem, _ value: String) -> ContentItem {
    var item = ContentItem(relationship, "UIDREF", concept)
    item.dataset.add(.uidValue, "UI", value)
    return item
  }

  static func number(_ concept: CodeItem, _ value: Double, unit: CodeItem) -> ContentItem {
    var item = ContentItem(.contains, "NUM", concept)
    var measured = DICOMDatasetBuilder()
    measured.add(.measurementUnits, code: unit)
    measured.add(.numericValue, decimals: [value])
    item.dataset.add(.measuredValues, items: [measured])
    return item
  }

  /// A reference to an image, to segments of it, or to another kind of object.
  static func object(
    _ concept: CodeItem?, _ reference: ObjectReference, isImage: Bool = true, segment: Int? = nil
  ) -> ContentItem {
    var item = ContentItem(.contains, isImage ? "IMAGE" : "COMPOSITE", concept)
    var referenced = reference.item
    if let segment { referenced.add(.referencedSegmentNumber, shorts: [segment]) }
    item.dataset.add(.referencedSOPs, items: [referenced])
    return item
  }

  static func container(
    _ relationship: Relationship?, _ concept: CodeItem, template: String? = nil, _ children: [ContentItem]
  ) -> ContentItem {
    var item = ContentItem(relationship, "CONTAINER", concept)
    item.dataset.add(.continuity, "CS", "SEPARATE")
    if let template {
      var identification = DICOMDatasetBuilder()
      identification.add(.mappingResource, "CS", "DCMR")
      identification.add(.templateIdentifier, "CS", template)
      item.dataset.add(.contentTemplate, items: [identification])
    }
    item.children = children.map(\.built)
    return item
  }

  /// The item with what hangs below it.
  private var built: DICOMDatasetBuilder {
    var built = dataset
    if !children.isEmpty { built.add(.content, items: children) }
    return built
  }

  /// Puts the item as the root into an object's data set.
  func add(to object: inout DICOMDatasetBuilder) { object.add(contentsOf: built) }
}
