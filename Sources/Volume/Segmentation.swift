/// What the values of an export's structures are.
package enum StructureNumbering: Hashable, Sendable {
  /// The values of a label map, which a label table may name.
  case labels
  /// The numbers of an object that names its segments or regions itself.
  case object
  /// Running numbers of the files of a folder, which name the structures.
  case files
}

/// One segmented structure: its name and value in the export, and its voxels.
package struct Structure: Hashable, Sendable {
  /// What `Segmentation.numbering` says: the value in a label map, an object's own number, or the running number of a
  /// file in a folder export.
  package let value: Int
  /// The name that the export itself gives (file name, label table), if any.
  package let name: String?
  /// The standard codes that the export itself gives, each as `CodedConcept` writes it, such as `SCT:9846003`.
  package let codes: [String]
  /// What else it says of the structure.
  package let facts: StructureFacts
  package let runs: Runs

  package init(value: Int, name: String?, codes: [String] = [], facts: StructureFacts = StructureFacts(), runs: Runs) {
    self.value = value
    self.name = name
    self.codes = codes
    self.facts = facts
    self.runs = runs
  }

  /// What it is, as codes: its own, and the interpreted type.
  package var concepts: [String] {
    codes + (facts.interpretedType.map { ["\(StructureFacts.interpretedTypeScheme):\($0)"] } ?? [])
  }

  /// The same structure with another value, name or other voxels; what is left out stays.
  package func with(value: Int? = nil, name: String? = nil, runs: Runs? = nil) -> Structure {
    Structure(
      value: value ?? self.value, name: name ?? self.name, codes: codes, facts: facts, runs: runs ?? self.runs)
  }
}

/// Part of an export that could not be used although the rest could.
package struct SegmentationProblem: Hashable, Sendable, Codable {
  /// What is wrong. Kinds differ, since each asks for another repair.
  package enum Kind: String, Hashable, Sendable, Codable {
    /// The structure lies on another grid than the export's other structures.
    case otherGrid = "wrong-grid"
    /// The file can be read and holds no label mask (a picture, probabilities).
    case notAMask = "not-a-mask"
    /// The file is damaged.
    case unreadable
    /// The structure's own name and code stand for different labels of the policy.
    case contradiction
  }

  package let kind: Kind
  /// The structure's name in the export.
  package let structure: String
  /// One sentence for a person: what, where, what to do. Holds no path.
  package let message: String

  package init(kind: Kind, structure: String, message: String) {
    self.kind = kind
    self.structure = structure
    self.message = message
  }
}

/// A segmentation export in memory: a grid and a run set per structure. Structures may overlap.
package struct Segmentation: Hashable, Sendable {
  package let grid: Grid
  /// In the order of their values; a structure that the export names but leaves empty has no runs.
  package let structures: [Structure]
  /// What is made of the structures. Their places follow those of the structures; whatever goes over an export's
  /// structures does not meet them.
  package let derived: [DerivedStructure]
  package let problems: [SegmentationProblem]
  /// Where headers of its files, and of the image's, contradict themselves or their data.
  package let discrepancies: [HeaderDiscrepancy]
  /// How many axes the file counts: a stack of one slice has three, although it is measured in two dimensions.
  package let axes: Int
  /// Whether the export names its structures one by one, as files of a folder or as segments, so that it tells what was
  /// asked for.
  package let isListing: Bool
  /// What the values of its structures are.
  package let numbering: StructureNumbering

  package init(
    grid: Grid, structures: [Structure], derived: [DerivedStructure] = [], problems: [SegmentationProblem] = [],
    discrepancies: [HeaderDiscrepancy] = [], axes: Int? = nil, isListing: Bool = false,
    numbering: StructureNumbering = .labels
  ) {
    self.grid = grid
    self.discrepancies = discrepancies
    self.isListing = isListing
    self.numbering = numbering
    self.axes = axes ?? grid.dimensions
    self.structures = structures.sorted { $0.value < $1.value }
    self.derived = derived
    self.problems = problems
  }

  /// The places of all structures, the derived ones last.
  package var places: Range<StructurePlace> { 0..<StructurePlace(structures.count + derived.count) }

  /// The places of the export's own structures.
  package var ownPlaces: Range<StructurePlace> { 0..<StructurePlace(structures.count) }

  /// The export's own structures with their places.
  package var placed: Zip2Sequence<Range<StructurePlace>, [Structure]> { zip(ownPlaces, structures) }

  /// The places of the derived structures.
  package var derivedPlaces: Range<StructurePlace> { ownPlaces.upperBound..<places.upperBound }

  /// One of the export's own structures, by its place.
  package subscript(place: StructurePlace) -> Structure { structures[place.index] }

  /// A derived structure, by its place; nil at a place of the export's own ones.
  package func derived(at place: StructurePlace) -> DerivedStructure? {
    derivedPlaces.contains(place) ? derived[place.index - structures.count] : nil
  }

  /// The voxels of a structure, or of a derived one, by its place.
  package func runs(at place: StructurePlace) -> Runs {
    place.index < structures.count ? structures[place.index].runs : derived[place.index - structures.count].runs
  }
}

extension Segmentation {
  /// The same export with other structures, problems or grid; what is left out stays.
  package func with(
    grid: Grid? = nil, structures: [Structure]? = nil, derived: [DerivedStructure]? = nil,
    problems: [SegmentationProblem]? = nil, discrepancies: [HeaderDiscrepancy]? = nil
  ) -> Segmentation {
    Segmentation(
      grid: grid ?? self.grid, structures: structures ?? self.structures, derived: derived ?? self.derived,
      problems: problems ?? self.problems,
      discrepancies: discrepancies ?? self.discrepancies, axes: axes, isListing: isListing,
      numbering: numbering)
  }
}
